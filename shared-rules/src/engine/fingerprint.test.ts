import { rules } from '../catalogue';
import { readTerraform } from '../expressions';
import type { Stack } from '../model/resource';
import type { Example, Rule } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import type { Finding } from '../rule/finding';
import { awsAttribute } from '../schemas/aws-attributes';
import { parseConfiguration } from './configuration';
import { evaluate } from './evaluate';

type Resources = Example['resources'];

const LISTS = new Set(['Statement', 'statement']);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes each list of statements, in JSON texts too. */
function withStatements(value: unknown, change: (statements: readonly unknown[]) => readonly unknown[]): unknown {
  if (typeof value === 'string') {
    if (!value.includes('"Statement"')) return value;
    try {
      return JSON.stringify(withStatements(JSON.parse(value), change));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map((item) => withStatements(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      LISTS.has(key) && Array.isArray(inner) ? change(inner) : withStatements(inner, change),
    ]),
  );
}

/** Denies what nobody has, to nobody, in the form of the statements beside it. */
function inert(first: Readonly<Record<string, unknown>>, isTrust: boolean): Readonly<Record<string, unknown>> {
  const [nobody, nothing] = [
    'arn:aws:iam::111122223333:role/nobody',
    'arn:aws:codestar:eu-west-1:111122223333:project/none',
  ];
  const action = isTrust ? 'sts:TagSession' : 'codestar:TagProject';
  if ('effect' in first || 'actions' in first || 'sid' in first) {
    const principals =
      first['principals'] === undefined ? {} : { principals: [{ type: 'AWS', identifiers: [nobody] }] };
    return { effect: 'Deny', actions: [action], ...(isTrust ? {} : { resources: [nothing] }), ...principals };
  }
  const resource = 'Resource' in first || 'NotResource' in first ? { Resource: nothing } : {};
  const principal = 'Principal' in first || 'NotPrincipal' in first ? { Principal: { AWS: nobody } } : {};
  return { Effect: 'Deny', Action: action, ...resource, ...principal };
}

const withOneBefore = (resources: Resources): Resources =>
  withStatements(resources, (statements) => {
    const [first] = statements;
    const isTrust =
      /"sts:(AssumeRole|\*)/.test(JSON.stringify(statements)) && /"principals?"/i.test(JSON.stringify(first));
    return isRecord(first) ? [inert(first, isTrust), ...statements] : statements;
  }) as Resources;

/** Every statement asks for something more, which everybody meets. */
const touched = (resources: Resources): Resources =>
  withStatements(resources, (statements) =>
    statements.map((statement) => {
      if (!isRecord(statement)) return statement;
      const key = 'aws:PrincipalTag/unheard-of';
      if ('effect' in statement || 'actions' in statement) {
        const condition = { test: 'StringNotEquals', variable: key, values: ['x'] };
        return { ...statement, condition: [...[statement['condition'] ?? []].flat(), condition] };
      }
      const conditions = Object(statement['Condition']) as Readonly<Record<string, object>>;
      return {
        ...statement,
        Condition: { ...conditions, StringNotLike: { ...conditions['StringNotLike'], [key]: 'x' } },
      };
    }),
  ) as Resources;

const reversed = (resources: Resources): Resources => Object.fromEntries(Object.entries(resources).reverse());
const reordered = (resources: Resources): Resources =>
  withStatements(resources, (statements) => [...statements].reverse()) as Resources;
const elsewhere = (stack: Stack): Stack => ({
  ...stack,
  resources: stack.resources.map((each, index) => ({ ...each, location: { file: `moved/${index}.tf`, line: index } })),
});

function findingsOf(
  rule: Rule,
  example: Example,
  change: (resources: Resources) => Resources = (resources) => resources,
  changeStack: (stack: Stack) => Stack = (stack) => stack,
): readonly Finding[] {
  const written = terraformOf({ ...example, resources: change(example.resources) });
  const stack = changeStack(readTerraform(written, { stack: 'example', attribute: awsAttribute }));
  const configuration = parseConfiguration({ ...example.configuration, rules: { [rule.id]: { ...example.options } } }, [
    rule,
  ]);
  return evaluate([stack], { rules: [rule], configuration, today: '2026-11-23' }).findings;
}

const printsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ resource, fingerprint }) => `${resource.address} ${fingerprint}`).sort();

const cases = rules.flatMap((rule) =>
  [...rule.examples.violating, ...(rule.examples.unresolved ?? [])].map(
    (example) => [`${rule.id}: ${example.title}`, rule, example] as const,
  ),
);

