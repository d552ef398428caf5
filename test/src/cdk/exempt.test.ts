import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enforceIamGuardrails, exempt, findingsOf, type ProgramExemption } from '@iam-guardrails/cdktf-aspects';
import * as cdktf from 'cdktf';
import { Construct } from 'constructs';
import { libraries, newApp, policy, removeFolders, resource, rules, thrownBy, user, type Library } from './libraries';

const YEAR = new Date().getUTCFullYear();
const exemption: ProgramExemption = {
  rule: 'no-iam-users',
  reason: 'break glass',
  owner: 'sec@acme.example',
  expires: `${YEAR + 1}-03-31`,
};
const accepted = `is exempt until ${YEAR + 1}-03-31 by sec@acme.example: break glass (declared on the resource)`;

/** What a synth shows, as the CLIs do: kind, construct, first line. */
const shown = (construct: Construct): readonly string[] =>
  construct.node.findAll().flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data }) => {
      const [, kind] = /^@cdktf\/(info|warn|error)$/.exec(type) ?? [];
      return kind === undefined ? [] : [`${kind} ${node.path}: ${String(data).split('\n')[0]}`];
    }),
  );

const apps = new WeakMap<cdktf.TerraformStack, cdktf.App>();

function enforced(lib: Library, configuration: object = {}): cdktf.TerraformStack {
  const app = newApp(lib);
  enforceIamGuardrails(app, lib.Aspects, { rules, configuration });
  const stack = new lib.TerraformStack(app, 's');
  apps.set(stack, app);
  return stack;
}

function appOf(stack: cdktf.TerraformStack): cdktf.App {
  const app = apps.get(stack);
  if (app === undefined) throw new Error('a stack of another test');
  return app;
}

const synth = (stack: cdktf.TerraformStack): string => thrownBy(() => appOf(stack).synth());

/** The comment of a block as it is written. */
function commentIn(stack: cdktf.TerraformStack, ...place: readonly string[]): unknown {
  const { outdir } = appOf(stack);
  const written: unknown = JSON.parse(readFileSync(join(outdir, 'stacks/s/cdk.tf.json'), 'utf8'));
  return [...place, '//', 'iam-guardrails'].reduce(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    written,
  );
}

afterEach(removeFolders);

