import { Ajv } from 'ajv';
import { rules } from '../catalogue';
import { presets } from '../presets/presets';
import { parseConfiguration } from './configuration';
import { ConfigurationError } from './configuration-model';
import { configurationSchema } from './configuration-schema';

const schema = configurationSchema(rules, presets);
const validate = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);

/** What the parser says; `extends` is for whoever reads files. */
function problemsOf(source: unknown): readonly string[] {
  const { extends: names, ...rest } = Object(source) as Readonly<Record<string, unknown>>;
  try {
    parseConfiguration(names === undefined ? source : rest, rules, presets);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const DENY = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }] };
const exemption = { rule: 'no-user-without-mfa', resource: 'aws_iam_user.*' };
const arn = 'arn:aws:iam::123456789012:policy/readers';

const right: readonly unknown[] = [
  {},
  null,
  { $schema: './node_modules/iam-guardrails/schema/iam-guardrails.schema.json' },
  { extends: '@acme/iam-guardrails' },
  { extends: ['@acme/iam-guardrails', './base.yaml'] },
  ...presets.map(({ name }) => ({ preset: name })),
  { preset: ['recommended', 'otc'] },
  { rules: null },
  { rules: { 'no-iam-users': null } },
  { rules: { 'no-iam-users': 'disabled', 'no-inline-policy': { enforcement: 'remediate', exemptible: false } } },
  { rules: { 'no-user-without-mfa': { machineUsers: ['ci-*'], machineUserTag: 'machine' } } },
  { rules: { 'limit-access-keys-per-user': { maximum: 0, enforcement: 'mandatory' } } },
  { rules: { 'no-new-access': { reference: DENY } } },
  { rules: { 'no-new-access': { reference: JSON.stringify(DENY) } } },
  { unresolved: 'mandatory', role: 'account-baseline' },
  { machineUsers: 'ci-*' },
  { machineUsers: ['ci-*', 'deploy'] },
  { trust: { accounts: ['111122223333'], organization: 'o-a1b2c3d4e5', thirdParties: '444455556666' } },
  { organization: { serviceControlPolicies: DENY, resourceControlPolicies: [] } },
  { organization: { serviceControlPolicies: [DENY, JSON.stringify(DENY)] } },
  { organization: { serviceControlPolicies: [[DENY], [DENY, DENY]] } },
  { managedPolicies: null },
  { managedPolicies: { [arn]: DENY } },
  { managedPolicies: { [arn]: JSON.stringify(DENY) } },
  { exemptions: [] },
  { exemptions: [{ ...exemption, reason: 'break glass', owner: 'sec@acme.example', expires: '2027-03-31' }] },
  { exemptions: [{ ...exemption, rule: '*', action: 's3:*', statement: 'Read', fingerprint: 'a1', stack: 'prod-?' }] },
  { exemptions: [{ ...exemption, action: ['s3:Get*', 's3:List*'] }] },
  { exemptionPolicy: { maximumDays: 90, owners: ['*@acme.example'], inPrograms: false, enforcement: 'mandatory' } },
  { exemptionPolicy: {} },
  { adjustable: ['machineUsers', 'trust', 'organization', 'rules.no-iam-users'] },
  { adjustable: 'rules.limit-access-keys-per-user.maximum' },
];

