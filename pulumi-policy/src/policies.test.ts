import { type Rule, defineRule, parseConfiguration } from '@iam-guardrails/shared-rules';
import type { Policies, ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import * as v from 'valibot';
import { nameOf } from './exemption-name';
import { policiesOf } from './policies';

const { secretsPreservingProxy } = jest.requireActual<{ secretsPreservingProxy: (properties: object) => object }>(
  '@pulumi/policy/secret',
);
const { Secret } = jest.requireActual<{ Secret: new (value: unknown) => object }>('@pulumi/policy/policy');
const { unknownCheckingProxy } = jest.requireActual<{ unknownCheckingProxy: (properties: object) => object }>(
  '@pulumi/policy/proxy',
);

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const about = {
  title: 'a rule of a test',
  severity: 'medium',
  rationale: 'because',
  remediation: 'Mend it.',
  recommendations: [],
  examples: { violating: [{ title: 'a', resources: {}, at: [] }], compliant: [{ title: 'b', resources: {} }] },
} as const;

let evaluations = 0;

const userName = defineRule({
  ...about,
  id: 'user-name',
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject({ forbidden: v.optional(v.string(), 'mallory') }),
  messages: { forbidden: 'called {name}' },
  check(user, { options, report, unresolved }) {
    evaluations += 1;
    if (user.name.kind === 'unknown') unresolved(user.name, user.resource, 'name');
    if (user.name.kind === 'known' && user.name.value === options.forbidden)
      report({ message: 'forbidden', data: { name: options.forbidden }, at: user.resource });
  },
});

const keyLimit = defineRule({
  ...about,
  id: 'key-limit',
  appliesTo: ['user'],
  decidedByOneResource: [],
  options: v.strictObject({ maximum: v.optional(v.number(), 1) }),
  messages: { tooMany: '{count} keys' },
  check(user, { options, report }) {
    const count = user.accessKeys.known.length;
    if (count > options.maximum) report({ message: 'tooMany', data: { count }, at: user.resource });
  },
});

const throwing = defineRule({
  ...about,
  id: 'throwing',
  appliesTo: ['group'],
  decidedByOneResource: ['group'],
  options: v.strictObject({}),
  messages: {},
  check: () => {
    throw new TypeError('CANARY');
  },
});

const sameCause = (id: string, severity: Rule['severity']): Rule =>
  defineRule({
    ...about,
    id,
    severity,
    appliesTo: ['user'],
    decidedByOneResource: ['user'],
    options: v.strictObject({ allowed: v.optional(v.string(), '') }),
    messages: { wrong: 'wrong' },
    check(entity, { options, report }) {
      if (entity.name.kind === 'known' && entity.name.value !== options.allowed)
        report({ message: 'wrong', data: {}, at: entity.resource, causes: ['the user'] });
    },
  });

interface Program {
  readonly type: string;
  readonly name: string;
  readonly props: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly from?: Record<string, readonly string[]>;
  readonly secretOutputs?: readonly string[];
  readonly parent?: string;
}

interface Said {
  readonly name: string;
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: string;
}

const urnOf = ({ type, name }: Pick<Program, 'type' | 'name'>): string => `urn:pulumi:s::p::${type}::${name}`;
const packOf = (rules: readonly Rule[], configuration: object = {}): Policies =>
  policiesOf(rules, parseConfiguration(configuration, rules));

interface Engine {
  /** The properties as the policies leave them; their secrets are objects of the SDK. */
  remediate(program: Program): Promise<Readonly<Record<string, unknown>>>;
  resource(program: Program): Promise<readonly Said[]>;
  stack(programs: readonly Program[]): Promise<readonly Said[]>;
}

const shown = ({ type, name, secretOutputs = [], parent = '' }: Program, props: object): object => ({
  type,
  name,
  urn: urnOf({ type, name }),
  props: unknownCheckingProxy(plain(props) as object),
  opts: { additionalSecretOutputs: secretOutputs, parent },
});

/** A copy without the marks of secrets, as a validation is shown it. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return plain((value as { readonly value?: unknown }).value);
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

const shownInStack = (program: Program): object => ({
  ...shown(program, { ...program.props, ...program.outputs }),
  propertyDependencies: Object.fromEntries(
    Object.entries(program.from ?? {}).map(([property, urns]) => [property, urns.map((urn) => ({ urn }))]),
  ),
});

/** Runs the policies in order, each with data of its own, as the SDK does. */
function engineOf(policies: Policies, config: Readonly<Record<string, object>> = {}): Engine {
  const run = async (half: 'validateResource' | 'validateStack', args: () => object): Promise<readonly Said[]> => {
    const said: Said[] = [];
    for (const policy of policies as (ResourceValidationPolicy & Partial<StackValidationPolicy>)[]) {
      const validate = policy[half] as ((args: object, report: (said: Said) => void) => Promise<void>) | undefined;
      await validate?.({ ...args(), getConfig: () => config[policy.name] ?? {} }, (message) => said.push(message));
    }
    return said;
  };
  return {
    remediate: async (program) => {
      let props: object = unknownCheckingProxy(secretsPreservingProxy({ ...program.props }));
      let result = program.props;
      for (const policy of policies as ResourceValidationPolicy[]) {
        if (policy.enforcementLevel !== 'remediate') continue;
        const args = { ...shown(program, {}), props, getConfig: () => config[policy.name] ?? {} };
        const answer = await policy.remediateResource?.(args as unknown as ResourceValidationArgs);
        if (answer) props = result = answer as Record<string, unknown>;
      }
      return result;
    },
    resource: (program) => run('validateResource', () => shown(program, program.props)),
    stack: (programs) => run('validateStack', () => ({ resources: programs.map(shownInStack) })),
  };
}

const user = (name: unknown): Program => ({ type: 'aws:iam/user:User', name: 'u', props: { name } });
const key = (name: string, of: Program): Program => ({
  type: 'aws:iam/accessKey:AccessKey',
  name,
  props: { user: UNKNOWN },
  from: { user: [urnOf(of)] },
});
const group: Program = { type: 'aws:iam/group:Group', name: 'g', props: { name: 'g' } };
const messages = (said: readonly Said[]): readonly string[] =>
  said.map(({ name, message }) => `${name}: ${message.split('\n')[0]}`);

describe('a rule that one resource decides', () => {
  it('speaks before the resource is created, and not a second time of the stack', async () => {
    const engine = engineOf(packOf([userName]));
    expect(await engine.resource(user('mallory'))).toMatchObject([
      {
        name: 'user-name',
        message: 'called mallory\nfix: Mend it.  more: iam-guardrails explain user-name',
        urn: urnOf(user('')),
      },
    ]);
    expect(await engine.stack([user('mallory')])).toEqual([]);
  });

  it('speaks of the stack when it had nothing to say before, and says so again in the next round', async () => {
    const engine = engineOf(packOf([userName]));
    await engine.resource(user('mallory'));
    await engine.stack([user('mallory')]);
    expect(messages(await engine.stack([user('mallory')]))).toEqual(['user-name: called mallory']);
  });

  it('speaks in every round of the same resource', async () => {
    const engine = engineOf(packOf([userName]));
    const round = async (): Promise<unknown> => [
      await engine.resource(user('mallory')),
      await engine.stack([user('mallory')]),
    ];
    expect(await round()).toMatchObject([[{ name: 'user-name' }], []]);
    expect(await round()).toMatchObject([[{ name: 'user-name' }], []]);
  });

  it('says nothing of an unknown name before, lists it once for the stack, and decides it when it is known', async () => {
    const engine = engineOf(packOf([userName]));
    expect(await engine.resource(user(UNKNOWN))).toEqual([]);
    expect(messages(await engine.stack([user(UNKNOWN)]))).toEqual([
      'iam-guardrails-unresolved: user-name: not decided: `name` is not known before it is deployed',
    ]);
    expect(messages(await engine.resource(user('mallory')))).toEqual(['user-name: called mallory']);
  });

  it('never lets an unknown value out as an exception, which the SDK would make an advisory note of', async () => {
    const engine = engineOf(packOf([userName, keyLimit]));
    const programs = [
      'aws:iam/role:Role',
      'aws:iam/policy:Policy',
      'aws:iam/userPolicy:UserPolicy',
      'aws:iam/user:User',
    ].map((type): Program => ({
      type,
      name: type,
      props: { policy: { Statement: [UNKNOWN] }, tags: { a: UNKNOWN }, name: UNKNOWN, list: [UNKNOWN] },
    }));
    for (const program of programs) await expect(engine.resource(program)).resolves.toEqual([]);
    await expect(engine.stack(programs)).resolves.toBeDefined();
  });
});

describe('a rule that several resources decide', () => {
  it('follows property dependencies to the user of an unknown name', async () => {
    const engine = engineOf(packOf([keyLimit]));
    const owner = user('alice');
    const programs = [owner, key('k1', owner), key('k2', owner)];
    for (const program of programs) expect(await engine.resource(program)).toEqual([]);
    expect(await engine.stack(programs)).toMatchObject([
      { name: 'key-limit', message: expect.stringMatching(/^2 keys\n/) as string, urn: urnOf(owner) },
    ]);
    expect(await engine.stack(programs.slice(0, 2))).toEqual([]);
  });
});

describe('levels', () => {
  it('are raised by CrossGuard but never lowered: a violation of a mandatory rule blocks by itself', async () => {
    const levelIn = async (enforcement: string): Promise<unknown> =>
      (await engineOf(packOf([userName], { rules: { 'user-name': { enforcement } } })).resource(user('mallory')))[0]
        ?.enforcementLevel;
    expect(await levelIn('mandatory')).toBe('mandatory');
    expect(await levelIn('remediate')).toBe('mandatory');
    expect(await levelIn('advisory')).toBeUndefined();
  });

  it('of what is not decided is mandatory when the configuration says so', async () => {
    const pack = packOf([userName], { unresolved: 'mandatory' });
    expect(pack.find((policy) => policy.name === 'iam-guardrails-unresolved')?.enforcementLevel).toBe('mandatory');
    expect(await engineOf(pack).stack([user(UNKNOWN)])).toMatchObject([{ enforcementLevel: 'mandatory' }]);
  });
});

describe('options', () => {
  it('of CrossGuard’s configuration go before those of the pack’s', async () => {
    const pack = packOf([userName, keyLimit], { rules: { 'user-name': { forbidden: 'eve' } } });
    const engine = engineOf(pack, { 'user-name': { forbidden: 'trudy' }, 'key-limit': { maximum: 1 } });
    expect(messages(await engine.resource(user('trudy')))).toEqual(['user-name: called trudy']);
    expect(await engine.resource(user('eve'))).toEqual([]);
    expect(messages(await engine.stack([user('trudy')]))).toEqual(['user-name: called trudy']);
  });

  it('of the pack’s configuration are the defaults that the engine is told', () => {
    const pack = packOf([userName], { rules: { 'user-name': { forbidden: 'eve' } } });
    expect(pack.find((policy) => policy.name === 'user-name')?.configSchema?.properties).toEqual({
      forbidden: { type: 'string', default: 'eve' },
    });
  });

  it('of a wrong type block, and the message names the path', async () => {
    const engine = engineOf(packOf([userName]), { 'user-name': { forbidden: 7 } });
    expect(await engine.stack([user('alice')])).toMatchObject([
      {
        name: 'user-name',
        enforcementLevel: 'mandatory',
        message: 'the configuration of this policy cannot be used: `rules.user-name.forbidden`: `7` is not a text',
      },
    ]);
    expect(await engine.resource(user('alice'))).toHaveLength(1);
  });
});

describe('a defect', () => {
  it('of a rule blocks once, under a name of its own, without the text of the exception', async () => {
    const engine = engineOf(packOf([userName, throwing]));
    for (const said of [await engine.resource(group), await engine.stack([group])]) {
      expect(said).toMatchObject([{ name: 'iam-guardrails-defect', enforcementLevel: 'mandatory', urn: urnOf(group) }]);
      expect(said[0]?.message).toContain('`throwing`');
      expect(said[0]?.message).not.toMatch(/CANARY|\n| {4}at /);
    }
  });

  it('of a rule is said even where the pack’s own policy is left out', async () => {
    const engine = engineOf(packOf([userName, throwing]).filter((policy) => !policy.name.startsWith('iam-guardrails')));
    expect(await engine.resource(group)).toHaveLength(1);
    expect(await engine.resource(group)).toHaveLength(1);
  });

  it('of reading the properties blocks the resource', async () => {
    const broken = {
      type: group.type,
      name: 'g',
      urn: urnOf(group),
      props: new Proxy(
        { a: 1 },
        {
          ownKeys: () => {
            throw new RangeError('CANARY');
          },
        },
      ),
      getConfig: () => ({}),
      opts: { additionalSecretOutputs: [] },
    };
    const said: Said[] = [];
    const [policy] = packOf([userName]) as ResourceValidationPolicy[];
    await (policy.validateResource as (args: unknown, report: unknown) => Promise<void>)(broken, (message: Said) =>
      said.push(message),
    );
    expect(said).toMatchObject([{ name: 'iam-guardrails-defect', enforcementLevel: 'mandatory' }]);
    expect(said[0]?.message).toMatch(/RangeError while reading its properties/);
  });
});

describe('an exemption', () => {
  const today = new Date().toISOString().slice(0, 10);
  const declared = (fields: object): Program => ({
    ...user('mallory'),
    secretOutputs: [nameOf({ rule: 'user-name', reason: 'a test', owner: 'sec@acme.example', ...fields })],
  });
  const configured = (fields: object = {}): object => ({
    exemptions: [{ rule: 'user-name', resource: '*::u', reason: 'a test', owner: 'sec@acme.example', ...fields }],
  });
  const line = 'iam-guardrails-exemptions: user-name is exempt by sec@acme.example: a test';

  it('on the resource silences the rule before the creation and of the stack, where it is listed once', async () => {
    const engine = engineOf(packOf([userName]));
    const program = declared({});
    expect(await engine.resource(program)).toEqual([]);
    expect(await engine.stack([program])).toEqual([
      {
        name: 'iam-guardrails-exemptions',
        message: 'user-name is exempt by sec@acme.example: a test (declared on the resource)',
        urn: urnOf(program),
        severity: 'low',
        toString: expect.any(Function) as unknown,
      },
    ]);
  });

  it('of the configuration does the same, and is no matter of a resource beside it', async () => {
    const engine = engineOf(packOf([userName], configured()));
    expect(await engine.resource(user('mallory'))).toEqual([]);
    expect(messages(await engine.stack([user('mallory')]))).toEqual([expect.stringContaining(line)]);
    const other = { ...user('mallory'), name: 'v' };
    expect(messages(await engine.resource(other))).toEqual(['user-name: called mallory']);
  });

  it('as a tag does the same', async () => {
    const engine = engineOf(packOf([userName]));
    const tags = { 'iam-guardrails:exempt:user-name': `owner=sec@acme.example expires=${today} reason=a test` };
    const program = { ...user('mallory'), props: { name: 'mallory', tags } };
    expect(await engine.resource(program)).toEqual([]);
    expect(messages(await engine.stack([program]))).toEqual([
      `iam-guardrails-exemptions: user-name is exempt until ${today} by sec@acme.example: a test (tag of the resource)`,
    ]);
  });

  it('on a component holds for what is under it, at any depth, and for nothing beside it', async () => {
    const engine = engineOf(packOf([userName]));
    const component: Program = { ...declared({}), type: 'acme:index:Team', name: 'team', props: {} };
    const inner: Program = { type: 'acme:index:Squad', name: 'squad', props: {}, parent: urnOf(component) };
    const under = { ...user('mallory'), parent: urnOf(inner) };
    const beside = { ...user('mallory'), name: 'beside' };
    const programs = [component, inner, under, beside];
    const said = [];
    for (const program of programs) said.push(...(await engine.resource(program)));
    expect(said).toMatchObject([{ name: 'user-name', urn: urnOf(beside) }]);
    expect(await engine.stack(programs)).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/^user-name is exempt/) as string, urn: urnOf(under) }),
    );
  });

  it('on a resource is none of what stands under that', async () => {
    const engine = engineOf(packOf([userName]));
    const above = { ...declared({}), name: 'above' };
    await engine.resource(above);
    const under = { ...user('mallory'), parent: urnOf(above) };
    expect(messages(await engine.resource(under))).toEqual(['user-name: called mallory']);
  });

  it('that is past its last day silences nothing, and is said with the stack only', async () => {
    const engine = engineOf(packOf([userName]));
    const program = declared({ expires: '2020-01-01' });
    expect(messages(await engine.resource(program))).toEqual(['user-name: called mallory']);
    const said = await engine.stack([program]);
    expect(messages(said)).toEqual([
      'iam-guardrails-exemptions: exemption-expired: the exemption of `user-name` expired on 2020-01-01, so that it does not apply',
    ]);
    expect(said).toMatchObject([{ severity: 'medium', urn: urnOf(program) }]);
    expect(said[0]).not.toHaveProperty('enforcementLevel');
  });

  it('that is wrong blocks where the organisation says so', async () => {
    const engine = engineOf(packOf([userName], { exemptionPolicy: { inPrograms: false, enforcement: 'mandatory' } }));
    expect(messages(await engine.resource(declared({})))).toEqual(['user-name: called mallory']);
    expect(await engine.stack([declared({})])).toMatchObject([
      {
        name: 'iam-guardrails-exemptions',
        enforcementLevel: 'mandatory',
        message: expect.stringMatching(/^exemption-refused: /) as string,
      },
    ]);
  });

  it('that cannot be read is said and silences nothing', async () => {
    const engine = engineOf(packOf([userName]));
    const program = { ...user('mallory'), secretOutputs: ['iam-guardrails:exempt:{"rule":'] };
    expect(messages(await engine.resource(program))).toEqual(['user-name: called mallory']);
    expect(messages(await engine.stack([program]))).toEqual([
      expect.stringMatching(/^iam-guardrails-exemptions: exemption-incomplete: .*cannot be read/),
    ]);
  });

  it('holds for what CrossGuard’s configuration makes the rule find', async () => {
    const engine = engineOf(packOf([userName], configured()), { 'user-name': { forbidden: 'trudy' } });
    expect(await engine.resource(user('trudy'))).toEqual([]);
    expect(messages(await engine.stack([user('trudy')]))).toContainEqual(expect.stringContaining(line));
  });

  it('is listed also where the rules are left out of the pack', async () => {
    const engine = engineOf(packOf([userName], configured()).filter(({ name }) => name.startsWith('iam-guardrails')));
    expect(messages(await engine.stack([user('mallory')]))).toEqual([expect.stringContaining(line)]);
  });
});

