import type { Finding, FoldedFinding, Report } from '../rule/finding';
import { baselineOf, goneFrom, joinedBaselines, parseBaseline, withBaseline, writtenBaseline } from './baseline';
import { ConfigurationError } from './configuration-model';
import { DEFECT } from './evaluate';
import { reportOf } from './report-of';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'no-wildcard-action',
  severity: 'medium',
  enforcement: 'mandatory',
  status: 'violation',
  message: 'm',
  resource: { address: 'aws_iam_policy.p', type: 'aws_iam_policy', stack: 'network' },
  property: 'policy',
  location: null,
  witness: null,
  suggestion: null,
  recommendations: [],
  controls: [],
  remediation: '',
  url: '',
  fingerprint: 'f1',
  exemption: null,
  also: [],
  ...changes,
});

const behind = (head: Finding, changes: Partial<Finding>): FoldedFinding => ({
  ...finding(changes),
  into: { rule: head.rule, fingerprint: head.fingerprint },
});

const report = (findings: readonly Finding[], folded: readonly FoldedFinding[] = []): Report => ({
  ...reportOf([], findings, []),
  folded,
});

const statusesOf = ({ findings }: Report): readonly string[] => findings.map(({ status }) => status);
const baseline = baselineOf(report([finding()]));

describe('a baseline', () => {
  it('holds what is open, each with how often, in an order of its own', () => {
    const user = { address: 'aws_iam_user.a', type: 'aws_iam_user', stack: 'network' };
    const open = finding({ status: 'unresolved', resource: user, fingerprint: 'f2' });
    const held = baselineOf(report([open, finding({ message: 'b' }), finding()]));
    expect(held).toEqual(baselineOf(report([finding(), open, finding({ message: 'b' })])));
    expect(held.findings).toEqual([
      {
        ...{ rule: 'no-wildcard-action', severity: 'medium', stack: 'network', address: 'aws_iam_policy.p' },
        ...{ fingerprint: 'f1', count: 2 },
      },
      {
        ...{ rule: 'no-wildcard-action', severity: 'medium', stack: 'network', address: 'aws_iam_user.a' },
        ...{ fingerprint: 'f2', count: 1 },
      },
    ]);
  });

  it('holds nothing that is exempt, and no defect of the check itself', () => {
    expect(baselineOf(report([finding({ status: 'exempt' }), finding({ rule: DEFECT })])).findings).toEqual([]);
  });

  it('holds what stands behind another finding, which another level of a rule may bring out', () => {
    const head = finding();
    const folded = behind(head, { rule: 'other', fingerprint: 'f2' });
    const held = baselineOf(report([head], [folded]));
    expect(held.findings.map(({ rule }) => rule)).toEqual(['no-wildcard-action', 'other']);
    expect(statusesOf(withBaseline(report([finding({ rule: 'other', fingerprint: 'f2' })]), held))).toEqual([
      'baseline',
    ]);
  });

  it('is read as it was written', () => {
    const held = baselineOf(report([finding(), finding({ severity: 'low' })]));
    expect(parseBaseline(writtenBaseline(held))).toEqual(held);
  });
});

describe('whoever can become who has what the baseline holds', () => {
  const user = { address: 'aws_iam_user.eve', type: 'aws_iam_user', stack: 'network' };
  const heir = (head: Finding, changes: Partial<Finding> = {}): FoldedFinding =>
    behind(head, { resource: user, fingerprint: 'h1', ...changes });
  const known = (held: Report, now: Report): readonly string[] => {
    const { findings, folded } = withBaseline(now, baselineOf(held));
    return [...findings, ...folded].map(({ fingerprint, status }) => `${fingerprint} ${status}`);
  };
  const head = finding();

  it('comes out when the baseline does not hold that', () => {
    expect(known(report([head]), report([head], [heir(head)]))).toEqual(['f1 baseline', 'h1 violation']);
  });

  it('stands behind it when the baseline holds that too', () => {
    const both = report([head], [heir(head)]);
    expect(known(both, both)).toEqual(['f1 baseline', 'h1 baseline']);
    expect(known(both, report([head], [heir(head), heir(head, { fingerprint: 'h2' })]))).toEqual([
      'f1 baseline',
      'h2 violation',
      'h1 baseline',
    ]);
  });

  it('stays behind what is a violation itself, and behind nothing when it is exempt', () => {
    expect(known(report([]), report([head], [heir(head)]))).toEqual(['f1 violation']);
    expect(known(report([head]), report([head], [heir(head, { status: 'exempt' })]))).toEqual([
      'f1 baseline',
      'h1 exempt',
    ]);
  });
});

