import { rules } from '../catalogue';
import { presets } from '../presets/presets';
import { parseLayers, type Layer } from './configuration';
import { ConfigurationError, type Configuration } from './configuration-model';

const ORGANISATION = '@acme/iam-guardrails';
const FILE = 'iam-guardrails.yaml';

const layered = (organisation: unknown, own: unknown, ...more: readonly unknown[]): Configuration => {
  const layers: readonly Layer[] = [
    { origin: ORGANISATION, content: organisation, isShared: true },
    { origin: FILE, content: own },
    ...more.map((content, index) => ({ origin: `further ${index}`, content })),
  ];
  return parseLayers(layers, rules, presets);
};

function problemsOf(organisation: unknown, own: unknown): readonly string[] {
  try {
    layered(organisation, own);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const levelOf = (configuration: Configuration, id: string): unknown => configuration.rules.get(id)?.enforcement;

describe('a configuration that extends another', () => {
  it('raises a level', () => {
    const own = { rules: { 'describe-access-key': 'mandatory' } };
    expect(levelOf(layered({}, {}), 'describe-access-key')).toBe('advisory');
    expect(levelOf(layered({}, own), 'describe-access-key')).toBe('mandatory');
  });

  it('lowers none, and is told who sets it', () => {
    const organisation = { rules: { 'describe-access-key': 'mandatory' } };
    expect(problemsOf(organisation, { rules: { 'describe-access-key': 'advisory' } })).toEqual(
      [
        '`rules.describe-access-key`: `advisory` is below `mandatory`, which @acme/iam-guardrails sets: a level may only rise. Declare an exemption for what is accepted',
      ].map((problem) => `${FILE}: ${problem}`),
    );
    expect(problemsOf({}, { rules: { 'no-root-access-key': { enforcement: 'disabled' } } })).toEqual([
      `${FILE}: \`rules.no-root-access-key.enforcement\`: \`disabled\` is below \`mandatory\`, which preset recommended sets: a level may only rise. Declare an exemption for what is accepted`,
    ]);
  });

  it('takes `remediate` and `mandatory` as equals, and the same level again as no change', () => {
    const organisation = { rules: { 'describe-access-key': 'mandatory' } };
    expect(problemsOf(organisation, { rules: { 'describe-access-key': 'remediate' } })).toEqual([]);
    expect(problemsOf(organisation, { rules: { 'describe-access-key': 'mandatory' } })).toEqual([]);
  });

  it('makes stricter by a preset, and nothing laxer by one', () => {
    const organisation = { rules: { 'no-iam-users': 'disabled', 'describe-access-key': 'mandatory' } };
    const strict = layered(organisation, { preset: 'strict' });
    expect(new Set([...strict.rules.values()].map(({ enforcement }) => enforcement))).toEqual(new Set(['mandatory']));
    expect(levelOf(layered({ preset: 'strict' }, { preset: 'recommended' }), 'describe-access-key')).toBe('mandatory');
  });

  it('leaves an option that the organisation sets when a preset would choose another', () => {
    const id = 'limit-access-keys-per-user';
    const options = (organisation: unknown): unknown =>
      layered(organisation, { preset: 'cis-aws-5.0' }).rules.get(id)?.options;
    expect(options({ rules: { [id]: { maximumActive: 2 } } })).toMatchObject({ maximumActive: 2 });
    expect(options({})).toMatchObject({ maximumActive: 1 });
  });

  it.each([
    [
      'an option',
      { rules: { 'limit-access-keys-per-user': { maximumActive: 9 } } },
      'rules.limit-access-keys-per-user.maximumActive',
    ],
    ['who is a machine', { machineUsers: ['*'] }, 'machineUsers'],
    ['who is inside', { trust: { accounts: ['111122223333'] } }, 'trust'],
    ['what the organization limits', { organization: { serviceControlPolicies: [] } }, 'organization'],
  ])('does not say %s, unless it may', (_what, own, path) => {
    expect(problemsOf({}, own)).toEqual([
      `${FILE}: \`${path}\`: what it extends leaves ${path.startsWith('rules') ? 'the default' : 'it out'}, and does not list it under \`adjustable\``,
    ]);
    expect(problemsOf({ adjustable: [path] }, own)).toEqual([]);
  });

  it('names who set what it may not change', () => {
    expect(problemsOf({ trust: { accounts: ['111122223333'] } }, { trust: { accounts: ['444455556666'] } })).toEqual([
      `${FILE}: \`trust\`: @acme/iam-guardrails sets it, and does not list it under \`adjustable\``,
    ]);
  });

  it('may not make more adjustable than the organisation does', () => {
    expect(problemsOf({}, { adjustable: ['machineUsers'] })).toHaveLength(1);
    expect(problemsOf({ adjustable: ['machineUsers'] }, { adjustable: ['machineUsers'] })).toEqual([]);
  });

  it('does not make what is undecided pass again', () => {
    expect(problemsOf({ unresolved: 'mandatory' }, { unresolved: 'advisory' })).toHaveLength(1);
    expect(layered({}, { unresolved: 'mandatory' }).unresolved).toBe('mandatory');
    expect(layered({ unresolved: 'mandatory' }, {}).unresolved).toBe('mandatory');
  });

  it('adds documents of policies, and does not contradict those that are there', () => {
    const reads = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
    const readers = { 'arn:aws:iam::111122223333:policy/readers': reads };
    const others = { 'arn:aws:iam::111122223333:policy/others': reads };
    expect([...layered({ managedPolicies: readers }, { managedPolicies: others }).managedPolicies.keys()]).toHaveLength(
      2,
    );
    expect(problemsOf({ managedPolicies: readers }, { managedPolicies: readers })).toEqual([]);
    const [arn = ''] = Object.keys(readers);
    expect(problemsOf({ managedPolicies: readers }, { managedPolicies: { [arn]: { ...reads, Id: 'x' } } })).toEqual([
      `${FILE}: \`managedPolicies.${arn}\`: @acme/iam-guardrails says what this policy holds`,
    ]);
  });

  it('does not say who may exempt what when the organisation does', () => {
    expect(problemsOf({ exemptionPolicy: { maximumDays: 30 } }, { exemptionPolicy: { maximumDays: 3000 } })).toEqual([
      `${FILE}: \`exemptionPolicy\`: @acme/iam-guardrails says who may exempt what`,
    ]);
  });

  it('takes away the right to exempt a rule, and does not give it back', () => {
    const never = { rules: { 'no-root-access-key': { exemptible: false } } };
    expect(layered({}, never).rules.get('no-root-access-key')).toMatchObject({ exemptible: false });
    expect(problemsOf(never, { rules: { 'no-root-access-key': { exemptible: true } } })).toEqual([
      `${FILE}: \`rules.no-root-access-key.exemptible\`: @acme/iam-guardrails says that it has no exemptions`,
    ]);
  });
});

describe('what the organization limits', () => {
  it('is added to by what extends it, as far as that may, and what that leaves out stays', () => {
    const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }] };
    const organization = { serviceControlPolicies: [deny] };
    const configuration = layered(
      { organization, adjustable: ['organization'] },
      { organization: { resourceControlPolicies: [] } },
    );
    expect(configuration.organization).toEqual({ ...layered({ organization }, {}).organization, rcps: [] });
    expect(configuration.organization?.scps).toHaveLength(1);
  });
});