describe('what is not decided or not read', () => {
  it('is one line a resource', async () => {
    const second = defineRule({
      ...about,
      id: 'second',
      appliesTo: ['user'],
      decidedByOneResource: [],
      options: v.strictObject({}),
      messages: {},
      check: (entity, { unresolved }) => unresolved(entity.name as never, entity.resource),
    });
    const native: Program = { type: 'aws-native:iam:User', name: 'n', props: {} };
    const said = await engineOf(packOf([userName, second])).stack([user(UNKNOWN), native]);
    expect(said).toMatchObject([
      {
        name: 'iam-guardrails-unresolved',
        urn: urnOf(user('')),
        message: expect.stringMatching(/^user-name, second: not decided/) as string,
      },
      {
        name: 'iam-guardrails-not-checked',
        urn: urnOf(native),
        message: expect.stringMatching(/^`aws-native:iam:User`/) as string,
      },
    ]);
  });

  it('is listed by the pack’s own policy alone as well', async () => {
    const alone = packOf([userName]).filter((policy) => policy.name === 'iam-guardrails-unresolved');
    expect(await engineOf(alone).stack([user(UNKNOWN)])).toHaveLength(1);
  });
});

describe('the evaluations', () => {
  it('are one for all policies and the same data, and a new one for other data', async () => {
    const engine = engineOf(packOf([userName, keyLimit, { ...keyLimit, id: 'third' }, { ...keyLimit, id: 'fourth' }]));
    evaluations = 0;
    await engine.stack([user('alice')]);
    expect(evaluations).toBe(1);
    await engine.stack([user('bob')]);
    expect(evaluations).toBe(2);
  });
});

