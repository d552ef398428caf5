/**
 * Findings in programs that nobody wrote as a test: examples of terraform-aws-iam, pulumi-examples and cdktf-examples, each
 * checked as its user would. Every finding is one that a user would have to read, so each has a reviewed reason.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { secret, startAnalyzer, UNKNOWN, type PulumiResource } from '../pulumi/analyzer';
import { inCorpora, root } from './files';
import { answers, cdktfPrograms, pulumiPrograms, type CdktfProgram, type PulumiProgram } from './programs';
import { cannotRun, reviewed } from './reviewed';
import { add } from './score';

/** One violation in a program, under a name that stays. */
interface Found {
  readonly id: string;
  readonly rule: string;
  readonly message: string;
}

/** What came of one program. */
interface Outcome {
  readonly program: string;
  readonly found: readonly Found[];
  /** How often each rule was undecided; in Pulumi all rules together. */
  readonly undecided: ReadonlyMap<string, number>;
  /** Why it could not be run. */
  readonly failed?: string;
}

/** What is told of all programs, and what makes the corpus fail. */
export async function realPrograms(): Promise<{
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}> {
  const outcomes = [...terraform(), ...cdktfPrograms.map(cdktf)];
  for (const program of pulumiPrograms) outcomes.push(await pulumi(program));
  const ran = outcomes.filter(({ failed }) => failed === undefined);
  const found = ran.flatMap((outcome) => outcome.found);
  const rules = new Map<string, number>();
  const undecided = new Map<string, number>();
  for (const { rule } of found) add(rules, rule);
  for (const outcome of ran) for (const [rule, number] of outcome.undecided) add(undecided, rule, number);
  const list = (map: ReadonlyMap<string, number>): string =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, number]) => `${what} ${number}`).join('; ') || 'none'; // prettier-ignore
  return {
    lines: [
      `real programs: ${ran.length} of ${outcomes.length} run, ${found.length} findings`,
      `- findings by rule: ${list(rules)}`,
      `- undecided by rule: ${list(undecided)}`,
      ...found.map(({ id, message }) => `- ${id} (${message}): ${reviewed.get(id) ?? 'NOT REVIEWED'}`),
      ...outcomes.flatMap(({ program, failed }) =>
        failed === undefined ? [] : [`- not run: ${program}: ${cannotRun.get(program) ?? failed}`],
      ),
    ],
    problems: problemsOf(outcomes, found),
  };
}

function problemsOf(outcomes: readonly Outcome[], found: readonly Found[]): readonly string[] {
  const ids = new Set(found.map(({ id }) => id));
  const failed = new Set(outcomes.flatMap((one) => (one.failed === undefined ? [] : [one.program])));
  return [
    ...[...ids].filter((id) => !reviewed.has(id)).map((id) => `not reviewed in test/src/corpus/reviewed.ts: ${id}`),
    ...[...reviewed.keys()].filter((id) => !ids.has(id)).map((id) => `reviewed, but not found any more: ${id}`),
    ...outcomes.flatMap(({ program, failed: why }) =>
      why === undefined || cannotRun.has(program) ? [] : [`could not be run: ${program}: ${why}`],
    ),
    ...[...cannotRun.keys()].filter((id) => !failed.has(id)).map((id) => `said not to run, and runs: ${id}`),
  ];
}

function terraform(): readonly Outcome[] {
  const folder = inCorpora('terraform-aws-iam', 'examples');
  return readdirSync(folder).map((name) => checked(`terraform-aws-iam/${name}`, join(folder, name)));
}

/** Synthesizes it as its user would, and checks what was written. */
function cdktf({ file, construct, stack }: CdktfProgram): Outcome {
  const repository = file.split('/')[0] ?? '';
  const program = `cdktf/${repository}/${construct?.name ?? basename(file)}`;
  const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-corpus-'));
  try {
    const given = construct === undefined ? [] : [construct.name, JSON.stringify(construct.arguments)];
    const parameters = [inCorpora('cdktf-examples', file), ...(stack === undefined ? given : [stack])];
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', join(__dirname, 'typescript-hook.js'), join(__dirname, 'cdktf-program.js'), ...parameters],
      { cwd: folder, encoding: 'utf8', env: { ...process.env, CDKTF_OUTDIR: join(folder, 'cdktf.out') } },
    );
    return status === 0 ? checked(program, folder) : failure(program, stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly status: string;
    readonly message: string;
    readonly resource: { readonly address: string };
    readonly property: string | null;
  }[];
}

