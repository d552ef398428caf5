import {
  controls,
  didYouMean,
  evaluate,
  isBlocking,
  severities,
  type Configuration,
  type Report,
  type Rule,
  type Severity,
  type Stack,
} from '@iam-guardrails/shared-rules';
import { applyBaselines, readBaselines } from '../baseline';
import { readConfiguration } from '../configuration';
import { InputError } from '../input-error';
import { findStacks } from '../input/find';
import { loadStack, withUniqueNames, type LoadedStack } from '../input/load';
import { readStacks } from '../input/read';
import type { Io } from '../io';
import { assertWritable, pairOutputs, writeOutputs } from '../outputs';
import { startTiming } from '../timing';

/** Options of `check` as they were given. */
export interface CheckOptions {
  readonly config?: string;
  readonly format: readonly string[];
  readonly output: readonly string[];
  readonly failOn?: string;
  readonly rules: readonly string[];
  /** Where the stacks are as they were before the change. */
  readonly before?: string;
  /** File of findings that are accepted. */
  readonly baseline?: string;
  /** File to write the findings to, which are accepted from then on. */
  readonly writeBaseline?: string;
  readonly timing?: boolean;
}

/** Checks every stack under the paths and writes the reports. Returns the exit code; throws an `InputError`. */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<0 | 1> {
  const timing = startTiming();
  assertNamed(paths, options);
  const outputs = pairOutputs(options.format, options.output, io.cwd);
  assertWritable(outputs);
  const baselines = readBaselines(
    options,
    outputs.map(({ path }) => path),
    io,
  );
  const failOn = options.failOn === undefined ? undefined : severityOf(options.failOn);
  const { rules: all, configuration } = readConfiguration(options.config, io);
  const rules = options.rules.length === 0 ? all : rulesOf(options.rules, all);
  noteDisabled(options.rules.length === 0 ? [] : rules, configuration, io);

  const stacks = await timing.aroundAll('reading', () => stacksOf(paths, io));
  const before = options.before === undefined ? undefined : await earlierOf(options.before, stacks, io);
  const given = { rules, configuration, controls, today: io.today, around: timing.around };
  const withHeirs = options.baseline !== undefined || options.writeBaseline !== undefined;
  const found = evaluate(stacks, { ...given, withHeirs, ...(before && { before }) });
  const report = applyBaselines(found, baselines, { stacks, rules, all, configuration }, io);
  writeOutputs(report, outputs, rules, io);
  if (options.timing === true) io.note(timing.table());
  return fails(report, failOn) ? 1 : 0;
}

async function stacksOf(paths: readonly string[], io: Io): Promise<readonly Stack[]> {
  const loaded: LoadedStack[] = [];
  for (const source of await findStacks(paths, io.cwd)) loaded.push(await loadStack(source, io.cwd));
  return readStacks(withUniqueNames(loaded, io.cwd), io.cwd);
}

/** The stacks before the change. One stack is compared with one, whatever the folders are called. */
async function earlierOf(path: string, stacks: readonly Stack[], io: Io): Promise<readonly Stack[]> {
  const before = await stacksOf([path], io);
  const [stack] = stacks;
  const [earlier] = before;
  if (stack !== undefined && earlier !== undefined && stacks.length === 1 && before.length === 1) {
    return [{ ...earlier, name: stack.name }];
  }
  const names = new Set(before.map(({ name }) => name));
  for (const { name } of stacks.filter((each) => !names.has(each.name))) {
    io.note(`iam-guardrails: --before: there is no stack ${name}, so that it is not compared\n`);
  }
  return before;
}

/** A variable of a script that is empty must not become the working folder. */
function assertNamed(
  paths: readonly string[],
  { config, output, before, baseline, writeBaseline }: CheckOptions,
): void {
  const names = {
    PATH: paths.includes(''),
    '--config': config === '',
    '--output': output.includes(''),
    '--before': before === '',
    '--baseline': baseline === '',
    '--write-baseline': writeBaseline === '',
  };
  const empty = Object.entries(names).find(([, isEmpty]) => isEmpty)?.[0];
  if (empty !== undefined) throw new InputError(`${empty}: the path is empty`);
}

function fails({ findings }: Report, failOn: Severity | undefined): boolean {
  if (failOn === undefined) return findings.some(isBlocking);
  const least = severities.indexOf(failOn);
  // The severity takes the place of the level for violations only; what is open stops under `unresolved: mandatory`.
  return findings.some((finding) =>
    finding.status === 'violation' ? severities.indexOf(finding.severity) >= least : isBlocking(finding),
  );
}

function severityOf(name: string): Severity {
  const severity = severities.find((candidate) => candidate === name);
  if (severity !== undefined) return severity;
  const help = didYouMean(name, severities) || `, the severities are ${severities.join(', ')}`;
  throw new InputError(`--fail-on: unknown severity \`${name}\`${help}`);
}

function rulesOf(lists: readonly string[], all: readonly Rule[]): readonly Rule[] {
  const ids = lists
    .flatMap((list) => list.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw new InputError('--rules: give at least one rule; `iam-guardrails rules` lists them');
  return [...new Set(ids)].map((id) => ruleOf(id, all));
}

/** The rule with the id. Throws an `InputError` with the nearest one. */
export function ruleOf(id: string, all: readonly Rule[]): Rule {
  const rule = all.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const help =
    didYouMean(
      id,
      all.map((candidate) => candidate.id),
    ) || '; `iam-guardrails rules` lists them';
  throw new InputError(`unknown rule \`${id}\`${help}`);
}

/** A rule that was asked for by name and does not run would look like a clean stack. */
function noteDisabled(rules: readonly Rule[], configuration: Configuration, io: Io): void {
  for (const { id } of rules) {
    if (configuration.rules.get(id)?.enforcement !== 'disabled') continue;
    io.note(`iam-guardrails: the configuration disables the rule ${id}, so that it does not run\n`);
  }
}
