import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CdkCli } from '../engines/cdk-cli';
import { environmentWithout, runProcess, type ProcessResult } from '../engines/processes';
import { checkout, findingsIn, type Example, type Outcome } from './outcome';

/** Both libraries have the same examples. */
export type CdkLibrary = 'cdktf' | 'cdktn';

// `[team/alice] no-user-without-mfa   critical   aws_iam_user.alice`, with the word ERROR when a CLI prints it.
const FINDING = /^(?:ERROR )?\[(?:team|account)\/(?<resource>\S+)\]:? (?<rule>\S+) {3}/gm;
const STACK_FRAME = /^\s+at .*\n/gm;

/** Runs `app.synth()` of an example: `node main.js` in its folder. */
export async function synthesize(library: CdkLibrary, example: Example): Promise<Outcome> {
  return inEmptyFolder(async (output) => {
    const env = { ...environmentWithout(['CDKTF_', 'CDKTN_']), CDKTF_OUTDIR: output };
    const result = await runProcess(process.execPath, ['main.js'], {
      cwd: folderOf(example),
      env,
      timeout: 60_000,
    });
    return outcomeOf(`app.synth() of ${library}`, result);
  });
}

/** Runs the real CLI on an example. */
export async function synthesizeWithCli(cli: CdkCli, library: CdkLibrary, example: Example): Promise<Outcome> {
  return inEmptyFolder(async (output) => {
    const result = await cli.synth({ cwd: folderOf(example), app: 'node main.js', output });
    return outcomeOf(`${library} synth ${cli.version}`, result);
  });
}

/**
 * The second line of defence: the CLI over what a synth wrote. The libraries write nothing of a stack with findings unless
 * they are told to, as the CLIs of both do; the result stays in the folder of the example.
 */
export async function checkWritten(example: Example): Promise<Outcome> {
  const cwd = folderOf(example);
  const quiet = environmentWithout(['CDKTF_', 'CDKTN_']);
  const env = { ...quiet, CDKTF_OUTDIR: join(cwd, 'cdktf.out'), CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1' };
  await runProcess(process.execPath, ['main.js'], { cwd, env, timeout: 60_000 });
  return check(example, /^✖ (?<rule>\S+) .* construct (?:team|account)\/(?<resource>\S+)\)$/gm);
}

/** The CLI over the example's own files: HCL. */
export async function checkFiles(example: Example): Promise<Outcome> {
  return check(example, /^✖ (?<rule>\S+) {3}\w+ {3}\w+\.(?<resource>[\w-]+)/gm);
}

async function check({ folder }: Example, finding: RegExp): Promise<Outcome> {
  const parameters = [join(checkout, 'cli', 'dist', 'main.js'), 'check', folder];
  const env = environmentWithout(['CDKTF_', 'CDKTN_']);
  const result = await runProcess(process.execPath, parameters, { cwd: checkout, env, timeout: 60_000 });
  const findings = findingsIn(result.stdout, finding);
  return { by: 'iam-guardrails check', output: result.stdout + result.stderr, findings, stopped: result.code === 1 };
}

function outcomeOf(by: string, { code, stdout, stderr }: ProcessResult): Outcome {
  const output = `${stdout}${stderr}`;
  return { by, output: readable(output), findings: findingsIn(output, FINDING), stopped: code !== 0 };
}

/** Without the stack traces of the libraries, which say where the libraries stopped and not why. */
function readable(output: string): string {
  const text = output.replace(STACK_FRAME, '');
  const begin = text.search(/^(?:Error: |ERROR )/m);
  const end = text.search(/^(?:Either fix the issues above|[\u2800-\u28ff]|Node\.js v|.*Please check the log output)/m);
  return begin < 0 ? text : text.slice(begin, end < begin ? undefined : end);
}

function folderOf({ folder }: Example): string {
  return join(checkout, folder);
}

async function inEmptyFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'iam-guardrails-demo-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
