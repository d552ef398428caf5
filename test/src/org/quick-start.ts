import { mkdir, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { runProcess } from '../engines/processes';
import { locateEngines } from '../engines/locations';
import { checkout, type Work } from './packages';
import { linesWith } from './steps';

/** What the last command of each block of the quick start must find. */
const FOUND = ['no-root-access-key', 'no-administrator-access'];

/** The quick start of the README, word for word, in an empty folder, on each version of Node that is supported. */
export async function quickStart({ folder, registry, steps }: Work): Promise<void> {
  const engines = locateEngines();
  const blocks = await quickStartBlocks();
  steps.part('The quick start of README.md');
  for (const name of ['node-20', 'node', 'node-24'] as const) {
    const { executable, version } = engines[name];
    const cwd = join(folder, `quick-start-${name}`);
    for (const [index, block] of blocks.entries())
      await steps.step(`block ${index + 1} on Node ${version}`, async () => {
        await mkdir(cwd, { recursive: true });
        const PATH = [dirname(executable), registry.env['PATH'] ?? ''].join(delimiter);
        const script = ['set -e', 'node --version', block].join('\n');
        const { code, stdout, stderr } = await runProcess('bash', ['-c', script], {
          cwd,
          env: { ...registry.env, PATH },
          timeout: 600_000,
        });
        const output = `${stdout}${stderr}`;
        if (!stdout.startsWith(`v${version}`)) throw new Error(`it ran on ${stdout.split('\n')[0] ?? ''}`);
        if (code !== 1 || !output.includes(FOUND[index] ?? '')) throw new Error(`it ended with ${code}:\n${output}`);
        return linesWith(output, [FOUND[index] ?? ''], 1);
      });
    await rm(cwd, { recursive: true, force: true });
  }
}

/** The shell blocks between the heading "Quick start" and the next one. */
export async function quickStartBlocks(): Promise<readonly string[]> {
  const readme = await readFile(join(checkout, 'README.md'), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Quick start\n')) ?? '';
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  if (blocks.length !== FOUND.length)
    throw new Error(`the quick start has ${blocks.length} blocks instead of ${FOUND.length}`);
  return blocks;
}
