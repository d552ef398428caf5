import * as v from 'valibot';
import type { Rule } from '../rule/define-rule';
import { enforcementLevels, type EnforcementLevel, type Severity } from '../rule/finding';
import type { Preset, PresetRule } from '../rule/preset';
import type { Limits, ZoneOfTrust } from '../model/organization';
import { organizationIn, trustIn } from './configuration-trust';
import { describe, isDocument, object, unknownKey, type Fields } from './configuration-words';
import { nearest } from '../model/nearest';

/** A configuration that was read and checked: every rule has its level and its options. */
export interface Configuration {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** What happens with what could not be decided. */
  readonly unresolved: 'advisory' | 'mandatory';
  /** Documents of customer-managed policies that live in another stack, by ARN. */
  readonly managedPolicies: ReadonlyMap<string, unknown>;
  /** What the stack is for: the settings of the account as such are asked of its baseline. */
  readonly role?: (typeof roles)[number];
  /** Who counts as inside. */
  readonly trust?: ZoneOfTrust;
  /** Control policies of the organization that bear on the account of the stack. */
  readonly organization?: Limits;
}

/** What a configuration says of one rule. */
export interface RuleSetting {
  readonly enforcement: EnforcementLevel;
  /** Set when nobody chose the level: level by severity, for a violation that is less bad than its rule. */
  readonly levels?: Levels;
  /** How bad it is, where a preset sees it otherwise than the rule does. */
  readonly severity?: Severity;
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

type Levels = Readonly<Record<Severity, EnforcementLevel>>;

/** What every configuration starts from: rules of critical and high severity are mandatory, the others advisory. */
const recommended = {
  name: 'recommended',
  title: 'Critical and high rules are mandatory, the others advisory',
  levels: { critical: 'mandatory', high: 'mandatory', medium: 'advisory', low: 'advisory' },
} as const satisfies Preset;

const KEYS = ['preset', 'role', 'rules', 'unresolved', 'managedPolicies', 'trust', 'organization'] as const;

const roles = ['account-baseline'] as const;

/**
 * Checks a configuration as it was read from YAML or JSON; `undefined` is the default one. `presets` are those that it may
 * name besides `recommended`. Throws a `ConfigurationError` that lists every problem: nothing is checked with half a
 * configuration.
 */
export function parseConfiguration(
  source: unknown,
  rules: readonly Rule[],
  presets: readonly Preset[] = [],
): Configuration {
  const problems: string[] = [];
  const fields = object(source ?? {}, 'the configuration', problems);
  for (const key of Object.keys(fields)) {
    if (!(KEYS as readonly string[]).includes(key)) problems.push(unknownKey(key, key, KEYS));
  }
  const chosen = presetsOf(fields['preset'], presets, problems);
  const settings = object(fields['rules'] ?? {}, '`rules`', problems);
  const ids = rules.map(({ id }) => id);
  for (const id of Object.keys(settings))
    if (!ids.includes(id)) problems.push(unknownKey(`rules.${id}`, id, ids, 'rule'));
  const parsed = new Map(rules.map((rule) => [rule.id, settingOf(rule, settings[rule.id], chosen, problems)]));
  const unresolved = oneOf(
    fields['unresolved'] ?? 'advisory',
    'unresolved',
    ['advisory', 'mandatory'] as const,
    problems,
  );
  const managedPolicies = documentsIn(fields['managedPolicies'] ?? {}, problems);
  const role = fields['role'] === undefined ? undefined : oneOf(fields['role'], 'role', roles, problems);
  const around = surroundings(fields, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    rules: parsed,
    unresolved: unresolved ?? 'advisory',
    managedPolicies,
    ...(role !== undefined && { role }),
    ...around,
  };
}

/** Who is inside, and what the organization limits. */
function surroundings(
  { trust, organization }: Fields,
  problems: string[],
): Pick<Configuration, 'trust' | 'organization'> {
  return {
    ...(trust !== undefined && { trust: trustIn(trust, problems) }),
    ...(organization !== undefined && { organization: organizationIn(organization, problems) }),
  };
}

function documentsIn(source: unknown, problems: string[]): ReadonlyMap<string, unknown> {
  const documents = Object.entries(object(source, '`managedPolicies`', problems));
  for (const [arn, document] of documents) {
    if (isDocument(document)) continue;
    problems.push(
      `\`managedPolicies.${arn}\`: ${describe(document)} is not a policy document: a map, or its JSON text`,
    );
  }
  return new Map(documents);
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

/** The presets that it names, the first one first, after the one that everything starts from. */
function presetsOf(source: unknown, presets: readonly Preset[], problems: string[]): readonly Preset[] {
  const known = [recommended, ...presets.filter(({ name }) => name !== recommended.name)];
  const allowed = known.map(({ name }) => name);
  const names: readonly unknown[] = source === undefined ? [] : Array.isArray(source) ? source : [source];
  const chosen = names.map((name) => oneOf(name, 'preset', allowed, problems));
  return [recommended, ...chosen.flatMap((name) => known.filter((preset) => preset.name === name))];
}

/** The level of a rule that neither a configuration nor a preset mentions. */
export function defaultEnforcement(severity: Severity): EnforcementLevel {
  return recommended.levels[severity];
}

/** What presets say of a rule together: the last one that says anything counts. */
function merged(id: string, presets: readonly Preset[]): PresetRule & { readonly levels: Levels } {
  const start: PresetRule & { readonly levels: Levels } = { levels: recommended.levels };
  return presets.reduce((before, { levels, rules = {} }) => {
    const rule = rules[id];
    const options = { ...before.options, ...rule?.options };
    return { ...before, ...(levels !== undefined && { levels }), ...rule, options };
  }, start);
}

function settingOf(rule: Rule, source: unknown, presets: readonly Preset[], problems: string[]): RuleSetting {
  const path = `rules.${rule.id}`;
  const preset = merged(rule.id, presets);
  const { levels } = preset;
  const fallback = preset.enforcement ?? levels[preset.severity ?? rule.severity];
  const fields = typeof source === 'string' ? { enforcement: source } : object(source ?? {}, `\`${path}\``, problems);
  const { enforcement, ...own } = fields;
  const shared = {
    options: optionsOf(rule, { ...preset.options, ...own }, path, problems),
    ...(preset.severity !== undefined && { severity: preset.severity }),
  };
  if (enforcement === undefined)
    return { enforcement: fallback, ...(preset.enforcement === undefined && { levels }), ...shared };
  const place = typeof source === 'string' ? path : `${path}.enforcement`;
  return { enforcement: oneOf(enforcement, place, enforcementLevels, problems) ?? fallback, ...shared };
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
  return `\`${place}\`: ${describe(issue.input)} is not ${expectedBy(issue)}`;
}

function expectedBy({ type, expected, requirement, message }: v.BaseIssue<unknown>): string {
  switch (type) {
    case 'integer':
      return 'a whole number';
    case 'min_value':
      return `at least ${String(requirement)}`;
    case 'max_value':
      return `at most ${String(requirement)}`;
    case 'min_length':
      return `long enough: give at least ${String(requirement)}`;
    default:
      return EXPECTED[expected ?? ''] ?? message;
  }
}
