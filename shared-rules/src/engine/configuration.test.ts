import { rules } from '../catalogue';
import type { Rule } from '../rule/define-rule';
import type { Preset } from '../rule/preset';
import { noRootAccessKey } from '../rules/credentials/no-root-access-key';
import { noUserWithoutMfa } from '../rules/users/no-user-without-mfa';
import { presets } from '../presets/presets';
import { parseConfiguration } from './configuration';
import { ConfigurationError } from './configuration-model';

function problemsOf(source: unknown): readonly string[] {
  try {
    parseConfiguration(source, rules, presets);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const POLICY = 'arn:aws:iam::123456789012:policy/a';
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };

describe('parseConfiguration', () => {
  it('makes critical and high rules mandatory by default, and all of them under `strict`', () => {
    const levels = (source: unknown): readonly string[] =>
      [...parseConfiguration(source, rules, presets).rules.values()].map((setting) => setting.enforcement);
    expect(levels(undefined)).toEqual(
      rules.map(({ severity }) => (severity === 'critical' || severity === 'high' ? 'mandatory' : 'advisory')),
    );
    expect(new Set(levels({ preset: 'strict' }))).toEqual(new Set(['mandatory']));
    expect(new Set(levels({ preset: ['recommended', 'strict'] }))).toEqual(new Set(['mandatory']));
  });

  it('takes a level alone or with options, and fills defaults in', () => {
    const configuration = parseConfiguration(
      {
        rules: {
          'no-administrator-access': 'advisory',
          'no-user-without-mfa': { enforcement: 'advisory', machineUsers: ['ci-*'] },
        },
      },
      rules,
    );
    expect(configuration.rules.get('no-administrator-access')).toEqual({ enforcement: 'advisory', options: {} });
    expect(configuration.rules.get('no-user-without-mfa')).toEqual({
      enforcement: 'advisory',
      options: { machineUsers: ['ci-*'], machineUserTag: 'iam-guardrails:machine-user', alsoWithoutMfa: [] },
    });
  });

  const low = { ...noRootAccessKey, severity: 'low' } as const;
  const mine: readonly Preset[] = [
    { name: 'graver', title: 'it is grave', rules: { 'no-root-access-key': { severity: 'critical' } } },
    { name: 'off', title: 'it is off', rules: { 'no-root-access-key': { enforcement: 'disabled' } } },
    { name: 'machines', title: 'machines', rules: { 'no-user-without-mfa': { options: { machineUsers: ['ci-*'] } } } },
    { name: 'tags', title: 'tags', rules: { 'no-user-without-mfa': { options: { machineUserTag: 'machine' } } } },
  ];
  const settingOf = (rule: Rule, source: unknown): unknown =>
    parseConfiguration(source, [rule], mine).rules.get(rule.id);

  it('lets a preset say how bad a rule is, which decides its level too', () => {
    expect(settingOf(low, {})).toMatchObject({ enforcement: 'advisory' });
    expect(settingOf(low, { preset: 'graver' })).toMatchObject({ enforcement: 'mandatory', severity: 'critical' });
  });

  it('merges presets left to right, and lets the configuration itself have the last word', () => {
    expect(settingOf(low, { preset: ['graver', 'off'] })).toMatchObject({ enforcement: 'disabled' });
    expect(settingOf(low, { preset: 'off', rules: { [low.id]: 'mandatory' } })).toEqual({
      enforcement: 'mandatory',
      options: {},
    });
    expect(
      settingOf(noUserWithoutMfa, {
        preset: ['machines', 'tags'],
        rules: { [noUserWithoutMfa.id]: { machineUsers: [] } },
      }),
    ).toMatchObject({ options: { machineUsers: [], machineUserTag: 'machine' } });
  });

  it.each([
    [{ ruels: {} }, '`ruels`: there is no key `ruels`; did you mean `rules`?'],
    [
      { rules: { 'no-root-acess-key': 'mandatory' } },
      '`rules.no-root-acess-key`: there is no rule `no-root-acess-key`; did you mean `no-root-access-key`?',
    ],
    [
      { rules: { 'no-root-access-key': 'mandatroy' } },
      '`rules.no-root-access-key`: `mandatroy` is not one of disabled, advisory, mandatory, remediate; did you mean `mandatory`?',
    ],
    [{ rules: { 'no-root-access-key': 3 } }, '`rules.no-root-access-key` must be a map of keys to values, not `3`'],
    [
      { rules: { 'no-user-without-mfa': { machineUser: [] } } },
      '`rules.no-user-without-mfa.machineUser`: there is no option `machineUser`; did you mean `machineUsers`?',
    ],
    [
      { rules: { 'no-user-without-mfa': { machineUsers: 'ci' } } },
      '`rules.no-user-without-mfa.machineUsers`: `ci` is not a list',
    ],
    [{ unresolved: 'block' }, '`unresolved`: `block` is not one of advisory, mandatory'],
    [
      { preset: 'strickt' },
      '`preset`: `strickt` is not one of recommended, strict, cis-aws-1.4, cis-aws-3.0, cis-aws-4.0, cis-aws-5.0, cis-aws-6.0, cis-aws-7.0, aws-fsbp, nist-800-53, pci-dss-4, soc2, iso-27001, otc; did you mean `strict`?',
    ],
    [
      { rules: { 'limit-access-keys-per-user': { maximum: '2' } } },
      '`rules.limit-access-keys-per-user.maximum`: `"2"` is not a number',
    ],
    [
      { rules: { 'limit-access-keys-per-user': { maximum: -1 } } },
      '`rules.limit-access-keys-per-user.maximum`: `-1` is not at least 0',
    ],
    [
      { rules: { 'limit-access-keys-per-user': { maximum: 1.5 } } },
      '`rules.limit-access-keys-per-user.maximum`: `1.5` is not a whole number',
    ],
    [
      { rules: { 'limit-access-keys-per-user': { maximum: NaN } } },
      '`rules.limit-access-keys-per-user.maximum`: `NaN` is not a number',
    ],
    [
      { rules: { 'describe-access-key': { ownerTags: [] } } },
      '`rules.describe-access-key.ownerTags`: a list is not long enough: give at least 1',
    ],
    [
      { rules: { 'no-new-access': { reference: { Statment: [] } } } },
      '`rules.no-new-access.reference`: a map is not a policy document that AWS takes',
    ],
    [
      { managedPolicies: { 'arn:aws:iam::123456789012:policy/a': 3 } },
      '`managedPolicies.arn:aws:iam::123456789012:policy/a`: `3` is not a policy document: a map, or its JSON text',
    ],
    [
      { managedPolicies: { [POLICY]: '"text"', '<<': DOCUMENT, 'arn:aws:iam::1234:policy/a': DOCUMENT } },
      [
        `\`managedPolicies.${POLICY}\`: \`"text"\` is not a policy document: a map, or its JSON text`,
        '`managedPolicies.<<`: it is no ARN of a customer-managed policy such as `arn:aws:iam::123456789012:policy/readers`',
        '`managedPolicies.arn:aws:iam::1234:policy/a`: it is no ARN of a customer-managed policy such as `arn:aws:iam::123456789012:policy/readers`',
      ],
    ],
    [
      { managedPolicies: { [POLICY]: { ...DOCUMENT, Statement: [{ Effect: 'Allow', Acton: '*', Resource: '*' }] } } },
      `\`managedPolicies.${POLICY}\`: AWS refuses the document: \`Acton\` is no element of a statement, did you mean \`Action\`? (Statement[0].Acton)`,
    ],
    [
      { exemptions: [{ rule: 'no-iam-users', resource: 'a.b', fingerprint: '', statement: ' ', stack: '' }] },
      [
        '`exemptions.0.stack`: it is empty and narrows nothing; leave it out or say what it is about',
        '`exemptions.0.statement`: it is empty and narrows nothing; leave it out or say what it is about',
        '`exemptions.0.fingerprint`: it is empty and narrows nothing; leave it out or say what it is about',
      ],
    ],
    [
      { exemptions: [{ rule: 'no-iam-users', resource: 'a.b', action: [] }] },
      '`exemptions.0.action`: it is empty and narrows nothing; leave it out or say what it is about',
    ],
    [
      { exemptions: [{ rule: 'no-iam-users', resource: ' ' }] },
      '`exemptions.0`: it has no `resource`; name what it is about',
    ],
    [
      { exemptionPolicy: { maximumDays: 36_501, owners: [] } },
      [
        '`exemptionPolicy.maximumDays`: `36501` is no number of days from 1 to 36500',
        '`exemptionPolicy.owners`: nobody is in it; leave it out or name who may own one',
      ],
    ],
    [{ extend: './a.yaml' }, '`extend`: there is no key `extend`; did you mean `extends`?'],
    [
      { exemptions: [{ rule: '*', resource: '*.*' }] },
      '`exemptions.0`: it would silence every rule on every resource; name the rule or the resource',
    ],
    [
      { role: 'acount-baseline' },
      '`role`: `acount-baseline` is not one of account-baseline; did you mean `account-baseline`?',
    ],
    [{ role: 'workload' }, '`role`: `workload` is not one of account-baseline'],
    [{ role: null }, '`role`: `null` is not one of account-baseline'],
    [{ role: ['account-baseline'] }, '`role`: a list is not one of account-baseline'],
    [{ rle: 'account-baseline' }, '`rle`: there is no key `rle`; did you mean `role`?'],
    [{ rules: [] }, '`rules` must be a map of keys to values, not a list'],
    ['rules', 'the configuration must be a map of keys to values, not `rules`'],
  ])('refuses %j with one clear line for each problem', (source, line) => {
    expect(problemsOf(source)).toEqual([line].flat());
  });

  it('says what the stack is for only where somebody said so', () => {
    expect(parseConfiguration({ role: 'account-baseline' }, rules).role).toBe('account-baseline');
    expect(parseConfiguration({}, rules)).not.toHaveProperty('role');
  });

  it('names every problem at once and does nothing with half a configuration', () => {
    expect(problemsOf({ unresolved: 1, rules: { nothing: 'advisory' } })).toHaveLength(2);
  });

  it('is not fooled by names of every object', () => {
    expect(
      problemsOf(JSON.parse('{"__proto__": {"unresolved": "mandatory"}, "rules": {"constructor": "disabled"}}')),
    ).toHaveLength(2);
  });
});
