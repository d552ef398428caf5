/** What the layers of a configuration say of one rule: the first is free, every further one may only be stricter. */
import * as v from 'valibot';
import type { Rule } from '../rule/define-rule';
import { enforcementLevels, severities, type EnforcementLevel, type Severity } from '../rule/finding';
import { recommended, type Preset } from '../rule/preset';
import type { ConfiguredValue, Levels, RuleSetting } from './configuration-model';
import { describe, object, oneOf, unknownKey, type Fields } from './configuration-words';

/** A value, and where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly origin: string;
}

/** What a rule is set to so far. */
export interface RuleDraft {
  readonly levels: Readonly<Record<Severity, Sourced<EnforcementLevel>>>;
  /** Whether somebody chose one level for the rule. */
  readonly isChosen: boolean;
  readonly severity?: Sourced<Severity>;
  readonly options: ReadonlyMap<string, Sourced<unknown>>;
  /** The options that stand under the rule itself, and not at the top for every rule that asks. */
  readonly own: ReadonlySet<string>;
  readonly exemptible: Sourced<boolean>;
}

/** What one layer says, and how far it may go. */
export interface RuleLayer {
  readonly origin: string;
  /** The presets that it names, in order. */
  readonly presets: readonly Preset[];
  /** What stands under `rules`, by rule id. */
  readonly settings: Fields;
  /** Users that are machines, for every rule that asks. */
  readonly machineUsers?: unknown;
  /** True where it extends others: levels may only rise. */
  readonly isBound: boolean;
  /** Paths of options that it may set although it is bound. */
  readonly adjustable: readonly string[];
}

/** Where what nobody says comes from. */
export const DEFAULT = 'default';

const MACHINE_USERS = 'machineUsers';

/** A rule of which nobody said anything yet. */
export function startOf(rule: Rule): RuleDraft {
  return {
    levels: everyLevel((severity) => ({ value: recommended.levels[severity], origin: `preset ${recommended.name}` })),
    isChosen: false,
    options: new Map(),
    own: new Set(),
    exemptible: { value: rule.exemptible !== false, origin: DEFAULT },
  };
}

type SourcedLevels = RuleDraft['levels'];

function everyLevel(levelOf: (severity: Severity) => Sourced<EnforcementLevel>): SourcedLevels {
  return Object.fromEntries(severities.map((severity) => [severity, levelOf(severity)])) as SourcedLevels;
}

/** What the rule is set to after a further layer. */
export function withLayer(draft: RuleDraft, rule: Rule, layer: RuleLayer, problems: string[]): RuleDraft {
  const after = layer.presets.reduce((before, preset) => withPreset(before, rule, preset, layer), draft);
  const source = layer.settings[rule.id];
  const path = `rules.${rule.id}`;
  const fields = typeof source === 'string' ? { enforcement: source } : object(source ?? {}, `\`${path}\``, problems);
  const { enforcement, exemptible, ...options } = fields;
  const place = typeof source === 'string' ? path : `${path}.enforcement`;
  const levelled =
    enforcement === undefined ? after : withLevel(after, rule, { value: enforcement, place }, layer, problems);
  const own = { ...levelled, exemptible: exemptibleOf(levelled, rule, exemptible, layer, problems) };
  return withOptions(own, rule, options, layer, problems);
}

const RANK: Readonly<Record<EnforcementLevel, number>> = { disabled: 0, advisory: 1, remediate: 2, mandatory: 2 };

/** A preset as it is; where the layer is bound, only what it makes stricter and what is not said yet. */
function withPreset(draft: RuleDraft, rule: Rule, preset: Preset, { isBound }: RuleLayer): RuleDraft {
  const said = preset.rules?.[rule.id];
  const origin = `preset ${preset.name}`;
  const levels = everyLevel((severity) => {
    // What was chosen for the rule itself stands before what is said of all rules.
    const general = draft.isChosen && !isBound ? undefined : preset.levels?.[severity];
    const value = said?.enforcement ?? general;
    const before = draft.levels[severity];
    return value === undefined || (isBound && RANK[value] <= RANK[before.value]) ? before : { value, origin };
  });
  const severity = said?.severity;
  const isGraver =
    severity !== undefined && severities.indexOf(severity) >= severities.indexOf(severityOf(draft, rule));
  const options = Object.entries(said?.options ?? {}).filter(([name]) => !isBound || !draft.options.has(name));
  return {
    ...draft,
    levels,
    isChosen: draft.isChosen || said?.enforcement !== undefined,
    ...(severity !== undefined && (!isBound || isGraver) && { severity: { value: severity, origin } }),
    options: new Map([...draft.options, ...options.map(([name, value]) => [name, { value, origin }] as const)]),
  };
}

function severityOf(draft: RuleDraft, rule: Rule): Severity {
  return draft.severity?.value ?? rule.severity;
}

