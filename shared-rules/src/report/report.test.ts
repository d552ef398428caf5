import type { Finding, Report } from '../rule/finding';
import { formatFinding, isBlocking, printable, reporters, type Tone } from '.';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'no-user-without-mfa',
  severity: 'critical',
  enforcement: 'mandatory',
  status: 'violation',
  message: '`alice` can act without MFA: her access key may call s3:DeleteObject.',
  resource: { address: 'aws_iam_user.alice', type: 'aws_iam_user', stack: 'network' },
  property: null,
  location: { file: 'src/users.ts', line: 14 },
  witness: null,
  suggestion: null,
  recommendations: ['users/1'],
  controls: [],
  remediation: 'Use BoolIfExists.',
  url: '',
  fingerprint: 'f1',
  exemption: null,
  also: [],
  ...changes,
});

const report = (findings: readonly Finding[] = [], changes: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: { name: 'iam-guardrails', version: '0.1.0' },
  summary: {
    resources: 3,
    violations: {
      low: 0,
      medium: 0,
      high: 0,
      critical: findings.filter(({ status }) => status === 'violation').length,
    },
    unresolved: findings.filter(({ status }) => status === 'unresolved').length,
    exempt: 0,
    notChecked: changes.notChecked?.length ?? 0,
  },
  findings,
  folded: [],
  notChecked: [],
  ...changes,
});

const text = (value: Report) => reporters.text(value, { color: false });
const json = (value: Report) => reporters.json(value, { color: false });
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

