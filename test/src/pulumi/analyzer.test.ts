/** The pack inside the process in which the Pulumi engine runs it. */
import { version } from '@iam-guardrails/shared-rules';

import { type Analyzer, type Diagnostic, type PulumiResource, UNKNOWN, secret, startAnalyzer, urnOf } from './analyzer';
import { packEnvironment, packFolder, removePackFolders, startDefaultPack, startPack } from './temporary-pack';

const RULES = 'const { userName, keyLimit, throwing } = require(process.env.RULES);';
const PACK = "const { createPolicyPack, iamGuardrailsPolicies } = require('@iam-guardrails/pulumi-policy');";
const create = (options: string): string => `${RULES}${PACK}createPolicyPack(${options});`;

const user = (name: unknown): PulumiResource => ({
  type: 'aws:iam/user:User',
  name: 'u',
  properties: { name, __defaults: [] },
});
const key = (name: string, of: PulumiResource, properties: object = {}): PulumiResource => ({
  type: 'aws:iam/accessKey:AccessKey',
  name,
  properties: { user: UNKNOWN, ...properties },
  propertyDependencies: { user: [urnOf(of)] },
});
const group: PulumiResource = { type: 'aws:iam/group:Group', name: 'g', properties: { name: 'g' } };
const brief = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ half, level, policy, message }) => `${half} ${level} ${policy}: ${message.split('\n')[0] ?? ''}`);

const running: Analyzer[] = [];
async function started(pack: Promise<Analyzer>): Promise<Analyzer> {
  const analyzer = await pack;
  running.push(analyzer);
  return analyzer;
}

afterAll(async () => {
  await Promise.all(running.map((analyzer) => analyzer.close()));
  removePackFolders();
});