function withLevel(
  draft: RuleDraft,
  rule: Rule,
  { value, place }: { readonly value: unknown; readonly place: string },
  { origin, isBound }: RuleLayer,
  problems: string[],
): RuleDraft {
  const level = oneOf(value, place, enforcementLevels, problems);
  if (level === undefined) return draft;
  // A violation is as bad as its rule, or less.
  const counting = severities.slice(0, severities.indexOf(severityOf(draft, rule)) + 1);
  const higher = counting
    .map((severity) => draft.levels[severity])
    .filter(({ value: before }) => RANK[before] > RANK[level]);
  const [first] = higher.reverse();
  if (isBound && first !== undefined) {
    problems.push(`\`${place}\`: \`${level}\` is below \`${first.value}\`, which ${first.origin} sets: a level may only rise. Declare an exemption for what is accepted`); // prettier-ignore
    return draft;
  }
  return { ...draft, levels: everyLevel(() => ({ value: level, origin })), isChosen: true };
}

function exemptibleOf(
  draft: RuleDraft,
  rule: Rule,
  value: unknown,
  { origin, isBound }: RuleLayer,
  problems: string[],
): RuleDraft['exemptible'] {
  const before = draft.exemptible;
  if (value === undefined) return before;
  const path = `\`rules.${rule.id}.exemptible\``;
  if (typeof value !== 'boolean') {
    problems.push(`${path}: ${describe(value)} is not true or false`);
    return before;
  }
  if (value && rule.exemptible === false) problems.push(`${path}: the rule itself says that it has no exemptions`);
  else if (value && !before.value && isBound) problems.push(`${path}: ${before.origin} says that it has no exemptions`);
  return { value, origin };
}

function withOptions(draft: RuleDraft, rule: Rule, own: Fields, layer: RuleLayer, problems: string[]): RuleDraft {
  const path = `rules.${rule.id}`;
  const { machineUsers } = layer;
  // Whether the top of the file may say it at all was asked once, not for every rule.
  const isLocked = (name: string): boolean => layer.isBound && !mayAdjust(`${path}.${name}`, layer.adjustable);
  const isTaken = draft.own.has(MACHINE_USERS) && isLocked(MACHINE_USERS);
  const isShared = machineUsers !== undefined && takes(rule, MACHINE_USERS) && !isTaken;
  const shared = isShared ? { [MACHINE_USERS]: machineUsers } : {};
  const locked = Object.keys(own).filter(isLocked);
  for (const name of locked.filter((each) => takes(rule, each))) {
    const origin = draft.options.get(name)?.origin ?? DEFAULT;
    const who = origin === DEFAULT ? 'what it extends leaves the default' : `${origin} sets it`;
    problems.push(`\`${path}.${name}\`: ${who}, and does not list it under \`adjustable\``);
  }
  const options = new Map(draft.options);
  for (const [name, value] of Object.entries({ ...shared, ...own })) options.set(name, { value, origin: layer.origin });
  optionsOf(rule, options, problems);
  return { ...draft, options, own: new Set([...draft.own, ...Object.keys(own)]) };
}

/** Whether a path, or what it stands under, is in the list. */
export function mayAdjust(path: string, adjustable: readonly string[]): boolean {
  return adjustable.some((each) => path === each || path.startsWith(`${each}.`));
}

/** Names of the options of a rule. */
export function optionNames({ options }: Rule): readonly string[] {
  return 'entries' in options ? Object.keys(options.entries as object) : [];
}

function takes(rule: Rule, option: string): boolean {
  return optionNames(rule).includes(option);
}

function optionsOf(rule: Rule, options: RuleDraft['options'], problems: string[]): object {
  const source = Object.fromEntries([...options].map(([name, { value }]) => [name, value]));
  const result = v.safeParse(rule.options, source);
  if (result.success) return result.output;
  problems.push(...result.issues.map((issue) => optionProblem(rule, issue)));
  return {};
}

/** What the engine runs a rule with. */
export function settingOf(rule: Rule, { levels, isChosen, severity, options, exemptible }: RuleDraft): RuleSetting {
  const bySeverity = Object.fromEntries(severities.map((each) => [each, levels[each].value])) as Levels;
  return {
    enforcement: bySeverity[severity?.value ?? rule.severity],
    ...((!isChosen || new Set(Object.values(bySeverity)).size > 1) && { levels: bySeverity }),
    options: optionsOf(rule, options, []),
    ...(severity !== undefined && { severity: severity.value }),
    ...(!exemptible.value && { exemptible: false }),
  };
}

/** Every value of a rule with where it came from. */
export function valuesOf(rule: Rule, draft: RuleDraft): readonly ConfiguredValue[] {
  const path = `rules.${rule.id}`;
  const { severity, exemptible, options } = draft;
  const all = Object.entries<unknown>({ ...optionsOf(rule, options, []) });
  return [
    { path: `${path}.enforcement`, ...draft.levels[severityOf(draft, rule)] },
    ...(severity === undefined ? [] : [{ path: `${path}.severity`, ...severity }]),
    ...(exemptible.value ? [] : [{ path: `${path}.exemptible`, ...exemptible }]),
    ...all.map(([name, value]) => ({ path: `${path}.${name}`, value, origin: options.get(name)?.origin ?? DEFAULT })),
  ];
}

/** Valibot's names of types, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  Array: 'a list',
  Object: 'a map',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
};

function optionProblem(rule: Rule, issue: v.BaseIssue<unknown>): string {
  const place = [`rules.${rule.id}`, ...(issue.path ?? []).map((item) => String(item.key))].join('.');
  if (issue.expected === 'never') {
    const allowed = ['enforcement', 'exemptible', ...optionNames(rule)];
    return unknownKey(place, String(issue.path?.at(-1)?.key), allowed, 'option');
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