describe('the inputs of a resource', () => {
  const noGrants = defineRule({
    ...about,
    id: 'no-grants',
    appliesTo: ['role'],
    decidedByOneResource: [],
    options: v.strictObject({}),
    messages: { granted: '{count} grants' },
    check: ({ grants, resource }, { report }) => {
      if (grants.known.length > 0) report({ message: 'granted', data: { count: grants.known.length }, at: resource });
    },
  });
  const role = (props: object, outputs = {}): Program => ({
    type: 'aws:iam/role:Role',
    name: 'r',
    props: { assumeRolePolicy: '{}', name: 'r', ...props },
    outputs,
  });
  const attached = { managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] };

  it('decide what is declared: what other resources attached to a role is not said of the role again', async () => {
    const engine = engineOf(packOf([noGrants]));
    await engine.resource(role({}));
    expect(await engine.stack([role({}, attached)])).toEqual([]);
    await engine.resource(role(attached));
    expect(messages(await engine.stack([role(attached)]))).toEqual(['no-grants: 1 grants']);
  });

  it('are forgotten after the stack, so that the next deployment is not judged by them', async () => {
    const engine = engineOf(packOf([noGrants]));
    await engine.resource(role({}));
    expect(await engine.stack([role({})])).toEqual([]);
    expect(messages(await engine.stack([role(attached)]))).toEqual(['no-grants: 1 grants']);
  });
});