describe.each(libraries)('exempt with $name', ({ lib }) => {
  it('accepts what the rule finds on the resource, shows that, and lets the synth pass', () => {
    const stack = enforced(lib);
    exempt(user(lib, stack, 'alice'), exemption);
    expect(synth(stack)).toBe('');
    expect(shown(stack)).toEqual([`info s/alice: iam-guardrails: no-iam-users at aws_iam_user.alice ${accepted}`]);
  });

  it('accepts nothing on a resource beside it, nor what another rule finds', () => {
    const stack = enforced(lib);
    exempt(user(lib, stack, 'alice'), exemption);
    user(lib, stack, 'bob');
    exempt(policy(lib, stack, 'all', '*'), exemption);
    expect(synth(stack)).toContain('[s/bob] no-iam-users');
    expect(shown(stack).filter((line) => line.startsWith('error'))).toEqual([
      'error s/bob: no-iam-users   high   aws_iam_user.bob',
      'error s/all: no-admin-policies   critical   aws_iam_policy.all.policy',
    ]);
  });

  it('of the configuration for one stack is no matter of another', () => {
    const first = enforced(lib, { exemptions: [{ ...exemption, resource: 's/alice' }] });
    user(lib, first, 'alice');
    policy(lib, new lib.TerraformStack(appOf(first), 'other'), 'read', 's3:GetObject');
    expect(synth(first)).toBe('');
    expect(shown(appOf(first)).map((line) => line.split(':')[0])).toEqual(['info s/alice']);
  });

  it('does not accept what is past its last day, and says so', () => {
    const stack = enforced(lib);
    exempt(user(lib, stack, 'alice'), { ...exemption, expires: '2020-01-01' });
    expect(synth(stack)).toContain('[s/alice] no-iam-users');
    expect(shown(stack)).toEqual([
      expect.stringMatching(/^warn s\/alice: exemption-expired/),
      'error s/alice: no-iam-users   high   aws_iam_user.alice',
    ]);
  });

  it('does not accept what the organisation does not allow, and blocks where that is mandatory', () => {
    const stack = enforced(lib, { exemptionPolicy: { inPrograms: false, enforcement: 'mandatory' } });
    exempt(user(lib, stack, 'alice'), exemption);
    expect(synth(stack)).toContain('[s/alice] exemption-refused');
    expect(synth(stack)).toContain('[s/alice] no-iam-users');
  });

  it('is written into the comment of every kind of block, beside what the library writes there', () => {
    const stack = enforced(lib);
    const blocks = {
      'resource.aws_iam_user.u': user(lib, stack, 'u'),
      'data.aws_iam_policy_document.d': new lib.TerraformDataSource(stack, 'd', {
        terraformResourceType: 'aws_iam_policy_document',
      }),
      'output.o': new lib.TerraformOutput(stack, 'o', { value: 'x' }),
      'variable.v': new lib.TerraformVariable(stack, 'v', { default: 'x' }),
      'module.m': new lib.TerraformHclModule(stack, 'm', { source: 'git::https://example.com/m' }),
    };
    for (const block of Object.values(blocks)) exempt(block, exemption);
    expect(synth(stack)).toBe('');
    for (const place of Object.keys(blocks))
      expect([place, commentIn(stack, ...place.split('.'))]).toEqual([place, { exemptions: [exemption] }]);
    expect(shown(stack)).toContainEqual(expect.stringMatching(/^info s\/u: /));
  });

  it('keeps the comment of a provider, and adds to what is there', () => {
    const stack = enforced(lib);
    class Aws extends lib.TerraformProvider {
      constructor() {
        super(stack, 'aws', { terraformResourceType: 'aws' });
      }
    }
    const provider = new Aws();
    provider.addOverride('//.other-tool', 'kept');
    exempt(provider, exemption);
    exempt(provider, { ...exemption, rule: 'no-admin-policies' });
    synth(stack);
    const both = { exemptions: [exemption, { ...exemption, rule: 'no-admin-policies' }] };
    expect(commentIn(stack, 'provider', 'aws', '0')).toEqual(both);
    const { outdir } = appOf(stack);
    expect(readFileSync(join(outdir, 'stacks/s/cdk.tf.json'), 'utf8')).toContain('"other-tool": "kept"');
  });

  it('holds for every block under a construct that is none, and not for those that come later', () => {
    const stack = enforced(lib);
    const team = new Construct(stack, 'team');
    for (const id of ['a', 'b']) resource(lib, team, 'aws_iam_user', id);
    exempt(team, exemption);
    resource(lib, team, 'aws_iam_user', 'late');
    synth(stack);
    expect(shown(stack).map((line) => line.split(':')[0])).toEqual([
      'info s/team/a',
      'info s/team/b',
      'error s/team/late',
    ]);
  });

  it('says what cannot be exempted', () => {
    const stack = enforced(lib);
    expect(thrownBy(() => exempt(new Construct(stack, 'empty'), exemption))).toBe(
      'iam-guardrails: nothing in s/empty can hold an exemption; call exempt after its resources are made, or write the exemption into the configuration',
    );
    expect(thrownBy(() => exempt(new lib.TerraformLocal(stack, 'local', 'x'), exemption))).toContain(
      'nothing in s/local',
    );
    user(lib, stack, 'alice');
    expect(thrownBy(() => exempt(stack, exemption))).toContain('an exemption for the stack s would take in');
    expect(thrownBy(() => exempt(appOf(stack), exemption))).toContain('an exemption for an app');
    const typo = { ...exemption, expire: '2027-03-31' };
    expect(thrownBy(() => exempt(user(lib, stack, 'bob'), typo))).toContain('did you mean `expires`?');
  });

  it('leaves the logical id of a construct to be overridden afterwards', () => {
    const stack = enforced(lib);
    const data = new lib.TerraformDataSource(stack, 'd', { terraformResourceType: 'aws_iam_policy_document' });
    exempt(data, exemption);
    data.overrideLogicalId('renamed');
    synth(stack);
    expect(commentIn(stack, 'data', 'aws_iam_policy_document', 'renamed')).toEqual({ exemptions: [exemption] });
  });

  it('is known to `findingsOf`', () => {
    const stack = new lib.TerraformStack(newApp(lib), 's');
    exempt(user(lib, stack, 'alice'), exemption);
    const [finding] = findingsOf(stack, { rules });
    expect(finding).toMatchObject({
      status: 'exempt',
      exemption: { reason: 'break glass', owner: 'sec@acme.example' },
    });
  });
});

describe('the tag form', () => {
  const tag = (value: string): object => ({ 'tags.iam-guardrails:exempt:no-iam-users': value });
  it.each([
    ['accepts with owner, day and reason', `owner=sec@acme.example expires=${YEAR + 1}-03-31 reason=break glass`, true],
    ['does not accept without a reason', `owner=sec@acme.example expires=${YEAR + 1}-03-31`, false],
    ['does not accept past its last day', 'owner=sec@acme.example expires=2020-01-01 reason=break glass', false],
  ])('%s', (_, value, passes) => {
    const stack = enforced(cdktf);
    resource(cdktf, stack, 'aws_iam_user', 'alice', tag(value) as Readonly<Record<string, unknown>>);
    expect(synth(stack) === '').toBe(passes);
    expect(shown(stack)[0]).toMatch(
      passes ? /^info s\/alice: .*\(tag of the resource\)$/ : /^warn s\/alice: exemption-/,
    );
  });
});
