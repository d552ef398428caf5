/** `npm run demo:org`: an organisation's pack from nothing to a stopped deployment, with real tools on this machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { howToInstall, locateEngines, type EngineName } from '../engines/locations';
import { pulumiEngine } from '../engines/pulumi';
import { publishPackages, startWork } from './packages';
import { makePack, publishToCloud } from './publish';
import { startPulumiCloud } from './pulumi-cloud';
import { quickStart } from './quick-start';
import { startRegistry } from './registry';
import { createSteps } from './steps';
import { useInCdktf, useInCli, useInPulumi } from './use';

const NEEDED: readonly EngineName[] = [
  'verdaccio',
  'pulumi',
  'pulumi-language-host',
  'node',
  'node-20',
  'node-24',
  'cdktf',
];

async function main(): Promise<number> {
  const engines = locateEngines();
  const missing = NEEDED.filter((name) => engines[name].from === 'missing');
  const pulumi = await pulumiEngine();
  if (missing.length > 0 || pulumi === undefined) {
    process.stdout.write(`demo:org needs ${missing.map((name) => engines[name].title).join(', ')}: ${howToInstall}\n`);
    return 1;
  }
  const folder = await mkdtemp(join(tmpdir(), 'iam-guardrails-org-'));
  const registry = await startRegistry(engines.verdaccio.executable, join(folder, 'registry'));
  const cloud = await startPulumiCloud('acme');
  const steps = createSteps();
  const work = startWork({ folder, registry, cloud, pulumi, steps });
  try {
    await publishPackages(work);
    await quickStart(work);
    await makePack(work);
    await publishToCloud(work);
    await useInPulumi(work);
    await useInCdktf(work);
    await useInCli(work);
  } finally {
    await Promise.all([cloud.close(), registry.close(), pulumi.dispose()]);
    await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${steps.done()} steps as expected, ${steps.failed()} not\n`);
  return steps.failed() === 0 ? 0 : 1;
}

void main().then((code) => {
  process.exitCode = code;
});