describe('the text report', () => {
  it('shows rule, severity, address, place, message and what to do', () => {
    expect(text(report([finding()]))).toBe(
      [
        '✖ no-user-without-mfa   critical   aws_iam_user.alice  (stack network, src/users.ts:14)',
        '  `alice` can act without MFA: her access key may call s3:DeleteObject.',
        '  fix: Use BoolIfExists.        more: iam-guardrails explain no-user-without-mfa',
        '',
        '3 resources checked: 1 violation (1 critical), 0 unresolved, 0 not checked',
        '',
      ].join('\n'),
    );
  });

  it('shows what could stand in the place of a statement, and the rules that find the same cause', () => {
    const narrower = {
      replaces: 1,
      statements: [
        { Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:*:*:jobs\u001b[2J' },
      ],
      why: 'allowed on what this stack declares',
    };
    const shown = text(report([finding({ suggestion: { arguments: {}, narrower }, also: ['a-rule', 'b-rule'] })]));
    expect(shown).toContain(
      [
        '  instead of statement 2 (allowed on what this stack declares):',
        '    { "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*" },',
      ].join('\n'),
    );
    expect(shown).toContain('\n  also: a-rule, b-rule\n  fix: ');
    expect(shown).not.toContain('\u001b');
  });

  it('cuts what is too long to be read, and says where all of it is', () => {
    const statements = Array.from({ length: 40 }, (_, index) => ({ Effect: 'Allow', Action: `sqs:${index}` }));
    const narrower = { replaces: 0, statements, why: 'so' };
    expect(text(report([finding({ suggestion: { arguments: {}, narrower } })]))).toContain(
      '    ... and 10 more lines: see `--format json`\n',
    );
  });

  it('marks an advisory violation apart from a mandatory one', () => {
    expect(text(report([finding({ enforcement: 'advisory' })]))).toMatch(/^⚠ no-user-without-mfa/);
  });

  it('names the argument at fault behind the address', () => {
    expect(text(report([finding({ property: 'policy' })]))).toContain('   aws_iam_user.alice.policy  (');
  });

  it('names the construct of a CDKTF app', () => {
    const found = finding({ location: { constructPath: 'network/alice' } });
    expect(text(report([found]))).toContain('(stack network, construct network/alice)');
  });

  it('leaves the stack of the working folder out', () => {
    const here = { address: 'aws_iam_user.alice', type: 'aws_iam_user', stack: '.' };
    expect(text(report([finding({ resource: here })]))).toContain('aws_iam_user.alice  (src/users.ts:14)\n');
  });

  it('says the stack alone when the engine tells no place', () => {
    expect(text(report([finding({ location: null })]))).toContain('(stack network)\n');
  });

  it('breaks the line of a long remediation before the pointer to the page', () => {
    const lines = text(report([finding({ remediation: 'x'.repeat(100) })])).split('\n');
    expect(lines[3]).toBe('  more: iam-guardrails explain no-user-without-mfa');
  });

  it('names no stack of what is wrong with a configuration, which has none', () => {
    const config = { address: 'iam-guardrails.yaml', type: 'configuration', stack: '' };
    const shown = text(report([finding({ resource: config, location: null, property: 'exemptions.0' })]));
    expect(shown.split('\n')[0]).toMatch(/ iam-guardrails\.yaml\.exemptions\.0$/);
  });

  it('gives each unresolved resource one line after the violations', () => {
    const open = { status: 'unresolved', message: '`var.name` is not known.' } as const;
    const shown = text(report([finding(open), finding({ ...open, rule: 'no-iam-users' }), finding()]));
    expect(shown.indexOf('✖')).toBeLessThan(shown.indexOf('?'));
    expect(shown.split('\n').filter((line) => line.startsWith('?'))).toEqual([
      '? aws_iam_user.alice  (stack network, src/users.ts:14)  no-user-without-mfa, no-iam-users: `var.name` is not known.',
    ]);
  });

  it('keeps resources of one address in two stacks apart', () => {
    const other = { address: 'aws_iam_user.alice', type: 'aws_iam_user', stack: 'other' };
    const shown = text(report([finding({ status: 'unresolved' }), finding({ status: 'unresolved', resource: other })]));
    expect(shown.match(/^\?/gm)).toHaveLength(2);
  });

  it('lists what was not checked with the reason', () => {
    const shown = text(report([], { notChecked: [{ address: 'module.users', reason: 'the inside is not read' }] }));
    expect(shown).toContain('- module.users  not checked: the inside is not read\n');
    expect(shown).not.toContain('✔');
  });

  it('says of a clean run what was checked', () => {
    expect(text(report())).toBe('✔ 3 resources checked: no violations, 0 unresolved, 0 not checked\n');
  });

  const exempt = finding({
    status: 'exempt',
    exemption: {
      reason: 'break glass',
      owner: 'sec@acme.example',
      expires: '2027-03-31',
      origin: 'i.yaml, exemptions.0',
    },
  });

  it('gives each exempt finding one line with reason, owner and last day, and counts those of the baseline', () => {
    const base = report();
    const shown = text({
      ...base,
      summary: { ...base.summary, exempt: 1 },
      findings: [exempt, finding({ status: 'baseline' })],
    });
    expect(shown).toBe(
      '~ aws_iam_user.alice  (stack network, src/users.ts:14)  no-user-without-mfa ' +
        'exempt until 2027-03-31 by sec@acme.example: break glass (i.yaml, exemptions.0)\n\n' +
        '✔ 3 resources checked: no violations, 0 unresolved, 1 exempt, 1 in the baseline, 0 not checked\n',
    );
  });

  it('leaves out of the line of an exempt finding what its exemption does not say', () => {
    const shown = text(
      report([finding({ ...exempt, exemption: { ...exempt.exemption!, owner: null, expires: null } })]),
    );
    expect(shown).toContain('no-user-without-mfa exempt: break glass (i.yaml, exemptions.0)\n');
  });

  it('paints with the given function, and not at all without colour', () => {
    const paint = (tone: Tone, value: string) => `<${tone}>${value}</>`;
    expect(reporters.text(report([finding()]), { color: true, paint })).toContain(
      '<mandatory>✖ no-user-without-mfa</>',
    );
    expect(reporters.text(report([finding()]), { color: false, paint })).toBe(text(report([finding()])));
  });
});

describe('escapes from the input', () => {
  const attack = '\u001b[31mred\u001b]8;;http://x\u0007 \u009b2J\u202Etxt\u200B\nsecond';
  // Written by code point, so that this file stays readable in an editor that obeys them.
  const dangerous = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/;
  const hostile = finding({
    message: attack,
    property: attack,
    remediation: attack,
    location: { file: attack, constructPath: attack },
    resource: { address: attack, type: attack, stack: attack },
  });
  const exemption = { reason: attack, owner: attack, expires: null, origin: attack };
  const everywhere = report(
    [hostile, { ...hostile, status: 'unresolved' }, { ...hostile, status: 'exempt', exemption }],
    {
      notChecked: [{ address: attack, reason: attack }],
    },
  );

  it.each([
    ['text', text(everywhere)],
    ['json', json(everywhere)],
    ['sarif', reporters.sarif(everywhere, { color: false })],
    ['formatFinding', formatFinding(hostile)],
  ])('do not reach the terminal through %s', (_format, output) => {
    expect(output).not.toMatch(dangerous);
    expect(output).toContain('red');
  });

  it('stay in the data of the JSON report', () => {
    expect(JSON.parse(json(everywhere)).findings[0].message).toBe(attack);
  });

  it('leave ordinary letters of any language alone', () => {
    expect(printable('Größe 日本 ✖ 👍')).toBe('Größe 日本 ✖ 👍');
  });

  it('cannot add a line', () => {
    expect(printable('a\r\nb\u2028c')).toBe('a b c');
  });
});

describe('the JSON report', () => {
  const full = report([
    finding({ witness: { principal: 'p', action: 'a', resource: 'r', context: { b: '1', a: ['2'] } } }),
  ]);

  it('is the report itself', () => {
    expect(JSON.parse(json(full))).toEqual(full);
  });

  it('ends with one newline', () => {
    expect(json(full)).toMatch(/[^\n]\n$/);
  });

  it('has equal bytes whatever the order in which the objects were built', () => {
    expect(json(reversed(full) as Report)).toBe(json(full));
  });

  it('keeps the order of the contract', () => {
    expect(Object.keys(JSON.parse(json(full)).findings[0].witness)).toEqual([
      'principal',
      'action',
      'resource',
      'context',
    ]);
    expect(Object.keys(JSON.parse(json(full)))).toEqual([
      'schemaVersion',
      'tool',
      'summary',
      'findings',
      'notChecked',
      'folded',
    ]);
  });

  it('keeps fields that a later version adds', () => {
    expect(JSON.parse(json({ ...full, added: 1 } as Report))).toMatchObject({ added: 1 });
  });
});

describe('formatFinding', () => {
  it('says `unresolved` in the place of the severity of what was not decided', () => {
    expect(formatFinding(finding({ status: 'unresolved' }))).toMatch(
      /^no-user-without-mfa {3}unresolved {3}aws_iam_user/,
    );
  });

  it('says why an exempt finding is accepted, and of the baseline that it is in it', () => {
    const exemption = { reason: 'break glass', owner: 'sec', expires: null, origin: 'tag of the resource' };
    const [heading, message, why] = formatFinding(finding({ status: 'exempt', exemption })).split('\n');
    expect([heading, message, why]).toEqual([
      'no-user-without-mfa   exempt   aws_iam_user.alice',
      '  `alice` can act without MFA: her access key may call s3:DeleteObject.',
      '  exempt by sec: break glass (tag of the resource)',
    ]);
    expect(formatFinding(finding({ status: 'baseline' }))).toMatch(/^no-user-without-mfa {3}in the baseline {3}aws/);
  });

  it('points to the address of a finding whose rule has no page', () => {
    const defect = finding({ rule: 'iam-guardrails-defect', url: 'https://example.com/issues' });
    expect(formatFinding(defect)).toContain('more: https://example.com/issues');
    expect(formatFinding(finding({ url: 'https://example.com/no-user-without-mfa.md' }))).toContain(
      'more: iam-guardrails explain',
    );
  });

  it('is the plain text of one finding without its place', () => {
    expect(formatFinding(finding())).toBe(
      [
        'no-user-without-mfa   critical   aws_iam_user.alice',
        '  `alice` can act without MFA: her access key may call s3:DeleteObject.',
        '  fix: Use BoolIfExists.        more: iam-guardrails explain no-user-without-mfa',
      ].join('\n'),
    );
  });
});

describe('isBlocking', () => {
  it.each([
    ['a mandatory violation', finding(), true],
    ['a violation that only Pulumi could remediate', finding({ enforcement: 'remediate' }), true],
    ['an advisory violation', finding({ enforcement: 'advisory' }), false],
    ['an exempt finding of a mandatory rule', finding({ status: 'exempt' }), false],
    ['a finding of the baseline', finding({ status: 'baseline' }), false],
    ['something unresolved', finding({ status: 'unresolved', enforcement: 'advisory' }), false],
    ['something unresolved where that is mandatory', finding({ status: 'unresolved' }), true],
  ])('of %s', (_title, found, expected) => {
    expect(isBlocking(found)).toBe(expected);
  });
});
