/**
 * `npm run oracle -- [--runs N] [--requests N] [--seed N] [--mode allows|mfa|new-access]…`: the access engine against an
 * independent evaluator of single requests. Every witness must be allowed by it; for every proof, requests near the
 * borders of the patterns must all be denied. The first disagreement is made small and printed with its seed; with
 * `--collect` all are counted by kind, and the smallest of each kind is printed.
 */
import fc from 'fast-check';
import { parseArgs } from 'node:util';
import { startEvaluator, type Evaluator } from './evaluator';
import { modes, type Asked, type Mode } from './modes';

interface Options {
  readonly runs: number;
  readonly requests: number;
  readonly seed: number;
  readonly modes: readonly Mode[];
  readonly collect: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '2000' },
      requests: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
      collect: { type: 'boolean', default: false },
      mode: { type: 'string', multiple: true, default: modes.map(({ name }) => name) },
    },
  });
  const chosen = modes.filter(({ name }) => values.mode.includes(name));
  if (chosen.length !== new Set(values.mode).size)
    throw new Error(`modes are ${modes.map(({ name }) => name).join(', ')}`);
  const [runs, requests, seed] = [values.runs, values.requests, values.seed].map(Number);
  if (!(runs && requests && seed)) throw new Error('--runs, --requests and --seed take a number above zero');
  return { runs, requests, seed, modes: chosen, collect: values.collect };
}

class Tally {
  readonly answers = { yes: 0, no: 0, undecided: 0 };
  readonly reasons = new Map<string, number>();
  readonly known = new Map<string, number>();
  asked = 0;
  private readonly begin = performance.now();

  add({ decision, asked, known }: Asked): void {
    this.answers[decision.answer]++;
    this.asked += asked;
    if (decision.answer === 'undecided') count(this.reasons, decision.reason);
    for (const name of known) count(this.known, name);
  }

  print({ name }: Mode): void {
    const { yes, no, undecided } = this.answers;
    const seconds = ((performance.now() - this.begin) / 1000).toFixed(1);
    console.log(`${name}: ${yes} yes, ${no} no, ${undecided} undecided; ${this.asked} requests asked in ${seconds} s`);
    for (const [reason, number] of this.reasons) console.log(`  undecided ${number}: ${reason}`);
    for (const [difference, number] of this.known) console.log(`  known difference ${number}: ${difference}`);
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** All disagreements by kind, for who works through them. True when there is none. */
async function collect(mode: Mode, { runs, requests, seed }: Options, evaluator: Evaluator): Promise<boolean> {
  const tally = new Tally();
  const smallest = new Map<string, string>();
  const kinds = new Map<string, number>();
  for (const [index, one] of fc.sample(mode.cases, { numRuns: runs, seed }).entries()) {
    const asked = await mode.ask({ evaluator, requests, sample: index }, one);
    tally.add(asked);
    if (asked.disagreement === undefined) continue;
    const { engine, simulator } = asked.disagreement;
    const kind = `engine: ${engine}, simulator: ${simulator.verdict}${simulator.ignored.length > 0 ? ', without keys' : ''}`;
    const text = JSON.stringify(asked.disagreement, undefined, 1);
    count(kinds, kind);
    if (text.length < (smallest.get(kind)?.length ?? Infinity)) smallest.set(kind, text);
  }
  tally.print(mode);
  for (const [kind, number] of kinds) console.log(`${mode.name} DISAGREES ${number} times (${kind}), such as\n${smallest.get(kind) ?? ''}`); // prettier-ignore
  return kinds.size === 0;
}

/** True when nothing disagreed. */
async function run(mode: Mode, { runs, requests, seed }: Options, evaluator: Evaluator): Promise<boolean> {
  const tally = new Tally();
  const property = fc.asyncProperty(mode.cases, fc.nat(), async (one, sample) => {
    const asked = await mode.ask({ evaluator, requests, sample }, one);
    tally.add(asked);
    if (asked.disagreement !== undefined) throw new Error(JSON.stringify(asked.disagreement, undefined, 2));
  });
  const result = await fc.check(property, { numRuns: runs, seed });
  tally.print(mode);
  if (!result.failed) return true;
  const again = `--mode ${mode.name} --seed ${seed} --requests ${requests} --runs ${runs}`;
  const error = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  console.log(`${mode.name} DISAGREES (npm run oracle -- ${again}), after ${result.numShrinks} shrinks:\n${error}`);
  return false;
}

async function main(): Promise<void> {
  const options = readOptions();
  console.log(`seed ${options.seed}, ${options.runs} cases a mode, ${options.requests} requests for each proof`);
  const evaluator = startEvaluator();
  try {
    const ask = options.collect ? collect : run;
    for (const mode of options.modes) if (!(await ask(mode, options, evaluator))) process.exitCode = 1;
  } finally {
    evaluator.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
