import * as v from 'valibot';
import type { Entity } from '../model/iam-model';
import { defineRule } from './define-rule';
import { ENTITY_KINDS } from './entity-kinds';

const good = {
  id: 'users-have-a-path',
  title: 'A user stands under a path',
  severity: 'low',
  rationale: 'It is a rule of a test.',
  remediation: 'Set `path`.',
  recommendations: [],
  url: 'https://handbook.acme.example/users',
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  messages: { none: '`{user}` has no path' },
  check: () => undefined,
  examples: {
    violating: [{ title: 'one', resources: {}, at: ['aws_iam_user.one'] }],
    compliant: [{ title: 'another', resources: {} }],
  },
} as const;

/** What JavaScript may pass. */
const define = (change: object): unknown => defineRule({ ...good, ...change });

describe('defineRule', () => {
  it('takes a rule of an organisation without recommendations and without options', () => {
    expect(v.safeParse(defineRule(good).options, {}).success).toBe(true);
    expect(v.safeParse(defineRule(good).options, { maximum: 1 }).success).toBe(false);
  });

  it.each([
    [
      'an id that is not in kebab case',
      { id: 'noUsers' },
      'the rule `noUsers`: `id` is `noUsers`, which is not in kebab case, such as `no-shared-users`',
    ],
    ['no id', { id: undefined }, 'a rule without `id`: `id` must be a text'],
    ['a severity that does not exist', { severity: 'hihg' }, '`severity` is `hihg`, did you mean `high`?'],
    [
      'a severity that is like none',
      { severity: 'blocker' },
      '`severity` is `blocker`, and can be low, medium, high, critical',
    ],
    ['a field with a typo', { remediaton: 'x' }, 'there is no field `remediaton`, did you mean `remediation`?'],
    ['an empty text', { rationale: ' ' }, '`rationale` is empty'],
    ['no violating example', { examples: { ...good.examples, violating: [] } }, '`examples.violating` is empty'],
    ['no compliant example', { examples: { ...good.examples, compliant: [] } }, '`examples.compliant` is empty'],
    [
      'a violating example without `at`',
      { examples: { ...good.examples, violating: [{ title: 'a', resources: {} }] } },
      '`examples.violating[0].at` is missing',
    ],
    [
      'a kind that does not exist',
      { appliesTo: ['usr'], decidedByOneResource: [] },
      '`appliesTo[0]` is `usr`, did you mean `user`?',
    ],
    [
      'no kind',
      { appliesTo: [], decidedByOneResource: [] },
      '`appliesTo` is empty: name the kinds of entities that `check` is called with',
    ],
    ['one kind that is no list', { appliesTo: 'user' }, "`appliesTo` must be a list of kinds, such as ['user']"],
    [
      'a kind in `decidedByOneResource` that `appliesTo` lacks',
      { decidedByOneResource: ['role'] },
      '`decidedByOneResource` names `role`, which `appliesTo` does not',
    ],
    ['a cloud that does not exist', { clouds: ['azure'] }, '`clouds[0]` is `azure`, and can be aws, otc'],
    [
      'a placeholder that is never filled in',
      { messages: { none: 'user {user-name}' } },
      '`messages.none` has the placeholder `{user-name}`, which is never filled in: a name has only letters, digits and `_`',
    ],
    ['a page that is no address', { url: 'handbook' }, '`url` is no address of a page, which begins with https://'],
    [
      'options of another kind',
      { options: { maximum: 1 } },
      '`options` must be made with `v.strictObject` of valibot 1',
    ],
    [
      'options that take any word',
      { options: v.object({}) },
      '`options` must be made with `v.strictObject`, so that a wrong word in a configuration is an error',
    ],
    [
      'an option without a default',
      { options: v.strictObject({ maximum: v.number() }) },
      '`options` has no default for `maximum`: wrap it in `v.optional(..., default)`, since nobody must configure a rule',
    ],
    [
      'an option that a configuration says of every rule',
      { options: v.strictObject({ enforcement: v.optional(v.string(), 'x') }) },
      '`options` has the option `enforcement`, which a configuration says of every rule',
    ],
    ['a check that is none', { check: 'users' }, '`check` must be a function'],
    [
      'a check that is asynchronous',
      { check: async () => Promise.resolve() },
      '`check` is asynchronous: what it reports late would be lost',
    ],
  ])('refuses %s', (_title, change, message) => {
    expect(() => define(change)).toThrow(message);
  });

  it('names everything that is missing', () => {
    expect(() => defineRule({ id: 'bare' } as never)).toThrow(
      'the rule `bare`: `title`, `severity`, `rationale`, `remediation`, `recommendations`, `appliesTo`, `decidedByOneResource`, `messages`, `check`, `examples` are missing',
    );
  });

  it.each([[undefined], [null], ['rule'], [[]]])('refuses %j, which is no rule at all', (given) => {
    expect(() => defineRule(given as never)).toThrow(/^a rule without `id`: /);
  });

  it('takes the placeholders, the options and the entity from what is declared', () => {
    // Types only: a mistake here does not compile.
    const rule = defineRule({
      ...good,
      options: v.strictObject({ maximum: v.optional(v.number(), 1) }),
      check(user, { options, report }) {
        const limit: number = options.maximum;
        // @ts-expect-error a message that is not declared
        report({ message: 'other', data: {}, at: user.resource });
        // @ts-expect-error a placeholder without a value
        report({ message: 'none', data: {}, at: user.resource });
        report({ message: 'none', data: { user: limit }, at: user.resource });
      },
    });
    expect(rule.id).toBe(good.id);
  });
});

describe('ENTITY_KINDS', () => {
  it('says something of each', () => {
    const kinds: readonly Entity['kind'][] = ['user', 'account'];
    expect(Object.keys(ENTITY_KINDS)).toEqual(expect.arrayContaining([...kinds]));
    for (const text of Object.values(ENTITY_KINDS)) expect(text).toMatch(/^(an?|the|who|somebody|shell) /);
  });
});
