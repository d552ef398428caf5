import type { Log, Result } from 'sarif';
import { rules } from '../catalogue';
import { programOrigins, type Finding, type Report } from '../rule/finding';
import { reporters } from '.';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  rule: 'no-user-without-mfa',
  severity: 'critical',
  enforcement: 'mandatory',
  status: 'violation',
  message: '`alice` can act without MFA.',
  resource: { address: 'aws_iam_user.alice', type: 'aws_iam_user', stack: 'network' },
  property: null,
  location: { file: 'src/users.tf', line: 14 },
  witness: null,
  suggestion: null,
  recommendations: ['users/1'],
  controls: ['CIS 1.10'],
  remediation: 'Use BoolIfExists.',
  url: 'https://example.com/rules/no-user-without-mfa.md',
  fingerprint: 'f1',
  exemption: null,
  also: [],
  ...changes,
});

const report = (findings: readonly Finding[], notChecked: Report['notChecked'] = []): Report => ({
  schemaVersion: 1,
  tool: { name: 'iam-guardrails', version: '0.1.0' },
  summary: {
    resources: 3,
    violations: { low: 0, medium: 0, high: 0, critical: 1 },
    ...{ unresolved: 0, exempt: 0, notChecked: notChecked.length },
  },
  findings,
  folded: [],
  notChecked,
});

const written = (...args: Parameters<typeof report>): string =>
  reporters.sarif(report(...args), { color: false, rules });
const runOf = (...args: Parameters<typeof report>): Log['runs'][number] =>
  (JSON.parse(written(...args)) as Log).runs[0];
const resultOf = (changes: Partial<Finding> = {}): Result => runOf([finding(changes)]).results![0];

const exemption = {
  reason: 'break glass',
  owner: 'sec@acme.example',
  expires: '2027-03-31',
  origin: 'iam-guardrails.yaml, exemptions.0',
};

describe('the SARIF report', () => {
  it('is one run of version 2.1.0 that names the tool', () => {
    const log = JSON.parse(written([finding()])) as Log;
    expect(log).toMatchObject({
      $schema: expect.stringMatching(/^https:.*sarif-schema-2\.1\.0\.json$/),
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'iam-guardrails', version: '0.1.0', informationUri: expect.any(String) } } }],
    });
    expect(log.runs).toHaveLength(1);
  });

  it('holds a finding with rule, level, text, file, line, address and fingerprint', () => {
    expect(resultOf()).toEqual({
      ruleId: 'no-user-without-mfa',
      ruleIndex: expect.any(Number),
      kind: 'fail',
      level: 'error',
      message: { text: '`alice` can act without MFA.\nFix: Use BoolIfExists.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/users.tf', uriBaseId: '%SRCROOT%' },
            region: { startLine: 14 },
          },
          logicalLocations: [{ fullyQualifiedName: 'aws_iam_user.alice', kind: 'resource' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: 'f1:1', 'iamGuardrails/v1': 'f1' },
      suppressions: [],
      properties: { severity: 'critical', enforcement: 'mandatory', status: 'violation', controls: ['CIS 1.10'] },
    });
  });

  it.each([
    ['a mandatory violation', {}, 'error'],
    ['what only Pulumi could remediate', { enforcement: 'remediate' }, 'error'],
    ['an advisory violation', { enforcement: 'advisory' }, 'warning'],
    ['an advisory violation of low severity', { enforcement: 'advisory', severity: 'low' }, 'note'],
    ['a mandatory violation of low severity', { severity: 'low' }, 'error'],
  ] as const)('weighs %s', (_title, changes, level) => {
    expect(resultOf(changes)).toMatchObject({ kind: 'fail', level });
  });

  it('has what is unresolved as open, which takes no level, and no fix', () => {
    expect(resultOf({ status: 'unresolved' })).toMatchObject({
      kind: 'open',
      level: 'none',
      message: { text: '`alice` can act without MFA.' },
    });
  });

  it('tells findings of one fingerprint apart by their number', () => {
    const { results = [] } = runOf([finding(), finding({ fingerprint: 'f2' }), finding()]);
    expect(results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash'])).toEqual([
      'f1:1',
      'f2:1',
      'f1:2',
    ]);
  });

  it('names the construct of a CDKTF app, and the stack where no file is known', () => {
    const [place] = resultOf({ location: { constructPath: 'network/alice' } }).locations ?? [];
    expect(place?.logicalLocations?.map(({ fullyQualifiedName }) => fullyQualifiedName)).toEqual([
      'aws_iam_user.alice',
      'network/alice',
    ]);
    expect(place?.physicalLocation).toMatchObject({ artifactLocation: { uri: 'network' }, region: { startLine: 1 } });
    const config = { address: 'iam-guardrails.yaml', type: 'configuration', stack: '' };
    expect(resultOf({ resource: config, location: null }).locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'iam-guardrails.yaml',
    );
  });

  it('writes every file name as a reference', () => {
    const uri = (file: string): string | undefined =>
      resultOf({ location: { file } }).locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    expect(uri('a b/ä:#?.tf')).toBe('a%20b/%C3%A4%3A%23%3F.tf');
    expect(uri('half \ud800.tf')).toBe('half%20.tf');
  });
});

