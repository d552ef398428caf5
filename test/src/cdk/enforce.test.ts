import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { enforceIamGuardrails, iamGuardrailsAspect } from '@iam-guardrails/cdktf-aspects';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import {
  allow,
  crashes,
  folder,
  libraries,
  newApp,
  policy,
  removeFolders,
  resource,
  rules,
  thrownBy,
  user,
} from './libraries';

const count = (text: string, part: string): number => text.split(part).length - 1;
const annotationsOf = (construct: Construct): readonly (readonly [string, string, unknown])[] =>
  construct.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type.startsWith('@cdktf/'))
        .map(({ type, data }) => [node.path, type, data as unknown] as const),
    );

afterEach(removeFolders);
afterEach(() => {
  delete process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];
});

describe.each(libraries)('enforceIamGuardrails with $name', ({ lib }) => {
  const { App, Aspects, TerraformStack } = lib;
  const violating = (app: InstanceType<typeof App>, id: string): cdktf.TerraformStack => {
    const stack = new TerraformStack(app, id);
    user(lib, stack, 'alice');
    return stack;
  };
  const compliant = (app: InstanceType<typeof App>, id: string): cdktf.TerraformStack => {
    const stack = new TerraformStack(app, id);
    policy(lib, stack, 'read', 's3:GetObject');
    return stack;
  };

  describe('stops a synth', () => {
    it('when it is called before the stacks are made', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'first');
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users   high   aws_iam_user.alice');
    });

    it('when it is called after the stacks are made', () => {
      const app = newApp(lib);
      violating(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    });

    it('when the stack is made after the call beside one that was there', () => {
      const app = newApp(lib);
      compliant(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'late');
      expect(() => app.synth()).toThrow('[late/alice] no-iam-users');
    });

    it('with `skipValidation`, early stacks and late ones', () => {
      const app = newApp(lib, { skipValidation: true });
      compliant(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'late');
      expect(() => app.synth()).toThrow('[late/alice] no-iam-users');
    });

    it('before the stack is written', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'first');
      thrownBy(() => app.synth());
      expect(existsSync(join(app.outdir, 'stacks/first/cdk.tf.json'))).toBe(false);
      expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(false);
    });

    it('of a subclass that makes a stack inside its own synth', () => {
      class LateApp extends App {
        override synth(): void {
          violating(this, 'late');
          super.synth();
        }
      }
      const app = new LateApp({ outdir: folder(), skipValidation: true });
      compliant(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[late/alice] no-iam-users');
    });

    it('of a subclass whose only stacks are made inside its own synth, though they were not checked', () => {
      class LateApp extends App {
        override synth(): void {
          compliant(this, 'late');
          super.synth();
        }
      }
      const app = new LateApp({ outdir: folder(), skipValidation: true });
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('did not check the stack late');
    });

    it('through the app validation when app.synth is not the one that was wrapped', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      compliant(app, 'late');
      expect(() => App.prototype.synth.call(app)).toThrow('did not check the stack late');
    });
  });

  describe('lets a synth pass', () => {
    it('of compliant stacks, and writes them', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      compliant(app, 'first');
      app.synth();
      expect(existsSync(join(app.outdir, 'stacks/first/cdk.tf.json'))).toBe(true);
      expect(existsSync(join(app.outdir, 'manifest.json'))).toBe(true);
    });

    it('of an app without stacks', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).not.toThrow();
    });

    it('twice', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      compliant(app, 'first');
      app.synth();
      expect(() => app.synth()).not.toThrow();
    });

    it('with an advisory violation, which becomes a warning in the manifest', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules, configuration: { rules: { 'no-iam-users': 'advisory' } } });
      violating(app, 'first');
      app.synth();
      const manifest = JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8'));
      expect(manifest.stacks.first.annotations).toEqual([
        { constructPath: 'first/alice', level: '@cdktf/warn', message: expect.stringMatching(/^no-iam-users {3}high/) },
      ]);
    });

    it('with a disabled rule, and says nothing', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules, configuration: { rules: { 'no-iam-users': 'disabled' } } });
      violating(app, 'first');
      app.synth();
      expect(annotationsOf(app)).toEqual([]);
    });
  });

  describe('says each finding once', () => {
    it('when it is called twice', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      const message = thrownBy(() => app.synth());
      expect(count(message, 'no-iam-users   high')).toBe(1);
      expect(annotationsOf(app)).toHaveLength(1);
    });

    it('after a second synth', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'first');
      thrownBy(() => app.synth());
      thrownBy(() => app.synth());
      expect(annotationsOf(app)).toHaveLength(1);
    });

    it('of a nested stack, on the nested stack', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      const outer = violating(app, 'outer');
      const inner = new TerraformStack(outer, 'inner');
      user(lib, inner, 'bob');
      thrownBy(() => app.synth());
      expect(annotationsOf(app).map(([path]) => path)).toEqual(['outer/alice', 'outer/inner/bob']);
    });

    it('and keeps both calls in force, so that a lax one does not undo a strict one', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      enforceIamGuardrails(app, Aspects, { rules, configuration: { rules: { 'no-iam-users': 'disabled' } } });
      violating(app, 'first');
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    });
  });

  it('writes exactly what was checked, and looks anew when the app is synthesized again', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules });
    const stack = compliant(app, 'first');
    app.synth();
    const written: unknown = JSON.parse(readFileSync(join(app.outdir, 'stacks/first/cdk.tf.json'), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(stack.toTerraform())));
    user(lib, stack, 'alice');
    expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    expect(stack.toTerraform()).toMatchObject({ resource: { aws_iam_user: { alice: {} } } });
  });

  it('shows the findings of all stacks in one run, and writes none of those after the first', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules });
    violating(app, 'first');
    compliant(app, 'second');
    violating(app, 'third');
    const message = thrownBy(() => app.synth());
    expect(message).toContain('[first/alice] no-iam-users');
    expect(message).toContain('[third/alice] no-iam-users');
    expect(count(message, 'no-iam-users   high')).toBe(2);
    expect(existsSync(join(app.outdir, 'stacks/second/cdk.tf.json'))).toBe(false);
  });

  it('shows the same in the stack of the error, which is what an uncaught error prints', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules });
    violating(app, 'first');
    violating(app, 'second');
    let printed = '';
    try {
      app.synth();
    } catch (error) {
      printed = String((error as Error).stack);
    }
    expect(printed).toContain('[second/alice] no-iam-users');
  });

  it('runs the aspects of a later stack before it looks ahead at it', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules });
    violating(app, 'first');
    const second = compliant(app, 'second');
    const third = violating(app, 'third');
    Aspects.of(second).add({
      visit: (node) => void (node === second && second.addOverride('resource.aws_iam_policy.read.policy', allow('*'))),
    });
    Aspects.of(third).add({ visit: (node) => void (node === third && third.node.tryRemoveChild('alice')) });
    const message = thrownBy(() => app.synth());
    expect(message).toContain('[second/read] no-admin-policies');
    expect(message).not.toContain('third');
  });

  it('leaves an error that is not its own as it was', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules });
    const stack = compliant(app, 'first');
    stack.node.addValidation({ validate: () => ['their own'] });
    violating(app, 'second');
    const message = thrownBy(() => app.synth());
    expect(message).toContain('their own');
    expect(message).not.toContain('no-iam-users');
  });

  describe('checks what will be written', () => {
    const widen = {
      visit: (node: object) =>
        void (
          'addOverride' in node &&
          'terraformResourceType' in node &&
          (node as { addOverride(path: string, value: unknown): void }).addOverride('policy', allow('*'))
        ),
    };

    it('after an aspect that was added later', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      Aspects.of(stack).add(widen);
      expect(() => app.synth()).toThrow('[first/read] no-admin-policies   critical   aws_iam_policy.read.policy');
    });

    it('after an aspect of a child', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      Aspects.of(stack.node.findChild('read')).add(widen);
      expect(() => app.synth()).toThrow('[first/read] no-admin-policies');
    });

    it('after an aspect that takes the violation away', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      Aspects.of(stack).add({ visit: (node) => void (node === stack && stack.node.tryRemoveChild('alice')) });
      expect(() => app.synth()).not.toThrow();
    });

    it('with the escape hatch of an element', () => {
      const app = newApp(lib);
      const stack = new TerraformStack(app, 'first');
      policy(lib, stack, 'read', 's3:GetObject').addOverride('policy', allow('*'));
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[first/read] no-admin-policies');
    });

    it('with the escape hatch of the stack', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      stack.addOverride('resource.aws_iam_policy.read.policy', allow('*'));
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[first/read] no-admin-policies');
    });

    it('with a resource that exists only as an override of the stack, on the stack', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      stack.addOverride('resource.aws_iam_user.ghost', { name: 'ghost' });
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[first] no-iam-users   high   aws_iam_user.ghost');
    });
  });

  describe('stops a synth on what is no resource', () => {
    // In pieces, so that nobody who looks for keys in this file finds one.
    const pair = [
      ['AKIA', 'Q3EGZXJ7Q2P4KD7N'],
      ['u8Xk2pQ9rT5vW1yZ3aB6', 'cD8eF0gH4iJ7kL9mN2oP'],
    ].map((half) => half.join(''));

    class Provider extends lib.TerraformProvider {
      constructor(scope: Construct, id: string) {
        super(scope, id, { terraformResourceType: 'aws', terraformGeneratorMetadata: { providerName: 'aws' } });
      }
      protected override synthesizeAttributes(): Record<string, unknown> {
        return { access_key: pair[0], secret_key: pair[1] };
      }
    }

    it.each<readonly [string, string, (scope: Construct) => void]>([
      ['a provider', 'first/keys/here', (scope) => new Provider(scope, 'here')],
      ['a local', 'first/keys/here', (scope) => new lib.TerraformLocal(scope, 'here', pair.join(':'))],
      [
        'a variable',
        'first/keys/here',
        (scope) => new lib.TerraformVariable(scope, 'here', { default: pair.join(':') }),
      ],
      ['an output', 'first/keys/here', (scope) => new lib.TerraformOutput(scope, 'here', { value: pair.join(':') })],
    ])('such as %s, where its construct is, and shows no secret', (_, path, make) => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects);
      make(new Construct(new TerraformStack(app, 'first'), 'keys'));
      const message = thrownBy(() => app.synth());
      expect(message).toContain(`[${path}] no-hardcoded-access-key   critical`);
      expect(message).not.toContain(pair[1]);
    });

    it('such as the stack itself', () => {
      const app = newApp(lib);
      const configuration = { role: 'account-baseline', rules: { 'password-policy-present': 'mandatory' } };
      enforceIamGuardrails(app, Aspects, { configuration });
      compliant(app, 'first');
      expect(() => app.synth()).toThrow('[first] password-policy-present');
    });
  });

  describe('follows', () => {
    it('a value of another stack through the remote state', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      const origin = new TerraformStack(app, 'origin');
      const text = new lib.TerraformLocal(origin, 'text', allow('*'));
      const consumer = new TerraformStack(app, 'consumer');
      resource(lib, consumer, 'aws_iam_policy', 'wide', { name: 'wide', policy: text.asString });
      expect(() => app.synth()).toThrow('[consumer/wide] no-admin-policies');
    });

    it('a file that is an asset, before it is copied', () => {
      const app = newApp(lib);
      const source = join(folder(), 'policy.json');
      writeFileSync(source, allow('*'));
      enforceIamGuardrails(app, Aspects, { rules });
      const stack = new TerraformStack(app, 'first');
      const asset = new lib.TerraformAsset(stack, 'asset', { path: source });
      resource(lib, stack, 'aws_iam_policy', 'wide', { name: 'wide', policy: lib.Fn.file(asset.path) });
      expect(() => app.synth()).toThrow('[first/wide] no-admin-policies');
    });

    it('a file inside an asset that is a folder', () => {
      const app = newApp(lib);
      const source = folder();
      writeFileSync(join(source, 'policy.json'), allow('*'));
      enforceIamGuardrails(app, Aspects, { rules });
      const stack = new TerraformStack(app, 'first');
      const asset = new lib.TerraformAsset(stack, 'asset', { path: source });
      resource(lib, stack, 'aws_iam_policy', 'wide', {
        name: 'wide',
        policy: lib.Fn.file(`${asset.path}/policy.json`),
      });
      expect(() => app.synth()).toThrow('[first/wide] no-admin-policies');
    });
  });

  describe('what is not known', () => {
    const unknownPolicy = (stack: cdktf.TerraformStack): void => {
      const variable = new lib.TerraformVariable(stack, 'document', { type: 'string' });
      resource(lib, stack, 'aws_iam_policy', 'open', { name: 'open', policy: variable.value });
    };

    it('is a warning by default', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      unknownPolicy(new TerraformStack(app, 'first'));
      app.synth();
      expect(annotationsOf(app)).toEqual([
        ['first/open', '@cdktf/warn', expect.stringContaining('no-admin-policies   unresolved')],
      ]);
    });

    it('is an error where the configuration makes it one', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules, configuration: { unresolved: 'mandatory' } });
      unknownPolicy(new TerraformStack(app, 'first'));
      expect(() => app.synth()).toThrow('[first/open] no-admin-policies   unresolved');
    });

    it('is one warning for a stack whose modules are not read', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      const stack = new TerraformStack(app, 'first');
      new lib.TerraformHclModule(stack, 'users', { source: 'example/users/aws' });
      new lib.TerraformHclModule(stack, 'roles', { source: 'example/roles/aws' });
      app.synth();
      expect(annotationsOf(app)).toEqual([
        [
          'first',
          '@cdktf/warn',
          expect.stringMatching(/^iam-guardrails did not check module\.roles, module\.users \([^()]+\)$/),
        ],
      ]);
    });
  });

  describe('wrong use', () => {
    it('with another copy of Aspects fails the synth, and the stack is checked all the same', () => {
      const app = newApp(lib);
      let other: typeof Aspects | undefined;
      jest.isolateModules(() => {
        other = require(lib === cdktf ? 'cdktf' : 'cdktn').Aspects;
      });
      expect(other).not.toBe(Aspects);
      enforceIamGuardrails(app, other!, { rules });
      compliant(app, 'good');
      expect(() => app.synth()).toThrow('[good] iam-guardrails: the `Aspects` that were given');
      violating(app, 'bad');
      expect(() => app.synth()).toThrow('[bad/alice] no-iam-users');
    });

    it('with the Aspects of the other library fails in the same way', () => {
      const app = newApp(lib);
      const other = libraries.find((library) => library.lib !== lib)!;
      enforceIamGuardrails(app, other.lib.Aspects, { rules });
      compliant(app, 'good');
      expect(() => app.synth()).toThrow('Import `App` and `Aspects` from the same package');
    });

    it('without an app', () => {
      expect(() => enforceIamGuardrails(undefined as never, Aspects, { rules })).toThrow('is nothing; give the App');
    });

    it('with a stack instead of the app', () => {
      const stack = new TerraformStack(newApp(lib), 'first');
      expect(() => enforceIamGuardrails(stack as never, Aspects, { rules })).toThrow('is a stack; give the App');
    });

    it('with the options in the place of Aspects', () => {
      expect(() => enforceIamGuardrails(newApp(lib), { rules } as never)).toThrow('is not the class `Aspects`');
    });

    it('after the synth', () => {
      const app = newApp(lib);
      compliant(app, 'first');
      app.synth();
      expect(() => enforceIamGuardrails(app, Aspects, { rules })).toThrow('was called after app.synth()');
    });
  });

  it('fails the synth when a rule crashes, names the rule and shows nothing of the error', () => {
    const app = newApp(lib);
    enforceIamGuardrails(app, Aspects, { rules: [crashes] });
    violating(app, 'first');
    const message = thrownBy(() => app.synth());
    expect(message).toContain('crashing-rule');
    expect(message).not.toContain('canary');
  });

  describe('CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS, which the CLIs set and which bypasses a plain synth', () => {
    it('lets app.synth return, and the errors stand in the manifest for the CLI', () => {
      process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = '1';
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      violating(app, 'first');
      violating(app, 'second');
      app.synth();
      const { stacks } = JSON.parse(readFileSync(join(app.outdir, 'manifest.json'), 'utf8'));
      for (const name of ['first', 'second']) {
        expect(stacks[name].annotations).toMatchObject([{ constructPath: `${name}/alice`, level: '@cdktf/error' }]);
      }
    });

    it('does not hide that a stack was not checked', () => {
      process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = '1';
      const app = newApp(lib, { skipValidation: true });
      enforceIamGuardrails(app, Aspects, { rules });
      const stack = compliant(app, 'first');
      stack.synthesizer = { synthesize: () => undefined };
      expect(() => app.synth()).toThrow('did not check the stack first');
    });
  });

  describe('the hook of custom synthesis, which is internal', () => {
    const hook = Symbol.for('cdktf/customSynthesis');

    it('is called at the end of the synthesis of a stack, after aspects and validations, before the errors are collected', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      const steps: string[] = [];
      Aspects.of(stack).add({ visit: (node) => void (node === stack && steps.push('aspect')) });
      stack.node.addValidation({ validate: () => (steps.push('validation'), []) });
      Object.defineProperty(stack, hook, {
        value: {
          onSynthesize(session: object) {
            steps.push('hook', Object.keys(session).includes('manifest') ? 'with the session' : 'without a session');
            stack.node.addMetadata('@cdktf/error', 'from the hook', { stackTrace: false });
          },
        },
      });
      expect(thrownBy(() => app.synth())).toContain('[first] from the hook');
      expect(steps).toEqual(['aspect', 'validation', 'hook', 'with the session']);
    });

    it('still calls what was there before', () => {
      const app = newApp(lib);
      const stack = compliant(app, 'first');
      const before = jest.fn();
      Object.defineProperty(stack, hook, { configurable: true, value: { onSynthesize: before } });
      enforceIamGuardrails(app, Aspects, { rules });
      app.synth();
      expect(before).toHaveBeenCalledTimes(1);
    });
  });

  describe('says that it cannot check a stack with a custom synthesis of its own', () => {
    // What `addCustomSynthesis` does, which neither library exports from its index.
    const give = (construct: Construct, onSynthesize: () => void): void =>
      void Object.defineProperty(construct, Symbol.for('cdktf/customSynthesis'), {
        value: { onSynthesize },
        enumerable: false,
      });
    const own = (stack: Construct): void => give(stack, () => undefined);
    const message = 'iam-guardrails: the stack first has a custom synthesis of its own, so that it cannot be checked';

    it('when it is called after that', () => {
      const app = newApp(lib);
      own(violating(app, 'first'));
      expect(() => enforceIamGuardrails(app, Aspects, { rules })).toThrow(message);
    });

    it('when it is called before the stack is made', () => {
      const app = newApp(lib);
      enforceIamGuardrails(app, Aspects, { rules });
      own(violating(app, 'first'));
      expect(() => app.synth()).toThrow(message);
      expect(() => app.synth()).toThrow(message);
    });

    it('when it is called before, and the custom synthesis takes its place', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      enforceIamGuardrails(app, Aspects, { rules });
      own(stack);
      expect(() => app.synth()).toThrow('did not check the stack first');
    });

    it('and checks it when a construct inside has it', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      const onSynthesize = jest.fn();
      give(new Construct(stack, 'files'), onSynthesize);
      enforceIamGuardrails(app, Aspects, { rules });
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
      expect(onSynthesize).toHaveBeenCalledTimes(1);
    });
  });

  describe('as an aspect of one stack', () => {
    it('stops the synth of that stack', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      Aspects.of(stack).add(iamGuardrailsAspect({ rules }));
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    });

    it('leaves the other stacks alone', () => {
      const app = newApp(lib);
      Aspects.of(compliant(app, 'first')).add(iamGuardrailsAspect({ rules }));
      violating(app, 'second');
      expect(() => app.synth()).not.toThrow();
    });

    it('on a construct inside a stack checks the whole stack', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      const inside = new Construct(stack, 'inside');
      Aspects.of(inside).add(iamGuardrailsAspect({ rules }));
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    });

    it('sees later aspects, says each finding once and works with enforceIamGuardrails', () => {
      const app = newApp(lib);
      const stack = violating(app, 'first');
      Aspects.of(stack).add(iamGuardrailsAspect({ rules }));
      Aspects.of(stack).add({
        visit: (node) => void (node === stack && stack.addOverride('resource.aws_iam_user.alice.name', 'changed')),
      });
      enforceIamGuardrails(app, Aspects, { rules });
      thrownBy(() => app.synth());
      expect(annotationsOf(app)).toHaveLength(1);
    });

    it('on the app is never visited: this is why there is enforceIamGuardrails', () => {
      const app = newApp(lib);
      violating(app, 'first');
      Aspects.of(app).add(iamGuardrailsAspect({ rules }));
      expect(() => app.synth()).not.toThrow();
    });
  });
});

describe('both libraries in one process', () => {
  it('are gated by the same copy of this package', () => {
    for (const { lib } of libraries) {
      const app = newApp(lib);
      enforceIamGuardrails(app, lib.Aspects, { rules });
      const stack = new lib.TerraformStack(app, 'first');
      user(lib, stack, 'alice');
      expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
    }
  });
});

describe('a prebuilt provider of cdktf', () => {
  it('is read like any resource', () => {
    const lib = cdktf;
    const { IamUser } =
      require('@cdktf/provider-aws/lib/iam-user') as typeof import('@cdktf/provider-aws/lib/iam-user');
    const { AwsProvider } =
      require('@cdktf/provider-aws/lib/provider') as typeof import('@cdktf/provider-aws/lib/provider');
    const app = newApp(lib);
    enforceIamGuardrails(app, lib.Aspects, { rules });
    const stack = new lib.TerraformStack(app, 'first');
    new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
    new IamUser(stack, 'alice', { name: 'alice' });
    expect(() => app.synth()).toThrow('[first/alice] no-iam-users');
  });
});
