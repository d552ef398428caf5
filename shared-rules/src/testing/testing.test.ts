import * as v from 'valibot';
import { defineRule, type Rule, type RuleContext } from '../rule/define-rule';
import type { User } from '../model/iam-model';
import { stringOf, unknown } from '../model/value';
import { checkExamples, testRule } from './index';

const alice = { 'aws_iam_user.it': { name: 'alice' } };
const bob = { 'aws_iam_user.it': { name: 'bob' } };
const later = {
  'aws_ssm_parameter.name': { name: '/name', type: 'String' },
  'aws_iam_user.it': { name: '${aws_ssm_parameter.name.insecure_value}' },
};
const at = ['aws_iam_user.it'];

type Context = RuleContext<{ readonly name: string }, { readonly found: '`{user}` is not wanted' }>;

const right = {
  id: 'nobody-is-alice',
  title: 'Nobody is called alice',
  severity: 'low',
  rationale: 'It is a rule of a test.',
  remediation: 'Rename it.',
  url: 'https://handbook.acme.example/names',
  recommendations: [],
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject({ name: v.optional(v.pipe(v.string(), v.description('The name.')), 'alice') }),
  messages: { found: '`{user}` is not wanted' },
  check(user: User, { options, report, unresolved }: Context): void {
    const name = stringOf(user.name);
    if (name === undefined) unresolved(unknown('the name is not known'), user.resource);
    else if (name === options.name) report({ message: 'found', data: { user: name }, at: user.resource });
  },
  examples: {
    violating: [{ title: 'alice', resources: alice, at }],
    compliant: [{ title: 'bob', resources: bob }],
    unresolved: [{ title: 'somebody', resources: later, at }],
  },
} as const;

/** What is wrong, by the title of what was checked. */
function problems(change: object): Readonly<Record<string, string>> {
  const results = checkExamples(defineRule({ ...right, ...change }));
  return Object.fromEntries(results.flatMap(({ title, problem }) => (problem === undefined ? [] : [[title, problem]])));
}

const examples = (change: object): object => ({ examples: { ...right.examples, ...change } });