describe('the rules of a SARIF report', () => {
  const { rules: described = [] } = runOf([finding()]).tool.driver;

  it('are all that ran, each once, found by the index of every result', () => {
    expect(described.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).sort());
    expect(described[resultOf().ruleIndex ?? -1]?.id).toBe('no-user-without-mfa');
  });

  it('say what they ask for, why, what to do, where to read more and how bad it is', () => {
    const rule = rules.find(({ id }) => id === 'no-user-without-mfa')!;
    const one = described.find(({ id }) => id === rule.id);
    expect(one).toMatchObject({
      shortDescription: { text: rule.title },
      fullDescription: { text: rule.rationale },
      help: { text: expect.stringContaining(rule.remediation), markdown: expect.stringContaining(rule.rationale) },
      helpUri: 'https://example.com/rules/no-user-without-mfa.md',
      properties: { tags: ['security', 'iam'], 'security-severity': expect.stringMatching(/^\d\.\d$/) },
    });
  });

  it('lead nowhere when a rule of others has no page', () => {
    const one = runOf([finding({ rule: 'own-rule', url: '' })]).tool.driver.rules?.find(({ id }) => id === 'own-rule');
    expect(one).not.toHaveProperty('helpUri');
    expect(one?.help?.markdown).not.toContain('](');
  });

  it.each([
    ['critical', 9, 10],
    ['high', 7, 8.9],
    ['medium', 4, 6.9],
    ['low', 0.1, 3.9],
  ] as const)('have a score that GitHub shows as %s', (severity, least, most) => {
    const [rule] =
      runOf([finding({ rule: 'own-rule', severity })]).tool.driver.rules?.slice(
        described.filter(({ id }) => id < 'own-rule').length,
      ) ?? [];
    const score = Number(rule?.properties?.['security-severity']);
    expect([rule?.id, score > least - 0.01 && score <= most]).toEqual(['own-rule', true]);
  });

  it('are made of their findings where the rule is not at hand', () => {
    const { tool, results } = (JSON.parse(reporters.sarif(report([finding()]), { color: false })) as Log).runs[0];
    expect(tool.driver.rules).toMatchObject([
      { id: 'no-user-without-mfa', shortDescription: { text: 'no user without mfa' } },
    ]);
    expect(results?.[0]?.ruleIndex).toBe(0);
  });
});

describe('what is accepted, in a SARIF report', () => {
  it('is suppressed from outside by a configuration, with reason, owner and last day', () => {
    expect(resultOf({ status: 'exempt', exemption }).suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'exempt until 2027-03-31 by sec@acme.example: break glass (iam-guardrails.yaml, exemptions.0)',
      },
    ]);
  });

  it.each(Object.values(programOrigins))('is suppressed in the source when it is %s', (origin) => {
    expect(resultOf({ status: 'exempt', exemption: { ...exemption, origin } }).suppressions).toMatchObject([
      { kind: 'inSource', status: 'accepted' },
    ]);
  });

  it('is suppressed by the baseline', () => {
    expect(resultOf({ status: 'baseline' }).suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
  });

  it('is told apart from every other result, which has an empty list', () => {
    const { results = [] } = runOf([finding({ status: 'baseline' }), finding(), finding({ status: 'unresolved' })]);
    expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([1, 0, 0]);
  });
});

describe('what was not checked, in a SARIF report', () => {
  it('is a notification of the run, not a result', () => {
    const { invocations, results, tool } = runOf([], [{ address: 'module.users', reason: 'the inside is not read' }]);
    expect(results).toEqual([]);
    expect(invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [
          {
            descriptor: { id: 'not-checked', index: 0 },
            level: 'warning',
            message: { text: 'module.users was not checked: the inside is not read' },
            locations: [{ logicalLocations: [{ fullyQualifiedName: 'module.users' }] }],
          },
        ],
      },
    ]);
    expect(tool.driver.notifications?.[0]?.id).toBe('not-checked');
  });
});

describe('data of the checked program, in a SARIF report', () => {
  it('makes no link, and reaches no terminal', () => {
    const { message } = resultOf({ message: 'a [click](https://evil.example) \u001b[31m\u202e' });
    expect(message.text).not.toContain('](');
    expect(
      written([finding({ witness: { principal: '\u009b\u202e', action: 'a', resource: 'r', context: {} } })]),
    ).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