describe('machineUsers at the top', () => {
  it('of a further layer leaves a rule alone for which the organisation says it itself', () => {
    const own = { 'no-iam-users': { machineUsers: ['bot'] } };
    const machinesOf = (organisation: object, ...more: readonly unknown[]): readonly unknown[] => {
      const { rules: settings } = layered({ adjustable: ['machineUsers'], ...organisation }, {}, ...more);
      return ['no-iam-users', 'no-user-without-mfa'].map((id) => settings.get(id)?.options);
    };
    const all = { machineUsers: ['*'] };
    expect(machinesOf({ rules: own }, all)).toMatchObject([{ machineUsers: ['bot'] }, { machineUsers: ['*'] }]);
    expect(machinesOf({ rules: own }, {}, all)).toMatchObject([{ machineUsers: ['bot'] }, { machineUsers: ['*'] }]);
    const free = { rules: own, adjustable: ['machineUsers', 'rules.no-iam-users.machineUsers'] };
    expect(machinesOf(free, all)).toMatchObject([{ machineUsers: ['*'] }, { machineUsers: ['*'] }]);
    expect(machinesOf({ machineUsers: ['ci'] }, all)).toMatchObject([{ machineUsers: ['*'] }, { machineUsers: ['*'] }]);
  });

  it('is the option of every rule that asks, unless the rule has its own', () => {
    const { rules: settings } = parseLayers(
      [{ content: { machineUsers: ['ci-*'], rules: { 'no-iam-users': { machineUsers: ['bot'] } } } }],
      rules,
    );
    expect(settings.get('no-user-without-mfa')?.options).toMatchObject({ machineUsers: ['ci-*'] });
    expect(settings.get('no-iam-users')?.options).toMatchObject({ machineUsers: ['bot'] });
    expect(settings.get('no-root-access-key')?.options).not.toHaveProperty('machineUsers');
  });
});

describe('the values of a configuration', () => {
  const originOf = (configuration: Configuration, path: string): unknown =>
    configuration.values.find((each) => each.path === path);

  it('tell where each of them came from', () => {
    const configuration = layered(
      { preset: 'cis-aws-5.0', trust: { accounts: ['111122223333'] } },
      { rules: { 'describe-access-key': 'mandatory' }, unresolved: 'mandatory' },
    );
    expect(originOf(configuration, 'unresolved')).toMatchObject({ value: 'mandatory', origin: FILE });
    expect(originOf(configuration, 'trust.accounts')).toMatchObject({ origin: ORGANISATION });
    expect(originOf(configuration, 'rules.describe-access-key.enforcement')).toMatchObject({ origin: FILE });
    expect(originOf(configuration, 'rules.limit-access-keys-per-user.maximumActive')).toMatchObject({
      value: 1,
      origin: 'preset cis-aws-5.0',
    });
    expect(originOf(configuration, 'rules.valid-policy.enforcement')).toMatchObject({ origin: 'preset recommended' });
    expect(originOf(configuration, 'rules.strong-password-policy.minimumLength')).toMatchObject({ origin: 'default' });
  });

  it('tell who may exempt what, also where nobody said', () => {
    const configuration = layered({}, { exemptionPolicy: { maximumDays: 30 } });
    expect(originOf(configuration, 'exemptionPolicy.maximumDays')).toMatchObject({ value: 30, origin: FILE });
    expect(originOf(configuration, 'exemptionPolicy.inPrograms')).toMatchObject({ value: true, origin: 'default' });
  });
});
