import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  baselineOf,
  configurationFiles,
  ConfigurationError,
  goneFrom,
  joinedBaselines,
  parseBaseline,
  withBaseline,
  writtenBaseline,
  type Baseline,
  type BaselineEntry,
  type Configuration,
  type Report,
  type Rule,
  type Stack,
} from '@iam-guardrails/shared-rules';
import { readText, shown } from './files';
import { InputError, reasonOf } from './input-error';
import type { Io } from './io';

/** The baseline that a check is compared with, and where to write the next one. */
export interface Baselines {
  readonly old?: { readonly name: string; readonly baseline: Baseline };
  /** Absolute. */
  readonly path?: string;
}

/** What was checked. */
export interface Checked {
  readonly stacks: readonly Stack[];
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** Every rule that there is. */
  readonly all: readonly Rule[];
  readonly configuration: Configuration;
}

/** Files as they were named. */
interface Named {
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly config?: string;
}

/** Reads `--baseline` and looks whether `--write-baseline` can be written. Throws an `InputError` before anything is checked. */
export function readBaselines(
  { baseline, writeBaseline, config }: Named,
  outputs: readonly (string | undefined)[],
  { cwd }: Io,
): Baselines {
  const path = writeBaseline === undefined ? undefined : resolve(cwd, writeBaseline);
  const configurations = [...configurationFiles, ...(config === undefined ? [] : [config])];
  if (path !== undefined && configurations.some((name) => resolve(cwd, name) === path))
    throw new InputError(`--write-baseline ${shown(cwd, path)}: it is the configuration`);
  if (path !== undefined) assertWritable(shown(cwd, path), path, outputs);
  const old = baseline === undefined ? undefined : readBaseline(resolve(cwd, baseline), cwd);
  return { ...(old && { old }), ...(path !== undefined && { path }) };
}

function assertWritable(name: string, path: string, outputs: readonly (string | undefined)[]): void {
  const place = `--write-baseline ${name}`;
  if (!existsSync(dirname(path))) throw new InputError(`${place}: its folder does not exist`);
  if (existsSync(path) && statSync(path).isDirectory()) throw new InputError(`${place}: it is a folder`);
  if (outputs.includes(path)) throw new InputError(`${place}: a report would go to the same file`);
}

function readBaseline(path: string, cwd: string): { readonly name: string; readonly baseline: Baseline } {
  const name = `--baseline ${shown(cwd, path)}`;
  const text = readText(path, name);
  try {
    return { name, baseline: parseBaseline(text) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.map((problem) => `${name}: ${problem}`).join('\n'));
  }
}

/**
 * The report as the baseline has it. Writes the next baseline where that is asked for: what it holds is accepted from then on.
 * What this check was not asked about stays in it.
 */
export function applyBaselines(report: Report, { old, path }: Baselines, checked: Checked, io: Io): Report {
  const mayAccept = (rule: string): boolean => checked.configuration.rules.get(rule)?.exemptible !== false;
  const isAsked = askedIn(checked);
  const gone = old === undefined ? 0 : sumOf(goneFrom(report, old.baseline, isAsked));
  const notFound = `${plural(gone, 'finding')} of it ${gone === 1 ? 'is' : 'are'} not found any more`;
  if (path === undefined) {
    if (old === undefined) return report;
    if (gone > 0) io.note(`iam-guardrails: ${old.name}: ${notFound}; --write-baseline beside it drops what is gone\n`);
    return withBaseline(report, old.baseline, mayAccept);
  }
  const found = baselineOf(report, mayAccept);
  const others = old?.baseline.findings.filter((entry) => !isAsked(entry)) ?? [];
  write(path, joinedBaselines(found, { schemaVersion: 1, findings: others }), io);
  const dropped = gone === 0 ? '' : `; ${notFound} and dropped`;
  const known = withBaseline(report, found, mayAccept);
  // What stands behind another finding is in the file too, and in no other number of the report.
  const held = known.findings.filter(({ status }) => status === 'baseline').length;
  io.note(`iam-guardrails: ${plural(held, 'finding')} written to ${shown(io.cwd, path)}${dropped}\n`);
  return known;
}

/** Whether this check could have found it: the stack was looked at, and its rule ran or is gone. */
function askedIn({ stacks, rules, all, configuration }: Checked): (entry: BaselineEntry) => boolean {
  // What is wrong with the configuration itself is of no stack.
  const names = new Set(['', ...stacks.map(({ name }) => name)]);
  const runs = (id: string): boolean => configuration.rules.get(id)?.enforcement !== 'disabled';
  const asleep = new Set(all.filter((rule) => !rules.includes(rule) || !runs(rule.id)).map(({ id }) => id));
  return ({ stack, rule }) => names.has(stack) && !asleep.has(rule);
}

function write(path: string, baseline: Baseline, { cwd }: Io): void {
  try {
    writeFileSync(path, writtenBaseline(baseline));
  } catch (error) {
    throw new InputError(`--write-baseline ${shown(cwd, path)}: ${reasonOf(error)}`);
  }
}

function sumOf(entries: readonly BaselineEntry[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