describe('a rule that can mend', () => {
  const mustReset = defineRule({
    ...about,
    id: 'must-reset',
    canFix: true,
    appliesTo: ['login-profile'],
    decidedByOneResource: ['login-profile'],
    options: v.strictObject({}),
    messages: { keeps: 'the password is kept' },
    check: ({ mustReset: { kind, ...rest }, resource }, { report }) => {
      if (resource.values.get('password_length')?.kind === 'unknown') throw new TypeError('CANARY');
      if (kind === 'known' && (rest as { value?: unknown }).value !== true)
        report({ message: 'keeps', data: {}, at: resource, fix: { password_reset_required: true } });
    },
  });
  const profile = (props: object): Program => ({
    type: 'aws:iam/userLoginProfile:UserLoginProfile',
    name: 'p',
    props: { user: UNKNOWN, ...props },
  });
  const open = profile({ passwordResetRequired: false, pgpKey: new Secret('k3y') });
  const on = (enforcement: string): Engine =>
    engineOf(packOf([mustReset], { rules: { 'must-reset': { enforcement } } }));

  it('mends the resource on the level `remediate`, and its validation then has nothing to say', async () => {
    const engine = on('remediate');
    const props = await engine.remediate(open);
    expect(props).toEqual({ ...open.props, passwordResetRequired: true });
    expect(props['pgpKey']).toBe(open.props['pgpKey']);
    expect(await engine.resource({ ...open, props })).toEqual([]);
    expect(await engine.stack([{ ...open, props }])).toEqual([]);
  });

  it('leaves the very same properties to what it has nothing to mend of', async () => {
    for (const program of [profile({ passwordResetRequired: true }), profile({ passwordResetRequired: UNKNOWN })])
      expect(await on('remediate').remediate(program)).toBe(program.props);
  });

  it('blocks what was not mended all the same, with the change as the fix', async () => {
    expect(await on('remediate').resource(open)).toMatchObject([
      {
        enforcementLevel: 'mandatory',
        message:
          'the password is kept\nfix: set `passwordResetRequired` to `true`  more: iam-guardrails explain must-reset',
      },
    ]);
  });

  it('mends nothing that is exempt', async () => {
    const name = nameOf({ rule: 'must-reset', reason: 'a test', owner: 'sec@acme.example' });
    const program = { ...open, secretOutputs: ['encryptedPassword', name] };
    expect(await on('remediate').remediate(program)).toBe(program.props);
  });

  it('mends nothing on another level', async () => {
    expect(await on('mandatory').remediate(open)).toBe(open.props);
    expect(await on('advisory').remediate(open)).toBe(open.props);
  });

  it('is the only one on the level `remediate`: without a change to make, it is `mandatory`', () => {
    const pack = packOf([mustReset, userName], {
      rules: { 'must-reset': { enforcement: 'remediate' }, 'user-name': { enforcement: 'remediate' } },
    });
    expect(pack.map(({ name, enforcementLevel }) => `${name} ${enforcementLevel}`)).toEqual(
      expect.arrayContaining(['must-reset remediate', 'user-name mandatory']),
    );
  });

  it('blocks when it fails, and changes nothing', async () => {
    const engine = on('remediate');
    const broken = profile({ passwordResetRequired: false, passwordLength: UNKNOWN });
    expect(await engine.remediate(broken)).toBe(broken.props);
    expect(await engine.resource(broken)).toMatchObject([
      { name: 'iam-guardrails-defect', enforcementLevel: 'mandatory', urn: urnOf(broken) },
    ]);
  });

  it('blocks once when its properties cannot be read', async () => {
    const unreadable = profile({ passwordResetRequired: true });
    const trap = {
      ownKeys: () => {
        throw new RangeError('CANARY');
      },
    };
    const engine = on('remediate');
    await engine.remediate({ ...unreadable, props: { deep: new Proxy({}, trap) } });
    const said = await engine.resource(unreadable);
    expect(said.map(({ name }) => name)).toContain('iam-guardrails-defect');
    expect(said.every(({ enforcementLevel }) => enforcementLevel === 'mandatory')).toBe(true);
    expect(JSON.stringify(said)).not.toContain('CANARY');
    expect(await engine.resource(unreadable)).toEqual([]);
  });
});

