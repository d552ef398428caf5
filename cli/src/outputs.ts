import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { didYouMean, reporters, type Report, type ReportFormat, type Rule } from '@iam-guardrails/shared-rules';
import { InputError, reasonOf } from './input-error';
import type { Io } from './io';
import { colours, paint } from './paint';

/** One report to write: to a file, or to stdout when there is no path. */
export interface Output {
  readonly format: ReportFormat;
  readonly path?: string;
}

const STDOUT = '-';

/** Pairs the formats with the outputs in their order. Throws an `InputError` when that leaves a question. */
export function pairOutputs(formats: readonly string[], paths: readonly string[], cwd: string): readonly Output[] {
  const wanted = formats.length === 0 ? ['text'] : formats;
  if (paths.length > wanted.length) {
    throw new InputError(
      `there are ${paths.length} --output and ${wanted.length} --format; the first belongs to the first`,
    );
  }
  const outputs = wanted.map((name, index): Output => {
    const path = paths[index];
    const format = formatOf(name);
    return path === undefined || path === STDOUT ? { format } : { format, path: resolve(cwd, path) };
  });
  const targets = outputs.map(({ path }) => path ?? STDOUT);
  const twice = targets.findIndex((target, index) => targets.indexOf(target) !== index);
  if (twice === -1) return outputs;
  const [target] = targets.slice(twice);
  throw new InputError(
    target === STDOUT
      ? 'two formats would go to stdout; give an --output for each --format, in the same order'
      : `two formats would go to ${paths[twice] ?? ''}`,
  );
}

function formatOf(name: string): ReportFormat {
  if (Object.hasOwn(reporters, name)) return name as ReportFormat;
  const known = Object.keys(reporters);
  throw new InputError(
    `unknown format \`${name}\`${didYouMean(name, known) || `, the formats are ${known.join(', ')}`}`,
  );
}

/** Throws an `InputError` when a file cannot be written, before anything is checked. */
export function assertWritable(outputs: readonly Output[]): void {
  for (const { path } of outputs) {
    if (path === undefined) continue;
    if (!existsSync(dirname(path))) throw new InputError(`--output ${path}: its folder does not exist`);
    if (existsSync(path) && statSync(path).isDirectory()) throw new InputError(`--output ${path}: it is a folder`);
  }
}

/** Writes a report everywhere; files first, so that nothing is on stdout when one of them fails. */
export function writeOutputs(report: Report, outputs: readonly Output[], rules: readonly Rule[], io: Io): void {
  const color = colours(io);
  const written = outputs.map(({ format, path }) => ({
    path,
    text: reporters[format](report, { color: color && path === undefined, paint, rules }),
  }));
  for (const { path, text } of written) if (path !== undefined) writeFile(path, text);
  for (const { path, text } of written) if (path === undefined) io.out(text);
}

function writeFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`--output ${path}: ${reasonOf(error)}`);
  }
}