const wrong: readonly unknown[] = [
  [],
  'strict',
  3,
  { ruels: {} },
  { preset: 'strickt' },
  { preset: ['strict', null] },
  { preset: null },
  { rules: [] },
  { rules: 'strict' },
  { rules: { 'no-iam-user': 'disabled' } },
  { rules: { 'no-iam-users': 'disable' } },
  { rules: { 'no-iam-users': 3 } },
  { rules: { 'no-iam-users': ['disabled'] } },
  { rules: { 'no-iam-users': { enforcement: null } } },
  { rules: { 'no-iam-users': { exemptible: 'no' } } },
  { rules: { 'no-user-without-mfa': { machineUser: [] } } },
  { rules: { 'no-user-without-mfa': { machineUsers: 'ci-*' } } },
  { rules: { 'limit-access-keys-per-user': { maximum: '2' } } },
  { rules: { 'limit-access-keys-per-user': { maximum: -1 } } },
  { rules: { 'limit-access-keys-per-user': { maximum: 1.5 } } },
  { rules: { 'describe-access-key': { ownerTags: [] } } },
  { rules: { 'no-new-access': { reference: [DENY] } } },
  { unresolved: 'block' },
  { unresolved: null },
  { role: 'workload' },
  { machineUsers: 3 },
  { machineUsers: [''] },
  { machineUsers: null },
  { trust: null },
  { trust: { account: [] } },
  { trust: { accounts: [111122223333] } },
  { trust: { accounts: ['1111'] } },
  { trust: { organization: 'acme' } },
  { trust: { thirdParties: {} } },
  { organization: [] },
  { organization: { scps: [] } },
  { organization: { serviceControlPolicies: 'FullAWSAccess' } },
  { organization: { serviceControlPolicies: [3] } },
  { organization: { serviceControlPolicies: [DENY, [DENY]] } },
  { managedPolicies: [] },
  { managedPolicies: { [arn]: 3 } },
  { managedPolicies: { readers: DENY } },
  { managedPolicies: { [arn]: 'document' } },
  { exemptions: null },
  { exemptions: exemption },
  { exemptions: ['no-iam-users'] },
  { exemptions: [{ resource: 'aws_iam_user.a' }] },
  { exemptions: [{ rule: 'no-iam-users' }] },
  { exemptions: [{ ...exemption, rule: 'no-iam-user' }] },
  { exemptions: [{ ...exemption, resource: 3 }] },
  { exemptions: [{ ...exemption, until: '2027-03-31' }] },
  { exemptions: [{ ...exemption, expires: '31.3.2027' }] },
  { exemptions: [{ ...exemption, expires: 20270331 }] },
  { exemptions: [{ ...exemption, owner: ['a', 'b'] }] },
  { exemptions: [{ ...exemption, action: [3] }] },
  { exemptions: [{ ...exemption, action: [] }] },
  { exemptions: [{ ...exemption, fingerprint: '' }] },
  { exemptions: [{ ...exemption, statement: ' ' }] },
  { exemptions: [{ ...exemption, stack: '' }] },
  { exemptions: [{ ...exemption, resource: '' }] },
  { exemptionPolicy: null },
  { exemptionPolicy: { days: 3 } },
  { exemptionPolicy: { maximumDays: 0 } },
  { exemptionPolicy: { maximumDays: 36501 } },
  { exemptionPolicy: { owners: [] } },
  { exemptionPolicy: { maximumDays: '90' } },
  { exemptionPolicy: { owners: '' } },
  { exemptionPolicy: { inPrograms: 'no' } },
  { exemptionPolicy: { enforcement: 'disabled' } },
  { adjustable: ['rules'] },
  { adjustable: ['rules.no-iam-users.maximum'] },
  { adjustable: null },
];

describe('configurationSchema', () => {
  it.each(right.map((source) => [source]))('accepts %j, as the parser does', (source) => {
    expect({ problems: problemsOf(source), isValid: validate(source) }).toEqual({ problems: [], isValid: true });
  });

  it.each(wrong.map((source) => [source]))('refuses %j, as the parser does', (source) => {
    expect(problemsOf(source)).not.toEqual([]);
    expect(validate(source)).toBe(false);
  });

  const extendsNothing = [{ extends: '' }, { extends: 3 }, { extends: [{}] }];
  it.each(extendsNothing)('refuses %j, which names neither a package nor a file', (source) => {
    expect(validate(source)).toBe(false);
  });

  it('has the keys that the parser knows, and those only', () => {
    const [line = ''] = problemsOf({ qqqqqqqqqqqqqqqq: 1 });
    const allowed = (/allowed: (.*)$/.exec(line)?.[1] ?? '').split(', ');
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual([...allowed].sort());
  });

  it('has a title, a level and every option with description and default for each rule', () => {
    const { anyOf, title } = schema.properties?.['rules']?.properties?.['limit-access-keys-per-user'] ?? {};
    expect(title).toBe('A user has no more access keys than allowed (medium, advisory by default)');
    expect(anyOf).toHaveLength(2);
    expect(anyOf?.[1]?.properties).toMatchObject({
      enforcement: { $ref: '#/definitions/level' },
      maximum: { type: 'integer', minimum: 0, default: 2, description: expect.stringMatching(/\w/) as string },
    });
  });

  it('names what every preset chooses', () => {
    const [one] = schema.properties?.['preset']?.anyOf ?? [];
    expect(one?.anyOf).toEqual(presets.map(({ name, title }) => ({ const: name, description: title })));
    expect(one?.anyOf?.map((each) => each.const)).toContain('recommended');
  });

  it('takes the rules that it is given, such as those of an organisation', () => {
    const own = configurationSchema([{ ...rules[0], id: 'acme-tags', exemptible: false }], []);
    expect(Object.keys(own.properties?.['rules']?.properties ?? {})).toEqual(['acme-tags']);
    const check = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(own);
    expect(check({ rules: { 'acme-tags': 'mandatory' } })).toBe(true);
    expect(check({ rules: { 'acme-tags': { exemptible: true } } })).toBe(false);
  });
});
