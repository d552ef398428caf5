/**
 * `npm run bench`: ratios, because the machines are shared and noisy. Each pair is measured in turns, in processes of
 * their own; the medians are compared. With `--write` the figures go into docs/guide/performance.md; `--engine` leaves out
 * everything but the access engine, `--install-peers` installs the linters that it is compared with.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cdkCli, type CdkCli } from '../engines/cdk-cli';
import { startAnalyzer } from '../pulumi/analyzer';
import { packEnvironment, packFolder, removePackFolders } from '../pulumi/temporary-pack';
import { emptyProcess, engineTable, load, loadingProcess } from './engine';
import { installPeers } from './peers';
import { catalogueTable } from './rules';

const root = resolve(__dirname, '..', '..', '..');
const ROUNDS = Number(process.env['IAM_GUARDRAILS_BENCH_ROUNDS'] ?? 9);

interface Comparison {
  readonly what: string;
  readonly goal: string;
  /** Milliseconds, the median of all rounds. */
  readonly without: number;
  readonly with: number;
}

const EMPTY_PACK = `const { PolicyPack } = require('@pulumi/policy');\nnew PolicyPack('empty', { policies: [] });\n`;

async function compare(
  what: string,
  goal: string,
  without: () => Promise<number>,
  withGate: () => Promise<number>,
): Promise<Comparison> {
  const times: { readonly without: number[]; readonly with: number[] } = { without: [], with: [] };
  await without();
  await withGate();
  for (let round = 0; round < ROUNDS; round++) {
    times.without.push(await without());
    times.with.push(await withGate());
  }
  return { what, goal, without: median(times.without), with: median(times.with) };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

async function startOf(folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const analyzer = await startAnalyzer(folder, { env });
  await analyzer.close();
  return analyzer.startedIn;
}

interface SynthTimes {
  readonly whole: number;
  readonly synth: number;
}

function synthOf(gate: 'on' | 'off'): SynthTimes {
  const cwd = mkdtempSync(join(tmpdir(), 'iam-guardrails-bench-'));
  try {
    const env = { ...process.env, CDKTF_OUTDIR: join(cwd, 'cdktf.out'), IAM_GUARDRAILS_GATE: gate };
    const begin = performance.now();
    const printed = execFileSync(process.execPath, [join(root, 'test', 'dist', 'bench', 'app.js')], {
      cwd,
      env,
      encoding: 'utf8',
    });
    return { whole: performance.now() - begin, synth: Number(printed) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The whole command that people run, when the CLI is installed. */
async function cliSynth(cli: CdkCli, gate: 'on' | 'off'): Promise<number> {
  const cwd = mkdtempSync(join(tmpdir(), 'iam-guardrails-bench-'));
  try {
    const begin = performance.now();
    const app = `node ${join(root, 'test', 'dist', 'bench', 'app.js')}`;
    const { code, stdout, stderr } = await cli.synth({ cwd, app, env: { IAM_GUARDRAILS_GATE: gate } });
    if (code !== 0) throw new Error(`cdktf synth failed: ${stdout}${stderr}`);
    return performance.now() - begin;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function row({ what, goal, without, with: gate }: Comparison): string {
  return `| ${what} | ${without.toFixed(0)} ms | ${gate.toFixed(0)} ms | ${(gate / without).toFixed(2)} | ${goal} |`;
}

function table(comparisons: readonly Comparison[]): string {
  const head = ['| what | without | with iam-guardrails | ratio | goal |', '| --- | --- | --- | --- | --- |'];
  const foot = `Medians of ${ROUNDS} rounds in turns, Node ${process.versions.node}, ${process.platform} ${process.arch}.`;
  return [...head, ...comparisons.map(row), '', foot].join('\n');
}

const MARKED = /(<!-- figures of `npm run bench`: begin -->\n)[\s\S]*(\n<!-- figures of `npm run bench`: end -->)/;

function write(text: string): void {
  const file = join(root, 'docs', 'guide', 'performance.md');
  const before = readFileSync(file, 'utf8');
  if (!MARKED.test(before)) throw new Error(`${file} has no place for the figures`);
  writeFileSync(
    file,
    before.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`),
  );
}

async function gateComparisons(): Promise<readonly Comparison[]> {
  const empty = packFolder({ 'index.js': EMPTY_PACK });
  const pack = join(root, 'pulumi-policy');
  const synth = (part: keyof SynthTimes, gate: 'on' | 'off') => (): Promise<number> =>
    Promise.resolve(synthOf(gate)[part]);
  const comparisons = [
    await compare(
      'pack: start to ready, against an empty compiled pack',
      'at most 1.20',
      () => startOf(empty, packEnvironment()),
      () => startOf(pack, {}),
    ),
    await compare('an app of 1,500 resources, `node app.js`', '', synth('whole', 'off'), synth('whole', 'on')),
    await compare('the same, `app.synth()` alone', '', synth('synth', 'off'), synth('synth', 'on')),
  ];
  const cli = cdkCli('cdktf');
  if (cli === undefined) console.log('cdktf synth is not measured: run `npm run engines` first');
  else
    comparisons.push(
      await compare(
        `the same app, \`cdktf synth\` ${cli.version}`,
        'at most 1.10',
        () => cliSynth(cli, 'off'),
        () => cliSynth(cli, 'on'),
      ),
    );
  removePackFolders();
  return comparisons;
}

/** The engine's figures: how long a process lives with it, and what it does then. */
async function engineFigures(): Promise<readonly [Comparison, string]> {
  const process_ = await compare('a process that asks the access engine once, against an empty one', '', emptyProcess, loadingProcess); // prettier-ignore
  const loaded: number[] = [];
  for (let round = 0; round < ROUNDS; round++) loaded.push(await load());
  return [process_, engineTable(median(loaded))];
}

async function main(): Promise<void> {
  const has = (flag: string): boolean => process.argv.includes(flag);
  if (has('--install-peers')) installPeers();
  if (has('--rules')) {
    console.log(catalogueTable(ROUNDS));
    return;
  }
  const [loading, figures] = await engineFigures();
  const gate = has('--engine') ? [] : await gateComparisons();
  const text = [table([...gate, loading]), '', catalogueTable(ROUNDS), '', figures].join('\n');
  console.log(text);
  if (has('--write') && !has('--engine')) write(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
