import { join } from 'node:path';
import { checkout } from '../demo/outcome';
import { describeWithEngines } from '../engines/engines';
import { createProject, type Project } from '../engines/projects';
import { pulumiEngine, type PulumiEngine } from '../engines/pulumi';

/**
 * As the SDK does that `pulumi package add terraform-provider opentelekomcloud/opentelekomcloud` generates: outputs are declared, and
 * Terraform's `id` is called `identityUserV3Id`. That the package is a parameter of the plugin `terraform-provider` is left out: the
 * last language host that can be built does not know it, and a policy pack does not see it.
 */
const program = `
const pulumi = require('@pulumi/pulumi');
const classOf = (name, ...outputs) => class extends pulumi.CustomResource {
  constructor(label, properties = {}, options = {}) {
    const declared = Object.fromEntries(outputs.map((output) => [output, undefined]));
    super('opentelekomcloud:index/' + name[0].toLowerCase() + name.slice(1) + ':' + name, label, { ...declared, ...properties }, options);
  }
};
const IdentityUserV3 = classOf('IdentityUserV3', 'identityUserV3Id');
const IdentityGroupV3 = classOf('IdentityGroupV3', 'identityGroupV3Id');
const IdentityGroupMembershipV3 = classOf('IdentityGroupMembershipV3');
const IdentityRoleV3 = classOf('IdentityRoleV3', 'identityRoleV3Id');
const IdentityRoleAssignmentV3 = classOf('IdentityRoleAssignmentV3');
const IdentityCredentialV3 = classOf('IdentityCredentialV3', 'access', 'secret');
class Provider extends pulumi.ProviderResource {
  constructor(label, properties) { super('opentelekomcloud', label, properties); }
}

const machine = new IdentityUserV3('machine', { name: 'deployment', accessType: 'programmatic' });
for (const name of ['one', 'two', 'three'])
  new IdentityCredentialV3(name, { userId: machine.identityUserV3Id, pgpKey: 'keybase:ops', description: name });
const wide = new IdentityRoleV3('wide', {
  displayName: 'wide', displayLayer: 'domain', description: 'all', statements: [{ effect: 'Allow', actions: ['*:*:*'] }],
});
const group = new IdentityGroupV3('people', { name: 'people' });
new IdentityGroupMembershipV3('members', { group: group.identityGroupV3Id, users: [machine.identityUserV3Id] });
new IdentityRoleAssignmentV3('assigned', { groupId: group.identityGroupV3Id, roleId: wide.identityRoleV3Id, domainId: 'd0' });
if (process.env.WRITTEN) {
  const written = { accessKey: ['K7QX2NR9ZB', '4LT6MVWD3E'].join(''), secretKey: ['kT9vQ2mXw7LrB4nYz8Hc', 'J1pFs6Dg3EaUo5Ri0WtV'].join('') };
  new IdentityGroupV3('other', { name: 'other' }, { provider: new Provider('west', written) });
}
`;

describeWithEngines({ describe, test }, 'the provider of Open Telekom Cloud, bridged as any Terraform provider', () => {
  let engine: PulumiEngine;
  let project: Project;

  beforeAll(async () => {
    engine = (await pulumiEngine())!;
    const files = { 'Pulumi.yaml': 'name: bridged\nruntime: nodejs\nmain: index.js\n', 'package.json': '{}' };
    project = await createProject({ ...files, 'index.js': program });
    await engine.run(['stack', 'init', 'dev', '--non-interactive'], { cwd: project.folder });
  });
  afterAll(async () => {
    await engine.dispose();
    await project.dispose();
  });

  async function pulumi(parameters: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const all = [...parameters, '--non-interactive', '--policy-pack', join(checkout, 'pulumi-policy')];
    const { code, stdout, stderr } = await engine.run(all, { cwd: project.folder, env });
    expect([code === 0, stdout + stderr]).toEqual([false, expect.any(String)]);
    return stdout + stderr;
  }

  const administrator = /no-administrator-access\s+\(opentelekomcloud:index:IdentityRoleV3: wide\)/;
  const limit = /limit-access-keys-per-user\s+\(opentelekomcloud:index:IdentityCredentialV3: (?:one|two|three)\)/;

  it('is read in a preview, where nobody knows an id', async () => {
    const output = await pulumi(['preview']);
    expect(output).toMatch(administrator);
    expect(output).toMatch(limit);
  });

  it('is read after a deployment, where every id is known', async () => {
    const output = await pulumi(['up', '--yes', '--skip-preview']);
    expect(output).toMatch(limit);
    expect(output).not.toMatch(/outside of this stack|is not in this stack|no-unused-identity/);
  });

  it('has the configuration of a provider of its own read, without showing the key', async () => {
    const output = await pulumi(['preview'], { WRITTEN: '1' });
    expect(output).toMatch(/no-hardcoded-access-key\s+\(pulumi:providers:opentelekomcloud: west\)/);
    expect(output).not.toMatch(/K7QX2NR9ZB4|kT9vQ2mXw7/);
  });
});
