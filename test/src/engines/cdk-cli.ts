import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { type EngineLocation, locateEngines } from './locations';
import { type ProcessResult, environmentWithout, linkNode, quoteForShell, runProcess } from './processes';

/** How one app is synthesised. */
export interface SynthOptions {
  /** The folder in which the app runs. It gets a `cdktf.json` when it has none: the CLI refuses a folder without. */
  readonly cwd: string;
  /** The command that runs the app. `node` in it is the Node of this process. */
  readonly app: string;
  /** The folder for the result, `cdktf.out` unless told otherwise. */
  readonly output?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; five minutes unless told otherwise. */
  readonly timeout?: number;
}

/** A real CDKTF or CDK Terrain CLI. */
export interface CdkCli {
  readonly version: string;
  synth(options: SynthOptions): Promise<ProcessResult>;
}

/** The CLI, or undefined when it is not installed. It runs on its own Node, the app on the Node of this process. */
export function cdkCli(name: 'cdktf' | 'cdktn'): CdkCli | undefined {
  const locations = locateEngines();
  const cli = locations[name];
  if (cli.from === 'missing' || locations.node.from === 'missing') return undefined;
  return { version: cli.version, synth: (options) => synth(locations.node, cli, options) };
}

async function synth(node: EngineLocation, cli: EngineLocation, options: SynthOptions): Promise<ProcessResult> {
  // The CLI keeps logs, a plugin cache and an identifier for telemetry in the home folder.
  const home = await mkdtemp(join(tmpdir(), 'iam-guardrails-cdk-'));
  try {
    await linkNode(home);
    await writeProject(options);
    // Only the app gets the Node of this process: the CLI complains about an older one on its own PATH.
    const app = `export PATH=${quoteForShell(home)}:"$PATH"; ${options.app}`;
    const parameters = [cli.executable, 'synth', '--app', app, '--output', options.output ?? 'cdktf.out'];
    const env = { ...quietEnvironment(home, dirname(node.executable)), ...options.env };
    // The CLI ends without waiting for a full pipe to be read, which would cut its output; a file takes all of it.
    const output = join(home, 'stdout.log');
    const command = ['-c', `exec "$0" "$@" > ${quoteForShell(output)}`, node.executable, ...parameters];
    const limits = { cwd: options.cwd, env, timeout: options.timeout ?? 300_000 };
    const result = await runProcess('/bin/sh', command, limits);
    return { ...result, stdout: await readFile(output, 'utf8') };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function writeProject({ cwd, app }: SynthOptions): Promise<void> {
  const file = join(cwd, 'cdktf.json');
  const project = { language: 'typescript', app, projectId: 'iam-guardrails-test', sendCrashReports: 'false' };
  if (!existsSync(file)) await writeFile(file, `${JSON.stringify(project, undefined, 2)}\n`);
}

/** No telemetry, no questions, no update check, nothing of the user's own set-up. */
function quietEnvironment(home: string, commands: string): Record<string, string> {
  const inherited = environmentWithout([
    'CDKTF_',
    'CDKTN_',
    'TF_',
    'SENTRY_',
    'NODE_OPTIONS',
    'npm_',
    'FORCE_COLOR',
    'SYNTH_HCL_OUTPUT',
  ]);
  return {
    ...inherited,
    PATH: [commands, inherited.PATH ?? ''].join(delimiter),
    HOME: home,
    CDKTF_HOME: home,
    CDKTN_HOME: home,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CDKTN_DISABLE_PLUGIN_CACHE_ENV: '1',
    NO_COLOR: '1',
  };
}
