import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createProject } from '../engines/projects';
import type { PulumiEngine } from '../engines/pulumi';
import { startAnalyzer, type Diagnostic, type PulumiResource } from '../pulumi/analyzer';
import { checkout, findingsIn, type Example, type Outcome } from './outcome';

const PACK = join(checkout, 'pulumi-policy');
const FINDING = /^\s+- \[mandatory\] \[severity: \w+\]\s+(?<rule>\S+)\s+\(\S+ (?<resource>\S+)\)$/gm;

/** Sends what the example's program registers to the policy pack, in the process that Pulumi starts for a pack. */
export async function analyze(example: Example): Promise<Outcome> {
  const found = await diagnose(example);
  const blocking = found.filter(({ level }) => level === 'mandatory');
  return {
    by: "Pulumi's analyzer process",
    output: `${found.map(shown).join('\n')}\n`,
    findings: blocking.map(({ policy, urn }) => `${policy} on ${nameIn(urn)}`),
    stopped: blocking.length > 0,
  };
}

/** Everything that the policy pack says of the example's program. */
export async function diagnose(example: Example): Promise<readonly Diagnostic[]> {
  const resources = await collect(example);
  if (resources.length === 0) throw new Error(`the program of ${example.folder} registered nothing`);
  const analyzer = await startAnalyzer(PACK);
  try {
    return await analyzer.analyze(resources);
  } finally {
    await analyzer.close();
  }
}

/** Runs the real `pulumi preview` on the example. In a copy, because `pulumi stack init` writes into the folder. */
export async function preview(engine: PulumiEngine, example: Example): Promise<Outcome> {
  const files = ['Pulumi.yaml', 'index.js'];
  const texts = await Promise.all(files.map((file) => readFile(join(checkout, example.folder, file), 'utf8')));
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

async function collect(example: Example): Promise<readonly PulumiResource[]> {
  const folder = join(checkout, example.folder);
  const child = fork(join(checkout, 'test', 'dist', 'demo', 'collect.js'), [folder], { cwd: folder });
  let resources: readonly PulumiResource[] = [];
  child.once('message', (message) => {
    resources = message as readonly PulumiResource[];
    child.disconnect();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the program of ${example.folder} ended with ${String(code)}`);
  return resources;
}

function shown({ policy, urn, level, severity, message }: Diagnostic): string {
  return `[${level}] [severity: ${severity}]  ${policy}  (${typeIn(urn)}: ${nameIn(urn)})\n${message.replace(/^/gm, '  ')}`;
}

/** The logical name that a URN ends with. */
export function nameIn(urn: string): string {
  return urn.split('::').at(-1) ?? urn;
}

function typeIn(urn: string): string {
  return urn.split('::').at(-2)?.split('$').at(-1) ?? '';
}