describe('fingerprints', () => {
  it.each(cases)('stay as they are when statements, resources and files move: %s', (_title, rule, example) => {
    const before = printsOf(findingsOf(rule, example));
    expect(before.length).toBeGreaterThan(0);
    expect(printsOf(findingsOf(rule, example, reversed))).toEqual(before);
    expect(printsOf(findingsOf(rule, example, (resources) => resources, elsewhere))).toEqual(before);
    expect(printsOf(findingsOf(rule, example, reordered))).toEqual(before);
  });

  it.each(cases)('are each of one message: %s', (_title, rule, example) => {
    const messages = new Map<string, Set<string>>();
    for (const { fingerprint, message, property } of findingsOf(rule, example))
      messages.set(fingerprint, (messages.get(fingerprint) ?? new Set()).add(`${property ?? ''} ${message}`));
    expect([...messages.values()].filter(({ size }) => size > 1).map((set) => [...set])).toEqual([]);
  });

  // A deny, whatever it denies, makes it another policy.
  const others = cases.filter(([title]) => title !== 'scp-is-effective: a copy of `FullAWSAccess`');

  it.each(others)('do not count statements: %s', (_title, rule, example) => {
    const after = printsOf(findingsOf(rule, example, withOneBefore));
    expect(after).toEqual(expect.arrayContaining([...printsOf(findingsOf(rule, example))]));
  });

  // Of these each finding is about one statement.
  const aboutStatements = new Set([
    ...['no-wildcard-action', 'no-wildcard-resource', 'no-allow-with-not-action', 'no-credentials-exposure'],
    ...['no-data-exfiltration', 'no-permissions-management', 'restrict-pass-role', 'restrict-assume-role'],
    ...['sensitive-actions-need-conditions', 'no-public-resource-policy', 'restrict-resource-policy'],
    ...['restrict-service-trust', 'restrict-federated-trust', 'restrict-cross-account-trust'],
  ]);
  const changing = rules
    .filter(({ id }) => aboutStatements.has(id))
    .flatMap((rule) => rule.examples.violating.map((example) => [rule, example] as const))
    .filter(([, { resources }]) => JSON.stringify(touched(resources)) !== JSON.stringify(resources));

  it.each(changing.map(([rule, example]) => [`${rule.id}: ${example.title}`, rule, example] as const))(
    'become others when the statement at fault does: %s',
    (_title, rule, example) => {
      const before = printsOf(findingsOf(rule, example));
      const after = printsOf(findingsOf(rule, example, touched));
      expect(after).toHaveLength(before.length);
      expect(after.filter((print) => before.includes(print))).toEqual([]);
    },
  );

  it('are asked of every rule about statements', () => {
    expect(new Set(changing.map(([{ id }]) => id))).toEqual(aboutStatements);
  });

  it.each([
    [
      'strong-password-policy',
      { 'aws_iam_account_password_policy.p': { minimum_password_length: 12, require_symbols: true } },
      { 'aws_iam_account_password_policy.p': { minimum_password_length: 6, require_symbols: true } },
    ],
    [
      'strong-password-policy',
      { 'aws_iam_account_password_policy.p': { minimum_password_length: 12, require_symbols: true } },
      { 'aws_iam_account_password_policy.p': { minimum_password_length: 12, require_symbols: false } },
    ],
    [
      'account-validity',
      { 'opentelekomcloud_identity_login_policy_v3.p': { account_validity_period: 200 } },
      { 'opentelekomcloud_identity_login_policy_v3.p': { account_validity_period: 0 } },
    ],
    [
      'audit-trail-enabled',
      { 'aws_cloudtrail.t': { name: 't', s3_bucket_name: 'b', is_multi_region_trail: true } },
      { 'aws_cloudtrail.t': { name: 't', s3_bucket_name: 'b', is_multi_region_trail: true, enable_logging: false } },
    ],
  ])('become others when a setting gets weaker: %s', (id, before, after) => {
    const prints = (resources: Resources, options = {}): readonly string[] =>
      rules.filter((rule) => rule.id === id).flatMap((rule) => printsOf(findingsOf(rule, { title: '', resources, options }))); // prettier-ignore
    expect(prints(before)).toHaveLength(1);
    expect(prints(after)).toHaveLength(1);
    expect(prints(after)).not.toEqual(prints(before));
  });

  it('tell two statements at fault apart, and count two that say the same', () => {
    const wildcard = rules.filter(({ id }) => id === 'no-wildcard-action');
    const statement = (action: string, sid: string): object => ({
      Sid: sid,
      Effect: 'Allow',
      Action: action,
      Resource: '*',
    });
    const prints = (...statements: readonly object[]): number => {
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      const example = { title: '', resources: { 'aws_iam_policy.p': { name: 'p', policy } } };
      return new Set(wildcard.flatMap((rule) => findingsOf(rule, example)).map(({ fingerprint }) => fingerprint)).size;
    };
    expect(prints(statement('s3:*', 'A'), statement('sqs:*', 'B'))).toBe(2);
    expect(prints(statement('s3:*', 'A'), statement('s3:*', 'B'))).toBe(1);
  });
});
