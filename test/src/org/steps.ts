import { runProcess, type ProcessResult } from '../engines/processes';

/** Prints what happens, and counts what did not happen as it should. */
export interface Steps {
  /** Begins a part. */
  part(title: string): void;
  /** One step: what it does, and a sentence of what came out. What it throws is a failure. */
  step(title: string, work: () => Promise<string>): Promise<void>;
  readonly failed: () => number;
  readonly done: () => number;
}

/** Steps whose lines go to stdout. */
export function createSteps(): Steps {
  let done = 0;
  let failed = 0;
  return {
    part: (title) => void process.stdout.write(`\n${title}\n`),
    async step(title, work) {
      const start = Date.now();
      try {
        const said = await work();
        done += 1;
        process.stdout.write(`  ✔ ${title} (${Math.round((Date.now() - start) / 1000)} s)\n${indented(said)}`);
      } catch (error) {
        failed += 1;
        process.stdout.write(`  ✖ ${title}\n${indented(error instanceof Error ? error.message : String(error))}`);
      }
    },
    failed: () => failed,
    done: () => done,
  };
}

function indented(text: string): string {
  return text === '' ? '' : `${text.replace(/^/gm, '      ').trimEnd()}\n`;
}

/** How a command is run, and how it must end. */
export interface Command {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** 0 unless told otherwise. */
  readonly code?: number | 'not 0';
  /** Texts that it must print. */
  readonly says?: readonly string[];
}

/** Runs a command. Throws with all that it printed when it ends otherwise, or does not say what it must. */
export async function run(
  words: readonly string[],
  { cwd, env, code = 0, says = [] }: Command,
): Promise<ProcessResult> {
  const [command = '', ...parameters] = words;
  const result = await runProcess(command, parameters, { cwd, env, timeout: 600_000 });
  const output = `${result.stdout}${result.stderr}`;
  assertEnd(words.join(' '), result, code);
  const missing = says.filter((text) => !output.includes(text));
  if (missing.length > 0) throw new Error(`${words.join(' ')} does not say ${missing.join(', ')}:\n${output}`);
  return result;
}

/** Throws with all that was printed when a command ended otherwise than it must. */
export function assertEnd(name: string, { code, stdout, stderr }: ProcessResult, expected: number | 'not 0'): void {
  if (expected === 'not 0' ? code !== 0 : code === expected) return;
  throw new Error(`${name} ended with ${code} instead of ${expected}:\n${stdout}${stderr}`);
}

/** The lines of a text that hold one of the words, at most so many. */
export function linesWith(text: string, words: readonly string[], most = 4): string {
  const lines = text.split('\n').filter((line) => words.some((word) => line.includes(word)));
  return lines
    .slice(0, most)
    .map((line) => line.trim().slice(0, 180))
    .join('\n');
}