describe('a policy with both halves', () => {
  let analyzer: Analyzer;
  beforeAll(async () => {
    analyzer = await started(startPack(create("{ name: 'acme', rules: [userName, keyLimit, throwing] }")));
  });

  it('is run by the SDK on resources and on the stack under one name', async () => {
    expect(brief(await analyzer.analyzeResource(user('mallory')))).toEqual([
      'resource mandatory test-user-name: a user is called mallory',
    ]);
    expect(brief(await analyzer.analyzeStack([{ ...user('mallory'), name: 'other' }]))).toEqual([
      'stack mandatory test-user-name: a user is called mallory',
    ]);
  });

  it('speaks once of what a preview shows twice, and on the resource at fault', async () => {
    const found = await analyzer.analyze([user('mallory')]);
    expect(found).toEqual([
      {
        policy: 'test-user-name',
        message: 'a user is called mallory\nfix: Change the program.  more: iam-guardrails explain test-user-name',
        urn: urnOf(user('')),
        level: 'mandatory',
        severity: 'high',
        half: 'resource',
      },
    ]);
  });

  it('decides in the preview what follows from dependencies, on update what follows from names', async () => {
    const owner = user('alice');
    const previewed = [owner, key('k1', owner), key('k2', owner)];
    const created = [owner, key('k1', owner, { user: 'alice' }), key('k2', owner, { user: secret('alice') })];
    for (const resources of [previewed, created]) {
      const [found, ...others] = await analyzer.analyze(resources);
      expect(others).toEqual([]);
      expect(found).toMatchObject({ policy: 'test-key-limit', half: 'stack', level: 'advisory', urn: urnOf(owner) });
    }
    expect(await analyzer.analyze(created.slice(0, 2))).toEqual([]);
  });

  it('says of an unknown value that it is not decided, and decides when it is known', async () => {
    expect(brief(await analyzer.analyze([user(UNKNOWN)]))).toEqual([
      'stack advisory iam-guardrails-unresolved: test-user-name: not decided: `name` is not known before it is deployed',
    ]);
    expect(brief(await analyzer.analyze([user('mallory')]))).toEqual([
      'resource mandatory test-user-name: a user is called mallory',
    ]);
  });

  it('never becomes an advisory note about an unknown value, wherever that stands', async () => {
    const everywhere = {
      name: UNKNOWN,
      policy: { Statement: UNKNOWN },
      tags: { a: UNKNOWN },
      inlinePolicies: [UNKNOWN, { policy: UNKNOWN }],
      x: secret(UNKNOWN),
    };
    const types = [
      'user:User',
      'role:Role',
      'userPolicy:UserPolicy',
      'policy:Policy',
      'rolePolicyAttachment:RolePolicyAttachment',
    ];
    const found = await analyzer.analyze(
      types.map((type) => ({ type: `aws:iam/${type}`, name: type, properties: everywhere })),
    );
    expect(brief(found).join('\n')).not.toMatch(/can't|during preview|UnknownValueError/);
    expect(found.filter(({ level }) => level === 'mandatory')).toEqual([]);
  });

  it('blocks when a rule fails, without a stack trace and without the text of the exception', async () => {
    for (const half of [await analyzer.analyzeResource(group), await analyzer.analyzeStack([group])]) {
      expect(half).toHaveLength(1);
      expect(half[0]).toMatchObject({ policy: 'iam-guardrails-defect', level: 'mandatory', urn: urnOf(group) });
      expect(half[0]?.message).toContain('the rule `test-throwing` failed with TypeError');
    }
    expect(JSON.stringify(await analyzer.analyze([group])) + analyzer.output().stderr).not.toMatch(
      /CANARY|\bat .*\.js:/,
    );
  });

  it('takes levels and options from the engine: levels may rise, options may change', async () => {
    const all = {
      'test-user-name': { level: 'advisory', options: { forbidden: 'eve' } },
      'test-key-limit': { level: 'mandatory', options: { maximum: 0 } },
    } as const;
    await analyzer.configure(all);
    const owner = user('eve');
    expect(brief(await analyzer.analyze([owner, key('k', owner)]))).toEqual([
      'resource mandatory test-user-name: a user is called eve',
      'stack mandatory test-key-limit: the user has 1 access keys',
    ]);
    await analyzer.configure({ 'test-key-limit': { level: 'advisory', options: { maximum: 'many' } } });
    expect(brief(await analyzer.analyzeStack([owner]))).toEqual([
      'stack mandatory test-key-limit: the configuration of this policy cannot be used: `rules.test-key-limit.maximum`: `many` is not a number',
    ]);
    await analyzer.configure({ 'test-key-limit': { level: 'disabled' } });
    expect(await analyzer.analyze([owner, key('k', owner), key('l', owner)])).toEqual([]);
    await analyzer.configure({});
  });

  it('sees through a secret, and does not show it, here and in what follows', async () => {
    const second = await started(startPack(create('{ rules: [userName] }')));
    expect(brief(await second.analyze([user(secret('mallory'))]))).toEqual([
      'resource mandatory test-user-name: a user is called (sensitive)',
    ]);
    expect(brief(await second.analyzeStack([user('mallory')]))).toEqual([
      'stack mandatory test-user-name: a user is called (sensitive)',
    ]);
  });

  it('prints nothing but the port', () => {
    expect(analyzer.output()).toEqual({ stdout: expect.stringMatching(/^\d+\n$/) as string, stderr: '' });
  });
});

describe('a policy that can mend', () => {
  const profile: PulumiResource = {
    type: 'aws:iam/userLoginProfile:UserLoginProfile',
    name: 'p',
    properties: { user: UNKNOWN, pgpKey: secret('keybase:x'), __defaults: ['passwordLength'], passwordLength: 20 },
  };
  const packWith = (level: string): Promise<Analyzer> =>
    started(
      startPack(
        `${PACK}createPolicyPack({ configuration: { rules: { 'no-login-profile-without-reset': '${level}' } } });`,
      ),
    );
  const ofRule = (found: readonly Diagnostic[]): readonly string[] =>
    brief(found).filter((line) => line.includes('no-login-profile-without-reset'));

  it('mends the resource before it is validated, and keeps what is unknown and what is secret', async () => {
    const analyzer = await packWith('remediate');
    const policy = analyzer.info.policies.find(({ name }) => name === 'no-login-profile-without-reset');
    expect(policy).toMatchObject({ level: 'remediate' });
    const mended = await analyzer.remediate(profile);
    expect(mended.properties).toEqual({
      user: '04da6b54-80e4-46f7-96ec-b56ff0331ba9',
      pgpKey: {
        '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
        value: 'keybase:x',
      },
      __defaults: ['passwordLength'],
      passwordLength: 20,
      passwordResetRequired: true,
    });
    expect(ofRule(await analyzer.analyze([profile]))).toEqual([]);
    const good = { ...profile, properties: { ...profile.properties, passwordResetRequired: true } };
    expect(await analyzer.remediate(good)).toBe(good);
  });

  it('mends nothing on another level, unless the engine raises it', async () => {
    const analyzer = await packWith('mandatory');
    expect(await analyzer.remediate(profile)).toBe(profile);
    expect(ofRule(await analyzer.analyze([profile]))).toHaveLength(1);
    await analyzer.configure({ 'no-login-profile-without-reset': { level: 'remediate' } });
    expect((await analyzer.remediate(profile)).properties).toMatchObject({ passwordResetRequired: true });
  });
});

describe('the pack that the package is', () => {
  it('starts with the whole catalogue, each rule with what CrossGuard shows of it', async () => {
    const { info } = await started(startDefaultPack());
    const rule = info.policies.find(({ name }) => name === 'no-root-access-key');
    expect(info).toMatchObject({ name: 'iam-guardrails', version });
    expect(rule).toMatchObject({ level: 'mandatory', severity: 'critical', kind: 'resource' });
    expect(rule?.url).toMatch(/^https:.*no-root-access-key/);
    expect(rule?.framework).toEqual({
      name: 'CIS AWS Foundations Benchmark',
      version: '7.0',
      reference: '2.4',
      specification: rule?.displayName,
    });
    expect(rule?.tags).toEqual(expect.arrayContaining(['aws-fsbp', 'nist-800-53-r5']));
    expect(rule?.remediationSteps).toMatch(/[Kk]ey/);
    expect(
      info.policies.filter(
        ({ displayName, description, tags, name }) =>
          displayName === '' || description === '' || (tags.length === 0 && !name.startsWith('iam-guardrails')),
      ),
    ).toEqual([]);
    const options = info.policies.flatMap(({ configSchema }) => Object.values(configSchema));
    expect(options.length).toBeGreaterThan(20);
    expect(options.filter((option) => (option as { description?: string }).description === undefined)).toEqual([]);
  });

  it('stops a key for root before it is created, and lets the key of a user be', async () => {
    const [analyzer] = running.slice(-1) as [Analyzer];
    const forRoot = { ...key('k', user('')), properties: { user: 'root' }, propertyDependencies: {} };
    expect(await analyzer.analyzeResource(forRoot)).toMatchObject([
      { policy: 'no-root-access-key', level: 'mandatory' },
    ]);
    expect(await analyzer.analyzeResource({ ...forRoot, properties: { user: 'ci' } })).toEqual([]);
  });

  it('finds an access key that is written into whatever there is, and shows none of its secret', async () => {
    const [analyzer] = running.slice(-1) as [Analyzer];
    // Ends the deployment of the test before, which makes a key itself.
    await analyzer.analyzeStack([]);
    // In pieces, so that nobody takes this file for a leak.
    const [id, text] = [
      ['AKIA', 'QX7NR4ZB2LT6MVWD'].join(''),
      ['kT9vQ2mXw7LrB4nYz8Hc', 'J1pFs6Dg3EaUo5Ri0WtV'].join(''),
    ];
    const other = ['wQ4nZ8tYb2KfLx7vRm3H', 'G6sDj1PcUe5Ta0OiX9Bq'].join('');
    const both = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: text };
    const script = `export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${text}`;
    const places: readonly PulumiResource[] = [
      { type: 'pulumi:providers:aws', name: 'default_7_48_0', properties: { accessKey: id, secretKey: secret(other) } },
      { type: 'kubernetes:core/v1:Secret', name: 'kubernetes', properties: { stringData: both } },
      { type: 'acme:ci:Runner', name: 'component', properties: { settings: [{ env: both }] } },
      { type: 'pulumi-nodejs:dynamic:Resource', name: 'dynamic', properties: { __provider: 'x', config: script } },
      { type: 'command:local:Command', name: 'command', properties: { create: script } },
      { type: 'aws-native:lambda:Function', name: 'native', properties: { environment: { variables: both } } },
    ];
    const found = (await analyzer.analyze(places)).filter(({ policy }) => policy === 'no-hardcoded-access-key');
    expect(found.map(({ urn, half }) => [half, urn])).toEqual(places.map((place) => ['resource', urnOf(place)]));
    const stack: PulumiResource = {
      type: 'pulumi:pulumi:Stack',
      name: 'stack',
      properties: {},
      outputs: { file: script },
    };
    const [shown] = (await analyzer.analyze([stack])).filter(({ policy }) => policy === 'no-hardcoded-access-key');
    expect(shown).toMatchObject({ half: 'stack' });
    // The SDK marks it whether the program writes it or is given it.
    const kept = { secretId: 'a', secretString: secret(`AWS_SECRET_ACCESS_KEY=${other}`) };
    const open = await analyzer.analyze([
      { type: 'aws:secretsmanager/secretVersion:SecretVersion', name: 'kept', properties: kept },
    ]);
    const ofKept = open.filter(({ urn }) => urn.endsWith('::kept'));
    expect(ofKept).toMatchObject([{ policy: 'iam-guardrails-unresolved' }]);
    expect(ofKept[0]?.message).toContain('no-hardcoded-access-key');
    const all = JSON.stringify([found, shown, open]);
    for (const hidden of [text, other]) expect(all).not.toContain(hidden);
  });

  it('prints no property value of any resource', async () => {
    const [analyzer] = running.slice(-1) as [Analyzer];
    const canary = (place: string): string => `CANARY-${place}`;
    const owner: PulumiResource = {
      ...user('alice'),
      properties: { name: 'alice', tags: { note: canary('tag') }, path: UNKNOWN },
    };
    const found = await analyzer.analyze([
      owner,
      {
        ...key('k', owner),
        properties: { user: 'root', pgpKey: canary('pgp') },
        outputs: { secret: canary('secret'), sesSmtpPasswordV4: secret(canary('ses')) },
      },
      {
        type: 'aws:iam/userLoginProfile:UserLoginProfile',
        name: 'l',
        properties: { user: 'alice', pgpKey: secret(canary('pgp2')) },
        outputs: { password: canary('password') },
      },
      {
        type: 'aws:iam/userPolicy:UserPolicy',
        name: 'p',
        properties: {
          user: 'alice',
          policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      },
      {
        type: 'aws:ec2/instance:Instance',
        name: 'i',
        properties: { userData: `#!/bin/sh\naws iam create-access-key; export PASSWORD=${canary('userdata')}` },
      },
      {
        type: 'aws:secretsmanager/secretVersion:SecretVersion',
        name: 's',
        properties: { secretString: secret(canary('string')) },
      },
      { type: 'aws:rds/instance:Instance', name: 'd', properties: { password: canary('rds') } },
      { type: 'aws-native:iam:User', name: 'n', properties: { loginProfile: { password: canary('native') } } },
    ]);
    expect(found.length).toBeGreaterThan(3);
    expect(JSON.stringify({ found, output: analyzer.output() })).not.toContain('CANARY');
  });
});

describe('a pack of an organisation', () => {
  it('composes rules of its own, policies of its own, and a configuration beside its package.json', async () => {
    const own =
      "{ name: 'own', description: 'd', enforcementLevel: 'advisory', validateResource: (args, report) => report('own: ' + args.name) }";
    const analyzer = await started(
      startPack(create(`{ name: 'acme-iam', rules: [userName, keyLimit], policies: [${own}] }`), {
        'iam-guardrails.yaml':
          'unresolved: mandatory\nrules:\n  test-key-limit: disabled\n  test-user-name: { enforcement: advisory, forbidden: eve }\n',
      }),
    );
    expect(analyzer.info).toMatchObject({ name: 'acme-iam', version: '1.2.3' });
    expect(analyzer.info.policies.map(({ name, level }) => `${name} ${level}`)).toEqual([
      'iam-guardrails-defect mandatory',
      'test-user-name advisory',
      'iam-guardrails-unresolved mandatory',
      'iam-guardrails-exemptions advisory',
      'iam-guardrails-not-checked advisory',
      'iam-guardrails-secrets remediate',
      'own advisory',
    ]);
    expect(analyzer.info.policies[1]?.configSchema).toEqual({
      forbidden: { type: 'string', description: 'The name.', default: 'eve' },
    });
    expect(brief(await analyzer.analyze([user('eve')]))).toEqual([
      'resource advisory test-user-name: a user is called eve',
      'resource advisory own: d',
    ]);
    expect(brief(await analyzer.analyzeStack([user(UNKNOWN)]))).toEqual([
      expect.stringMatching(/^stack mandatory iam-guardrails-unresolved: /),
    ]);
  });

  it('may make the PolicyPack itself', async () => {
    const analyzer = await started(
      startPack(
        `${RULES}${PACK}const { PolicyPack } = require('@pulumi/policy');
         new PolicyPack('mine', { policies: iamGuardrailsPolicies({ rules: [userName], configuration: {} }) });`,
      ),
    );
    expect(brief(await analyzer.analyze([user('mallory')]))).toEqual([
      'resource mandatory test-user-name: a user is called mallory',
    ]);
  });
});

describe('a pack that cannot start', () => {
  const failure = async (files: Readonly<Record<string, string>>): Promise<string> =>
    startAnalyzer(packFolder(files), { env: packEnvironment() }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );

  it('names the file, the path and the fix of a configuration that cannot be used, and ends with 1', async () => {
    const said = await failure({
      'index.js': create('{ rules: [userName] }'),
      'iam-guardrails.yaml': 'rules:\n  test-user-nam: mandatory\n',
    });
    expect(said).toMatch(/ended with 1 before it was ready/);
    expect(said).toMatch(
      /iam-guardrails: the configuration of the policy pack cannot be used:\n {2}.*iam-guardrails\.yaml: `rules\.test-user-nam`: there is no rule .*did you mean `test-user-name`\?/,
    );
    expect(said).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['{ rulez: [userName] }', 'unknown option `rulez`, did you mean `rules`?'],
    ['{ rules: [] }', 'the option `rules` must be a list of at least one rule'],
    ["{ rules: ['test-user-name'] }", '`rules[0]` is no rule; make rules with `defineRule`'],
    ['{ rules: [userName, userName] }', 'two rules have the id `test-user-name`'],
    ['{ policies: {} }', 'the option `policies` must be a list of CrossGuard policies'],
    ["'iam-guardrails.yaml'", 'the options must be an object such as'],
  ])('says in one line what is wrong with the options %s, and ends with 1', async (options, problem) => {
    const said = await failure({ 'index.js': create(options) });
    expect(said).toMatch(/ended with 1 before it was ready/);
    expect(said).toContain(`\niam-guardrails: ${problem}`);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('names both of two configuration files', async () => {
    const files = { 'iam-guardrails.yaml': '', 'iam-guardrails.json': '{}' };
    expect(await failure({ 'index.js': create('{}'), ...files })).toMatch(
      /there are iam-guardrails\.yaml and iam-guardrails\.json in one folder/,
    );
  });

  it('names the file that is not YAML', async () => {
    expect(await failure({ 'index.js': create('{}'), 'iam-guardrails.yaml': 'rules: [' })).toMatch(
      /iam-guardrails\.yaml: line 1, column 9: it is neither YAML nor JSON/,
    );
  });

  it('is one that was not compiled', async () => {
    const files = { 'package.json': '{"name": "p", "version": "1.0.0", "main": "dist/index.js"}' };
    expect(await failure(files)).toMatch(/dist\/index\.js is missing: compile the packages first/);
  });

  it('is one that prints before the port', async () => {
    expect(await failure({ 'index.js': "console.log('hello');" })).toMatch(/printed something before its port:\nhello/);
  });
});