describe('secrets', () => {
  it('are shown in no message, once the engine has marked them', async () => {
    const engine = engineOf(packOf([userName]));
    const program = user(new Secret('mallory'));
    await engine.remediate(program);
    expect(messages(await engine.resource(program))).toEqual(['user-name: called (sensitive)']);
    expect(await engine.stack([program])).toEqual([]);
  });
});

describe('a value that a policy cannot tell the origin of', () => {
  const written = defineRule({
    ...about,
    id: 'written',
    appliesTo: ['command'],
    decidedByOneResource: ['command'],
    options: v.strictObject({}),
    messages: { runs: 'runs `{text}`' },
    check: ({ resource, text }, { report }) => report({ message: 'runs', data: { text }, at: resource }),
  });
  const machine: Program = {
    type: 'aws:ec2/instance:Instance',
    name: 'i',
    props: { userData: new Secret('export KEY=abc') },
  };

  it('is left to the stack where the program makes credentials itself, and decided at once where it makes none', async () => {
    const engine = engineOf(packOf([written]));
    await engine.remediate(machine);
    expect(await engine.resource(machine)).toHaveLength(1);
    const owner = key('k', user('u'));
    const later = engineOf(packOf([written]));
    await later.resource(owner);
    await later.remediate(machine);
    expect(await later.resource(machine)).toEqual([]);
    expect(await later.stack([owner, machine])).toHaveLength(1);
  });
});

