import * as v from 'valibot';
import type { Rule } from '../rule/define-rule';
import { enforcementLevels, type EnforcementLevel, type Severity } from '../rule/finding';
import { nearest } from '../model/nearest';

/** A configuration that was read and checked: every rule has its level and its options. */
export interface Configuration {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** What happens with what could not be decided. */
  readonly unresolved: 'advisory' | 'mandatory';
  /** Documents of customer-managed policies that live in another stack, by ARN. */
  readonly managedPolicies: ReadonlyMap<string, unknown>;
}

/** What a configuration says of one rule. */
export interface RuleSetting {
  readonly enforcement: EnforcementLevel;
  /** Set when nobody chose the level: what the preset makes of the severity decides. */
  readonly preset?: Preset;
  /** Options as the rule's schema parsed them, defaults filled in. */
  readonly options: object;
}

/** A configuration that cannot be used: one line a problem, each with the path, the value and what is allowed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** The presets: `strict` makes every rule mandatory, `recommended` those of critical and high severity. */
export const presets = ['recommended', 'strict'] as const;
type Preset = (typeof presets)[number];

const KEYS = ['preset', 'rules', 'unresolved', 'managedPolicies'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a configuration as it was read from YAML or JSON; `undefined` is the default one.
 * Throws a `ConfigurationError` that lists every problem: nothing is checked with half a configuration.
 */
export function parseConfiguration(source: unknown, rules: readonly Rule[]): Configuration {
  const problems: string[] = [];
  const fields = object(source ?? {}, 'the configuration', problems);
  for (const key of Object.keys(fields)) {
    if (!(KEYS as readonly string[]).includes(key)) problems.push(unknownKey(key, key, KEYS));
  }
  const preset = presetOf(fields['preset'], problems);
  const settings = object(fields['rules'] ?? {}, '`rules`', problems);
  for (const id of Object.keys(settings)) {
    if (!rules.some((rule) => rule.id === id))
      problems.push(
        unknownKey(
          `rules.${id}`,
          id,
          rules.map((rule) => rule.id),
          'rule',
        ),
      );
  }
  const parsed = new Map(rules.map((rule) => [rule.id, settingOf(rule, settings[rule.id], preset, problems)]));
  const unresolved = oneOf(
    fields['unresolved'] ?? 'advisory',
    'unresolved',
    ['advisory', 'mandatory'] as const,
    problems,
  );
  const managed = object(fields['managedPolicies'] ?? {}, '`managedPolicies`', problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { rules: parsed, unresolved: unresolved ?? 'advisory', managedPolicies: new Map(Object.entries(managed)) };
}

function object(value: unknown, place: string, problems: string[]): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  problems.push(`${place} must be a map of keys to values, not ${describe(value)}`);
  return {};
}

function unknownKey(path: string, word: string, allowed: readonly string[], what = 'key'): string {
  const guess = nearest(word, allowed);
  const hint = guess === undefined ? `allowed: ${allowed.join(', ')}` : `did you mean \`${guess}\`?`;
  return `\`${path}\`: there is no ${what} \`${word}\`; ${hint}`;
}

function oneOf<T extends string>(
  value: unknown,
  path: string,
  allowed: readonly T[],
  problems: string[],
): T | undefined {
  if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) return value as T;
  const guess = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const hint = guess === undefined ? '' : `; did you mean \`${guess}\`?`;
  problems.push(`\`${path}\`: ${describe(value)} is not one of ${allowed.join(', ')}${hint}`);
  return undefined;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `\`${value.slice(0, 60)}\``;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return `\`${String(value)}\``;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : typeof value;
}

function presetOf(source: unknown, problems: string[]): Preset {
  const names = source === undefined ? ['recommended'] : Array.isArray(source) ? source : [source];
  const known = names.map((name) => oneOf(name, 'preset', presets, problems));
  return known.at(-1) ?? 'recommended';
}

/** The level of a rule that the configuration does not mention. */
export function defaultEnforcement(severity: Severity, preset: Preset = 'recommended'): EnforcementLevel {
  return preset === 'strict' || severity === 'critical' || severity === 'high' ? 'mandatory' : 'advisory';
}

function settingOf(rule: Rule, source: unknown, preset: Preset, problems: string[]): RuleSetting {
  const path = `rules.${rule.id}`;
  const fallback = defaultEnforcement(rule.severity, preset);
  if (typeof source === 'string') {
    const level = oneOf(source, path, enforcementLevels, problems);
    return { enforcement: level ?? fallback, options: optionsOf(rule, {}, path, problems) };
  }
  const { enforcement, ...options } = object(source ?? {}, `\`${path}\``, problems);
  const parsed = optionsOf(rule, options, path, problems);
  if (enforcement === undefined) return { enforcement: fallback, preset, options: parsed };
  const level = oneOf(enforcement, `${path}.enforcement`, enforcementLevels, problems);
  return { enforcement: level ?? fallback, options: parsed };
}

function optionsOf(rule: Rule, source: Fields, path: string, problems: string[]): object {
  const result = v.safeParse(rule.options, source);
  if (result.success) return result.output;
  for (const issue of result.issues) problems.push(optionProblem(rule, issue, path));
  return {};
}

/** Valibot's names of types, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'a map',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

function optionProblem(rule: Rule, issue: v.BaseIssue<unknown>, path: string): string {
  const place = [path, ...(issue.path ?? []).map((item) => String(item.key))].join('.');
  if (issue.expected === 'never') {
    const names = 'entries' in rule.options ? Object.keys(rule.options.entries as object) : [];
    return unknownKey(place, String(issue.path?.at(-1)?.key), ['enforcement', ...names], 'option');
  }
  return `\`${place}\`: ${describe(issue.input)} is not ${EXPECTED[issue.expected ?? ''] ?? issue.message}`;
}