describe('a report with a baseline', () => {
  it('has what was there marked, and counts it no more', () => {
    const known = withBaseline(report([finding(), finding({ fingerprint: 'new' })]), baseline);
    expect(known.findings.map(({ fingerprint, status }) => [fingerprint, status])).toEqual([
      ['f1', 'baseline'],
      ['new', 'violation'],
    ]);
    expect(known.summary.violations.medium).toBe(1);
  });

  it('has what is unresolved marked too', () => {
    const open = report([finding({ status: 'unresolved' })]);
    const known = withBaseline(open, baselineOf(open));
    expect([statusesOf(known), known.summary.unresolved]).toEqual([['baseline'], 0]);
  });

  it('lets what became graver be a violation, and not what became milder', () => {
    expect(statusesOf(withBaseline(report([finding({ severity: 'high' })]), baseline))).toEqual(['violation']);
    expect(statusesOf(withBaseline(report([finding({ severity: 'low' })]), baseline))).toEqual(['baseline']);
  });

  it('lets one more than were counted be a violation', () => {
    const two = report([finding(), finding({ message: 'n' })]);
    expect(statusesOf(withBaseline(two, baseline))).toEqual(['baseline', 'violation']);
    expect(statusesOf(withBaseline(two, baselineOf(two)))).toEqual(['baseline', 'baseline']);
  });

  it('accepts the gravest of them first, however they are sorted', () => {
    const was = baselineOf(report([finding({ severity: 'high' }), finding({ severity: 'low' })]));
    const now = report([finding({ severity: 'low', message: 'a' }), finding({ severity: 'high', message: 'b' })]);
    expect(statusesOf(withBaseline(now, was))).toEqual(['baseline', 'baseline']);
    const worse = report([finding({ severity: 'high', message: 'a' }), finding({ severity: 'high', message: 'b' })]);
    expect(statusesOf(withBaseline(worse, was))).toEqual(['baseline', 'violation']);
  });

  it('leaves exempt findings and defects of the check as they are', () => {
    const failed = finding({ rule: DEFECT, message: 'z' });
    const held = { schemaVersion: 1, findings: [{ ...baseline.findings[0], rule: DEFECT, count: 2 }] } as const;
    expect(statusesOf(withBaseline(report([failed]), held))).toEqual(['violation']);
    expect(statusesOf(withBaseline(report([finding({ status: 'exempt' })]), baseline))).toEqual(['exempt']);
  });

  it('accepts what stands behind a finding of the baseline', () => {
    const now = report([finding()], [behind(finding(), { rule: 'other', fingerprint: 'f2' })]);
    expect(withBaseline(now, baseline).folded.map(({ status }) => status)).toEqual(['baseline']);
    expect(withBaseline(now, baselineOf(report([]))).folded.map(({ status }) => status)).toEqual(['violation']);
  });

  it('takes in no rule that nobody may exempt, neither on its own nor behind another', () => {
    const head = finding({ also: ['firm'] });
    const now = report([head], [behind(head, { rule: 'firm', fingerprint: 'f2' })]);
    const mayAccept = (rule: string): boolean => rule !== 'firm';
    expect(baselineOf(now, mayAccept).findings.map(({ rule }) => rule)).toEqual(['no-wildcard-action']);
    const known = withBaseline(now, baselineOf(now), mayAccept);
    expect(known.findings.map(({ rule, status, also }) => [rule, status, also])).toEqual([
      ['firm', 'violation', []],
      ['no-wildcard-action', 'baseline', []],
    ]);
    expect(known.folded).toEqual([]);
    expect(known.findings[0]).not.toHaveProperty('into');
  });
});