describe('checkExamples', () => {
  it('finds nothing wrong with a rule that does what its examples say', () => {
    expect(problems({})).toEqual({});
    expect(checkExamples(defineRule(right)).map(({ title }) => title)).toEqual(
      expect.arrayContaining(['finds: alice', 'is silent: bob', 'cannot decide: somebody']),
    );
  });

  it('shows what a compliant example found', () => {
    expect(problems(examples({ compliant: [{ title: 'alice', resources: alice }] }))).toEqual({
      'is silent: alice': 'expected no finding\nfound a violation at aws_iam_user.it: `alice` is not wanted',
    });
  });

  it('shows what a violating example did not find', () => {
    expect(problems(examples({ violating: [{ title: 'bob', resources: bob, at }] }))).toEqual({
      'finds: bob': 'expected a violation at aws_iam_user.it\nfound nothing',
    });
  });

  it('shows that it is undecided what should be a violation', () => {
    expect(problems(examples({ violating: [{ title: 'somebody', resources: later, at }] }))).toEqual({
      'finds: somebody':
        'expected a violation at aws_iam_user.it\nfound something undecided at aws_iam_user.it: not decided: the name is not known',
    });
  });

  it('shows that it is decided what should be undecided', () => {
    expect(problems(examples({ unresolved: [{ title: 'alice', resources: alice, at }] }))).toEqual({
      'cannot decide: alice':
        'expected something undecided at aws_iam_user.it\nfound a violation at aws_iam_user.it: `alice` is not wanted',
    });
  });

  it('names the address that was meant', () => {
    const elsewhere = { title: 'alice', resources: alice, at: ['aws_iam_user.itt'] };
    expect(problems(examples({ violating: [elsewhere] }))['finds: alice']).toMatch(
      /The example has no resource `aws_iam_user\.itt`, did you mean `aws_iam_user\.it`\?$/,
    );
  });

  it('refuses a violating example that expects nothing, which no rule could fail', () => {
    expect(problems(examples({ violating: [{ title: 'bob', resources: bob, at: [] }] }))).toEqual({
      'finds: bob': '`at` is empty: name the addresses where findings stand',
    });
  });

  it('says that options of an example are wrong, and which are meant', () => {
    const example = { title: 'bob', resources: bob, options: { nmae: 'bob' } };
    expect(problems(examples({ compliant: [example] }))['is silent: bob']).toMatch(
      /^the options of the example cannot be used: .*did you mean `name`\?/,
    );
  });

  it('says that an example cannot be read', () => {
    const example = { title: 'a module', resources: { 'module.users': { source: './users' } } };
    expect(problems(examples({ compliant: [example] }))['is silent: a module']).toMatch(
      /^the example cannot be read: module\.users: /,
    );
  });

  it('shows what a check threw, and where', () => {
    const check = (): void => {
      throw new TypeError('there is no such thing');
    };
    expect(problems({ check })['finds: alice']).toMatch(/^`check` threw TypeError: there is no such thing\n\s+at /);
  });

  it('finds a check that reports late', () => {
    const check = (): Promise<void> => Promise.resolve();
    expect(problems({ check })['finds: alice']).toBe('`check` returns a promise: what it reports late is lost');
  });

  it.each([
    [
      'a message that is not declared',
      { message: 'fuond', data: {} },
      '`report` was given the message `fuond`, which `messages` does not have, did you mean `found`?',
    ],
    ['no data', { message: 'found' }, '`report` was given no `user` in `data`, which the message `found` shows'],
    [
      'data without a placeholder',
      { message: 'found', data: { usr: 'alice' } },
      '`report` was given no `user` in `data`, which the message `found` shows',
    ],
  ])('finds %s, which JavaScript may give', (_title, violation, problem) => {
    const check = (user: User, { report }: Context): void => {
      report({ ...violation, at: user.resource } as unknown as Parameters<Context['report']>[0]);
    };
    expect(problems({ check })['finds: alice']).toContain(`\`check\` threw TypeError: ${problem}\n`);
  });

  it.each([
    [
      'an option without a description',
      { options: v.strictObject({ name: v.optional(v.string(), 'alice') }) },
      'says of each option what it is for',
    ],
    ['what a template left open', { rationale: 'TODO: why' }, 'has nothing left to be filled in'],
    ['a remediation that is no sentence', { remediation: 'rename it' }, 'says what to do, and where to read about it'],
    ['no page', { url: undefined }, 'says what to do, and where to read about it'],
  ])('finds %s', (_title, change, title) => {
    expect(Object.keys(problems(change))).toEqual([title]);
  });

  it('says what is no rule, without running it', () => {
    const { check, ...checkless } = right;
    expect(check).toBeDefined();
    expect(checkExamples({ ...checkless } as unknown as Rule)).toEqual([
      { title: 'is a rule', problem: '`check` is missing' },
    ]);
  });
});

describe('testRule', () => {
  /** A test runner that runs at once and keeps what failed. */
  function runner() {
    const ran: { readonly title: string; readonly error: string | undefined }[] = [];
    const suites: string[] = [];
    return {
      ran,
      suites,
      describe: (title: string, tests: () => void) => {
        suites.push(title);
        tests();
      },
      it: (title: string, test: () => void) => {
        try {
          test();
          ran.push({ title, error: undefined });
        } catch (error) {
          ran.push({ title, error: (error as Error).message });
        }
      },
    };
  }

  it('makes a test of each example, under the id of the rule', () => {
    const made = runner();
    testRule(defineRule(right), made);
    expect(made.suites).toEqual(['nobody-is-alice']);
    expect(made.ran.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(made.ran.map(({ title }) => title)).toContain('cannot decide: somebody');
  });

  it('fails the test of the example that does not hold, and no other', () => {
    const made = runner();
    testRule(defineRule({ ...right, ...examples({ compliant: [{ title: 'alice', resources: alice }] }) }), made);
    expect(made.ran.filter(({ error }) => error !== undefined)).toEqual([
      { title: 'is silent: alice', error: expect.stringContaining('expected no finding') as string },
    ]);
  });

  it('says what to do where there is no test runner', () => {
    const { describe: suite, it: test } = globalThis;
    Object.assign(globalThis, { describe: undefined, it: undefined });
    try {
      expect(() => testRule(defineRule(right))).toThrow(
        "elsewhere give it the runner's functions: testRule(rule, { describe, it })",
      );
    } finally {
      Object.assign(globalThis, { describe: suite, it: test });
    }
  });
});
