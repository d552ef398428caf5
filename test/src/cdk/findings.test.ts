import { findingsOf } from '@iam-guardrails/cdktf-aspects';
import { toPassIamGuardrails } from '@iam-guardrails/cdktf-aspects/jest';
import { allow, crashes, libraries, newApp, policy, removeFolders, resource, rules, thrownBy, user } from './libraries';

expect.extend({ toPassIamGuardrails });
afterEach(removeFolders);

const advisory = { rules: { 'no-iam-users': 'advisory' } };

describe.each(libraries)('findingsOf with $name', ({ lib }) => {
  const { Aspects, TerraformStack, Testing } = lib;

  it('returns what a synth would find, with the construct', () => {
    const stack = new TerraformStack(Testing.app(), 'first');
    user(lib, stack, 'alice');
    expect(findingsOf(stack, { rules })).toMatchObject([
      {
        rule: 'no-iam-users',
        status: 'violation',
        resource: { address: 'aws_iam_user.alice', stack: 'first' },
        location: { constructPath: 'first/alice' },
      },
    ]);
  });

  it('returns nothing for a compliant stack', () => {
    const stack = new TerraformStack(Testing.app(), 'first');
    policy(lib, stack, 'read', 's3:GetObject');
    expect(findingsOf(stack, { rules })).toEqual([]);
  });

  it('runs the aspects of the stack first', () => {
    const stack = new TerraformStack(Testing.app(), 'first');
    const read = policy(lib, stack, 'read', 's3:GetObject');
    Aspects.of(stack).add({ visit: (node) => void (node === read && read.addOverride('policy', allow('*'))) });
    expect(findingsOf(stack, { rules }).map(({ rule }) => rule)).toEqual(['no-admin-policies']);
  });

  it('follows references to the other stacks of the app', () => {
    const app = Testing.app();
    const text = new lib.TerraformLocal(new TerraformStack(app, 'origin'), 'text', allow('*'));
    const stack = new TerraformStack(app, 'consumer');
    resource(lib, stack, 'aws_iam_policy', 'wide', { name: 'wide', policy: text.asString });
    expect(findingsOf(stack, { rules }).map(({ rule }) => rule)).toEqual(['no-admin-policies']);
  });

  it('leaves neither annotations nor a backend nor files behind', () => {
    const make = () => {
      const stack = new TerraformStack(Testing.app(), 'first');
      user(lib, stack, 'alice');
      return stack;
    };
    const stack = make();
    findingsOf(stack, { rules });
    expect(Testing.synth(stack)).toBe(Testing.synth(make()));
    expect(stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ type }) => type))).not.toContain(
      '@cdktf/error',
    );
  });

  it('lets the app be synthesized afterwards', () => {
    const app = newApp(lib);
    const stack = new TerraformStack(app, 'first');
    policy(lib, stack, 'read', 's3:GetObject');
    findingsOf(stack, { rules });
    expect(() => app.synth()).not.toThrow();
  });

  it('throws the error of an aspect as it is', () => {
    const stack = new TerraformStack(Testing.app(), 'first');
    Aspects.of(stack).add({
      visit: () => {
        throw new Error('their own');
      },
    });
    expect(() => findingsOf(stack, { rules })).toThrow('their own');
  });

  it('refuses what is not a stack', () => {
    expect(() => findingsOf(Testing.app(), { rules })).toThrow('expected a TerraformStack of cdktf or cdktn');
    expect(() => findingsOf(Testing.synthScope(() => undefined) as never, { rules })).toThrow(
      'expected a TerraformStack',
    );
  });
});

describe.each(libraries)('toPassIamGuardrails with $name', ({ lib }) => {
  const stack = () => {
    const made = new lib.TerraformStack(lib.Testing.app(), 'first');
    user(lib, made, 'alice');
    return made;
  };

  it('fails for a stack that a synth would stop at, with the findings', () => {
    const message = thrownBy(() => expect(stack()).toPassIamGuardrails({ rules }));
    expect(message).toContain('expected the stack to pass iam-guardrails');
    expect(message).toContain('no-iam-users   high   aws_iam_user.alice');
  });

  it('passes for a stack with an advisory violation', () => {
    expect(stack()).toPassIamGuardrails({ rules, configuration: advisory });
  });

  it('can be negated, and says so when that fails', () => {
    expect(stack()).not.toPassIamGuardrails({ rules });
    const message = thrownBy(() => expect(stack()).not.toPassIamGuardrails({ rules, configuration: advisory }));
    expect(message).toContain('expected the stack to be stopped by iam-guardrails');
  });

  it('fails when a rule crashes, without the text of the error', () => {
    const message = thrownBy(() => expect(stack()).toPassIamGuardrails({ rules: [crashes] }));
    expect(message).toContain('crashing-rule');
    expect(message).not.toContain('canary');
  });
});