describe('what the baseline holds and nobody finds', () => {
  const two = baselineOf(report([finding(), finding(), finding({ fingerprint: 'f2', rule: 'other' })]));
  const all = (): boolean => true;

  it('is told with how often', () => {
    const gone = goneFrom(report([finding()]), two, all);
    expect(gone.map(({ fingerprint, count }) => [fingerprint, count])).toEqual([
      ['f1', 1],
      ['f2', 1],
    ]);
  });

  it('is nothing of what is still found, were it exempt, graver or behind another', () => {
    const now = report(
      [finding({ status: 'exempt' }), finding({ severity: 'critical' })],
      [behind(finding(), { fingerprint: 'f2' })],
    );
    expect(goneFrom(now, two, all)).toEqual([]);
  });

  it('is nothing that the check was not asked about', () => {
    expect(goneFrom(report([]), two, ({ rule }) => rule === 'other').map(({ rule }) => rule)).toEqual(['other']);
  });

  it('can be kept beside what is found', () => {
    expect(joinedBaselines(baseline, two).findings.map(({ count }) => count)).toEqual([3, 1]);
  });
});

describe('a baseline file that cannot be used', () => {
  const problemsOf = (content: string): readonly string[] => {
    try {
      parseBaseline(content);
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
    return [];
  };
  const text = writtenBaseline(baseline);
  const with1 = (from: string, to: string): readonly string[] => problemsOf(text.replace(from, to));

  it('is one that is neither JSON nor YAML: line and column are told', () => {
    expect(problemsOf('{\n "findings": [\n')[0]).toMatch(/^line \d+, column \d+: /);
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    ['nothing at all', '', ['a baseline must be a map of keys to values, not undefined']],
    [
      'another JSON',
      '{"findings": []}',
      ['`schemaVersion`: undefined is not 1; is this a file that --write-baseline wrote?'],
    ],
    [
      'a later version',
      '{"schemaVersion": 2}',
      ['`schemaVersion`: `2` is not 1; is this a file that --write-baseline wrote?'],
    ],
    ['no list', '{"schemaVersion": 1, "findings": {}}', ['`findings` must be a list, not a map']],
  ])('is one with %s', (_title, content, problems) => {
    expect(problemsOf(content)).toEqual(problems);
  });

  it('is one with an entry twice, as a merge of two branches leaves it: together they would accept one more', () => {
    const [entry] = baseline.findings;
    const twice = (...entries: readonly unknown[]): readonly string[] =>
      problemsOf(JSON.stringify({ schemaVersion: 1, findings: entries }));
    expect(twice(entry, entry)).toEqual([
      '`findings.1`: it is the same as `findings.0`; delete one, or write the file anew with --write-baseline',
    ]);
    expect(twice(entry, { ...entry, severity: 'high' })).toEqual([]);
  });

  it('names the place of what is wrong', () => {
    expect(with1('"medium"', '"mediun"')).toEqual([
      '`findings.0.severity`: `mediun` is not one of low, medium, high, critical; did you mean `medium`?',
    ]);
    expect(with1('"count": 1', '"count": 0')).toEqual(['`findings.0.count`: `0` is no number from 1']);
    expect(with1('"rule": "no-wildcard-action"', '"rule": 7')).toEqual(['`findings.0.rule`: `7` is not a text']);
    expect(with1('"address"', '"adress"')).toEqual([
      '`findings.0.adress`: there is no key `adress`; did you mean `address`?',
      '`findings.0.address`: undefined is not a text',
    ]);
  });
});
