import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createProject } from '../engines/projects';
import type { PulumiEngine } from '../engines/pulumi';
import { startAnalyzer, type Diagnostic, type PulumiResource } from '../pulumi/analyzer';
import { checkout, findingsIn, type Outcome, type Variant } from './outcome';

const PACK = join(checkout, 'pulumi-policy');
const FINDING = /^\s+- \[mandatory\] \[severity: \w+\]\s+(?<rule>\S+)\s+\(\S+ (?<resource>\S+)\)$/gm;

/** Sends what the example's program registers to the policy pack, in the process that Pulumi starts for a pack. */
export async function analyze(variant: Variant): Promise<Outcome> {
  const resources = await collect(variant);
  if (resources.length === 0) throw new Error(`the program of examples/pulumi/${variant} registered nothing`);
  const analyzer = await startAnalyzer(PACK);
  try {
    const found = await analyzer.analyze(resources);
    const blocking = found.filter(({ level }) => level === 'mandatory');
    return {
      by: "Pulumi's analyzer process",
      output: `${found.map(shown).join('\n')}\n`,
      findings: blocking.map(({ policy, urn }) => `${policy} on ${nameIn(urn)}`),
      stopped: blocking.length > 0,
    };
  } finally {
    await analyzer.close();
  }
}

/** Runs the real `pulumi preview` on the example. In a copy, because `pulumi stack init` writes into the folder. */
export async function preview(engine: PulumiEngine, variant: Variant): Promise<Outcome> {
  const files = ['Pulumi.yaml', 'index.js'];
  const texts = await Promise.all(files.map((file) => readFile(join(folderOf(variant), file), 'utf8')));
  const copies = Object.fromEntries(files.map((file, index) => [file, texts[index] ?? '']));
  const project = await createProject({ ...copies, 'package.json': '{}' });
  try {
    const stack = await engine.run(['stack', 'init', 'demo'], { cwd: project.folder });
    if (stack.code !== 0) throw new Error(`pulumi stack init failed: ${stack.stderr}`);
    const { code, stdout, stderr } = await engine.run(['preview', '--policy-pack', PACK], { cwd: project.folder });
    const output = `${stdout}${stderr}`;
    const policies = output.slice(Math.max(0, output.search(/^Policies:/m)));
    const findings = findingsIn(output, FINDING);
    return {
      by: `pulumi preview ${engine.version}`,
      output: policies,
      findings,
      stopped: code !== 0,
    };
  } finally {
    await project.dispose();
  }
}

function folderOf(variant: Variant): string {
  return join(checkout, 'examples', 'pulumi', variant);
}

async function collect(variant: Variant): Promise<readonly PulumiResource[]> {
  const child = fork(join(checkout, 'test', 'dist', 'demo', 'collect.js'), [folderOf(variant)], {
    cwd: folderOf(variant),
  });
  let resources: readonly PulumiResource[] = [];
  child.once('message', (message) => {
    resources = message as readonly PulumiResource[];
    child.disconnect();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the program of examples/pulumi/${variant} ended with ${String(code)}`);
  return resources;
}

function shown({ policy, urn, level, severity, message }: Diagnostic): string {
  return `[${level}] [severity: ${severity}]  ${policy}  (${typeIn(urn)}: ${nameIn(urn)})\n${message.replace(/^/gm, '  ')}`;
}

function nameIn(urn: string): string {
  return urn.split('::').at(-1) ?? urn;
}

function typeIn(urn: string): string {
  return urn.split('::').at(-2)?.split('$').at(-1) ?? '';
}
