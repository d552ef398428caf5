import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Work } from './packages';
import type { PublishedPack, PublishedPolicy } from './pulumi-cloud';
import { linesWith, run } from './steps';

/** `init pack`, its tests, and `npm publish`. */
export async function makePack({ folder, pack, name, registry, steps }: Work): Promise<void> {
  const { env } = registry;
  steps.part('The pack of the organisation');
  await steps.step(`npx iam-guardrails init pack guardrails --name ${name}`, async () => {
    const made = await run(['npx', '--yes', 'iam-guardrails', 'init', 'pack', 'guardrails', '--name', name], {
      cwd: folder,
      env,
    });
    return made.stdout;
  });
  await steps.step('npm install', async () => {
    await run(['npm', 'install'], { cwd: pack, env });
    return '';
  });
  await steps.step('npm test, with its own rule', async () => {
    const { stderr } = await run(['npm', 'test'], { cwd: pack, env });
    return linesWith(stderr, ['Tests:']);
  });
  await steps.step('npm publish', async () => {
    const { stdout } = await run(['npm', 'publish', '--registry', registry.url], { cwd: pack, env });
    return linesWith(stdout, ['+ ']);
  });
}

/** `pulumi policy publish`, `enable` and `validate-config`, with the real CLI. */
export async function publishToCloud(work: Work): Promise<void> {
  const { pack, cloud, pulumi, steps } = work;
  const env = { PULUMI_BACKEND_URL: cloud.url, PULUMI_ACCESS_TOKEN: 'anything' };
  steps.part(`Pulumi Cloud, on this machine (pulumi ${pulumi.version})`);
  await steps.step('pulumi policy publish acme', async () => {
    const { code, stdout, stderr } = await pulumi.run(['policy', 'publish', 'acme'], { cwd: pack, env });
    if (code !== 0) throw new Error(`${stdout}${stderr}\n${cloud.unknown.join('\n')}`);
    return described(packOf(work));
  });
  await steps.step('pulumi policy enable acme/acme-iam-guardrails 1.0.0', async () => {
    const { code, stdout, stderr } = await pulumi.run(['policy', 'enable', 'acme/acme-iam-guardrails', '1.0.0'], {
      cwd: pack,
      env,
    });
    if (code !== 0 || cloud.enabled.length !== 1) throw new Error(`${stdout}${stderr}\n${cloud.unknown.join('\n')}`);
    return cloud.enabled.join('\n');
  });
  const validate = async (content: object): Promise<{ readonly code: number; readonly output: string }> => {
    await mkdir(join(work.folder, 'config'), { recursive: true });
    const file = join(work.folder, 'config', 'config.json');
    await writeFile(file, JSON.stringify(content));
    const words = ['policy', 'validate-config', 'acme/acme-iam-guardrails', '1.0.0', '--config', file];
    const { code, stdout, stderr } = await pulumi.run(words, { cwd: pack, env });
    return { code, output: `${stdout}${stderr}`.trim() };
  };
  await steps.step('pulumi policy validate-config of a right one', async () => {
    const { code, output } = await validate({ 'limit-access-keys-per-user': { maximum: 1 } });
    if (code !== 0) throw new Error(output);
    return output;
  });
  await steps.step('pulumi policy validate-config of a wrong one', async () => {
    const { code, output } = await validate({ 'limit-access-keys-per-user': { maximum: 'one' } });
    if (code === 0 || !output.includes('configuration is invalid')) throw new Error(`it is taken as right: ${output}`);
    return output;
  });
}

/** The pack as Pulumi Cloud has it. Throws when there is none, or not all of it. */
export function packOf({ cloud }: Work): PublishedPack & { readonly tarball: Buffer } {
  const [pack] = [...cloud.packs.values()];
  if (pack?.tarball === undefined || !pack.isComplete) throw new Error('the pack did not arrive');
  return { ...pack, tarball: pack.tarball };
}

/** Every policy must say what Pulumi Cloud shows of it. */
function described({ name, versionTag, policies, tarball }: PublishedPack): string {
  const lacking = policies.flatMap((policy) => lacks(policy).map((what) => `${policy.name}: no ${what}`));
  if (lacking.length > 0) throw new Error(lacking.join('\n'));
  const count = (has: (policy: PublishedPolicy) => unknown): number =>
    policies.filter((policy) => has(policy) !== undefined).length;
  return [
    `${name} ${versionTag}: ${policies.length} policies, ${Math.round((tarball?.length ?? 0) / 1024)} KiB`,
    `severity ${count((each) => each.severity)}, framework ${count((each) => each.framework)}, tags ${count((each) => each.tags)},`,
    `remediation steps ${count((each) => each.remediationSteps)}, URL ${count((each) => each.url)}, configuration ${count((each) => each.configSchema)}`,
  ].join('\n');
}

function lacks(policy: PublishedPolicy): readonly string[] {
  const always = (['displayName', 'description', 'severity', 'configSchema'] as const).filter(
    (key) => (policy[key] ?? '') === '',
  );
  // What the pack itself watches over has no page and no remedy of its own.
  const isOwn = policy.name.startsWith('iam-guardrails-');
  const ofRules = (['remediationSteps', 'url'] as const).filter((key) => !isOwn && (policy[key] ?? '') === '');
  return [...always, ...ofRules];
}