function checked(program: string, folder: string): Outcome {
  const cli = join(root, 'cli', 'bin', 'iam-guardrails.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, 'check', folder, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 2) return failure(program, stderr);
  const { findings } = JSON.parse(stdout) as Report;
  const undecided = new Map<string, number>();
  for (const { rule, status: what } of findings) if (what === 'unresolved') add(undecided, rule);
  const violations = findings.filter(({ status: what }) => what === 'violation');
  return {
    program,
    found: violations.map(({ rule, message, resource: { address }, property }) => ({
      id: `${program}/${rule}/${address}${property === null ? '' : `.${property}`}`,
      rule,
      message,
    })),
    undecided,
  };
}

/** Runs it without an engine, and asks the pack in the process that Pulumi starts for it. */
async function pulumi({ folder, config = {} }: PulumiProgram): Promise<Outcome> {
  const program = `pulumi/${folder}`;
  const collected = await collect(inCorpora('pulumi-examples', folder), config);
  if (typeof collected === 'string') return failure(program, collected);
  const analyzer = await startAnalyzer(join(root, 'pulumi-policy'));
  try {
    const said = await analyzer.analyze(
      collected.map((resource) => ({
        ...resource,
        properties: forPack(resource.properties) as PulumiResource['properties'],
      })),
    );
    const ofRules = said.filter(({ policy }) => !/^iam-guardrails-(unresolved|not-checked)$/.test(policy));
    const found = new Map(
      ofRules.map(({ policy: rule, urn, message }) => {
        const id = `${program}/${rule}/${urn.split('::').at(-1) ?? urn}`;
        return [id, { id, rule, message: message.split('\n')[0] ?? '' }] as const;
      }),
    );
    const open = said.filter(({ policy }) => policy === 'iam-guardrails-unresolved').length;
    return { program, found: [...found.values()], undecided: new Map(open > 0 ? [['in Pulumi', open]] : []) };
  } finally {
    await analyzer.close();
  }
}

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';

/** A property as the engine hands it to a policy pack: a resource is its id or its URN, an output is its value. */
function forPack(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(forPack);
  const fields = value as Readonly<Record<string, unknown>>;
  const inner = 'value' in fields ? forPack(fields['value']) : UNKNOWN;
  switch (fields[SIGNATURE]) {
    case RESOURCE:
      return fields['id'] ?? fields['urn'] ?? UNKNOWN;
    case SECRET:
      return secret(inner);
    case OUTPUT:
      return fields['secret'] === true ? secret(inner) : inner;
    default:
      return Object.fromEntries(Object.entries(fields).map(([key, held]) => [key, forPack(held)]));
  }
}

/** What the program registers, or what it said when it failed. */
async function collect(
  folder: string,
  config: Readonly<Record<string, string>>,
): Promise<readonly PulumiResource[] | string> {
  const ofProject = Object.entries(config).map(([key, value]) => [`iam-guardrails-example:${key}`, value]);
  const settings = { 'aws:region': 'eu-central-1', ...(Object.fromEntries(ofProject) as object) };
  const child = fork(join(root, 'test', 'dist', 'demo', 'collect.js'), [folder, JSON.stringify(answers)], {
    cwd: folder,
    execArgv: ['--require', join(__dirname, 'typescript-hook.js')],
    env: { ...process.env, PULUMI_CONFIG: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let [resources, stderr]: [readonly PulumiResource[], string] = [[], ''];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.once('message', (message) => {
    resources = message as readonly PulumiResource[];
    child.disconnect();
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0 && resources.length > 0
    ? resources
    : stderr || `it registered nothing and ended with ${String(code)}`;
}

function failure(program: string, text: string): Outcome {
  const [line = text] = /^.*(?:Error|iam-guardrails):? .*$/m.exec(text) ?? [];
  return { program, found: [], undecided: new Map(), failed: line.trim() };
}
