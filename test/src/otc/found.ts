/** What each front end finds in the examples of Open Telekom Cloud, advisory violations included: `rule on resource`, in order. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '@iam-guardrails/shared-rules';
import type { CdkCli } from '../engines/cdk-cli';
import { environmentWithout, runProcess } from '../engines/processes';
import { checkout, exampleOf, findingsIn, type Variant } from '../demo/outcome';
import { diagnose, nameIn } from '../demo/pulumi';

/** The hook that puts CDK Terrain in the place of CDKTF. */
export const alias = join(checkout, 'test', 'dist', 'otc', 'cdktn-for-cdktf.js');

const inOrder = (findings: Iterable<string>): readonly string[] => [...findings].sort();
const ended = /^(?<rule>[a-z][a-z-]+) {3}(?!unresolved)\w+ {3}/;

/** The CLI on a folder. */
export async function foundByCli(folder: string): Promise<readonly string[]> {
  const { findings } = await report(folder);
  const violations = findings.filter(({ status }) => status === 'violation');
  return inOrder(violations.map(({ rule, resource }) => `${rule} on ${resource.address.split('.').at(-1) ?? ''}`));
}

/** The report of the CLI on a folder, from the root of the repository. */
export async function report(folder: string): Promise<Report> {
  const parameters = [join(checkout, 'cli', 'dist', 'main.js'), 'check', folder, '--format', 'json'];
  const env = environmentWithout(['CDKTF_', 'CDKTN_']);
  const { stdout, stderr } = await runProcess(process.execPath, parameters, { cwd: checkout, env, timeout: 120_000 });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly annotations: readonly { readonly constructPath: string; readonly message: string }[] }>
  >;
}

/** The annotations of a synth, with CDK Terrain in the place of CDKTF where that is asked for. */
export async function foundBySynth(variant: Variant, library: 'cdktf' | 'cdktn'): Promise<readonly string[]> {
  const output = await mkdtemp(join(tmpdir(), 'iam-guardrails-otc-'));
  try {
    const quiet = environmentWithout(['CDKTF_', 'CDKTN_']);
    const env = { ...quiet, CDKTF_OUTDIR: output, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1' };
    const parameters = [...(library === 'cdktn' ? ['--require', alias] : []), 'main.js'];
    const cwd = join(checkout, exampleOf('otc', 'cdktf', variant).folder);
    const { code, stderr } = await runProcess(process.execPath, parameters, { cwd, env, timeout: 120_000 });
    if (code !== 0) throw new Error(stderr);
    const { stacks } = JSON.parse(await readFile(join(output, 'manifest.json'), 'utf8')) as Manifest;
    return inOrder(Object.values(stacks).flatMap(({ annotations }) => annotations.flatMap(shown)));
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

function shown({ constructPath, message }: { constructPath: string; message: string }): readonly string[] {
  const rule = ended.exec(message)?.groups?.['rule'];
  return rule === undefined ? [] : [`${rule} on ${constructPath.split('/').at(-1) ?? ''}`];
}

/** The real CLI of a library. */
export async function synthWithCli(
  variant: Variant,
  cli: CdkCli,
  library: 'cdktf' | 'cdktn',
): Promise<{ readonly code: number; readonly findings: readonly string[] }> {
  const output = await mkdtemp(join(tmpdir(), 'iam-guardrails-otc-'));
  try {
    const cwd = join(checkout, exampleOf('otc', 'cdktf', variant).folder);
    const app = library === 'cdktn' ? `node --require ${alias} main.js` : 'node main.js';
    const { code, stdout, stderr } = await cli.synth({ cwd, app, output });
    const text = stripVTControlCharacters(`${stdout}${stderr}`);
    const line = /^(?:ERROR|WARN)\S*\s+\[account\/(?<resource>[^\]\s]+)\]:? (?<rule>[a-z][a-z-]+) {3}(?!unresolved)/gm;
    return { code, findings: inOrder(findingsIn(text, line)) };
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** Pulumi's analyzer process on what the program registers. */
export async function foundByAnalyzer(variant: Variant): Promise<readonly string[]> {
  const diagnostics = await diagnose(exampleOf('otc', 'pulumi', variant));
  const violations = diagnostics.filter(({ policy }) => policy !== 'iam-guardrails-unresolved');
  return inOrder(violations.map(({ policy, urn }) => `${policy} on ${nameIn(urn)}`));
}

/** The output of a real `pulumi preview`. */
export function foundInPreview(output: string): readonly string[] {
  const line =
    /^\s+- \[\w+\] \[severity: \w+\]\s+(?!iam-guardrails-unresolved)(?<rule>\S+)\s+\(\S+ (?<resource>\S+)\)$/gm;
  return inOrder(findingsIn(output, line));
}