describe('a message', () => {
  it('holds no character that a terminal would obey', async () => {
    const said = await engineOf(
      packOf([userName], { rules: { 'user-name': { forbidden: 'a\u001b[31m\nb' } } }),
    ).resource(user('a\u001b[31m\nb'));
    expect(said[0]?.message.split('\n')).toEqual([
      'called a[31m b',
      'fix: Mend it.  more: iam-guardrails explain user-name',
    ]);
  });
});

describe('rules that find the same cause', () => {
  const mild = sameCause('a-mild-one', 'medium');
  const grave = sameCause('the-grave-one', 'critical');

  it('speak once, before the creation and of the stack, whatever their order', async () => {
    const engine = engineOf(packOf([mild, grave]));
    expect(messages(await engine.resource(user('mallory')))).toEqual(['the-grave-one: wrong']);
    expect(await engine.stack([user('mallory')])).toEqual([]);
    expect(messages(await engine.stack([user('eve')]))).toEqual(['the-grave-one: wrong']);
  });

  it('speak for themselves where the engine has disabled the graver policy', async () => {
    const policies = packOf([mild, grave]).filter(({ name }) => name !== 'the-grave-one');
    const engine = engineOf(policies);
    expect(messages(await engine.resource(user('mallory')))).toEqual(['a-mild-one: wrong']);
    expect(await engine.stack([user('mallory')])).toEqual([]);
    expect(messages(await engine.stack([user('eve')]))).toEqual(['a-mild-one: wrong']);
  });

  it('speak for themselves where the options that the engine gives to the graver policy silence it', async () => {
    const engine = engineOf(packOf([mild, grave]), { 'the-grave-one': { allowed: 'mallory' } });
    expect(messages(await engine.stack([user('mallory')]))).toEqual(['a-mild-one: wrong']);
    expect(messages(await engine.stack([user('eve')]))).toEqual(['the-grave-one: wrong']);
  });

  it('both speak where the graver one does not block: the engine may have raised the level of the other', async () => {
    const engine = engineOf(packOf([mild, grave], { rules: { 'the-grave-one': 'advisory' } }));
    expect([...messages(await engine.stack([user('eve')]))].sort()).toEqual([
      'a-mild-one: wrong',
      'the-grave-one: wrong',
    ]);
  });
});
