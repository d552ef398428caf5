import type { Rule } from '../rule/define-rule';
import type { EnforcementLevel, Severity } from '../rule/finding';
import { recommended, type Preset } from '../rule/preset';
import { readDocument } from '../policy/document';
import { anyExemption, exemptionPolicyIn, exemptionsIn } from './configuration-exemptions';
import {
  ConfigurationError,
  roles,
  type Configuration,
  type ConfiguredValue,
  type Exemption,
} from './configuration-model';
import { DEFAULT, mayAdjust, optionNames, settingOf, startOf, valuesOf, withLayer, type RuleDraft, type Sourced } from './configuration-rules'; // prettier-ignore
import { organizationIn, trustIn } from './configuration-trust';
import { describe, isDocument, object, oneOf, texts, unknownKey, type Fields } from './configuration-words';

/** One source of a configuration. */
export interface Layer {
  /** A file or a pack, which messages name; absent for what a program gives as an object. */
  readonly origin?: string;
  /** As it was read from YAML or JSON, without `extends`; `undefined` says nothing. */
  readonly content: unknown;
  /** Set for what serves many stacks: an organisation's pack. */
  readonly isShared?: boolean;
}

const KEYS = [
  ...['$schema', 'preset', 'role', 'rules', 'unresolved', 'machineUsers', 'managedPolicies', 'trust', 'organization'],
  ...['exemptions', 'exemptionPolicy', 'adjustable'],
];

/** Read by whoever reads files, before the layers come here. */
const EXTENDS = 'extends';

const UNRESOLVED = ['advisory', 'mandatory'] as const;

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
  return parseLayers([{ content: source }], rules, presets);
}

/**
 * The same of several sources. The first one is free; each further one extends what stands before it and may only be
 * stricter: raise levels, add exemptions, and change what that lists under `adjustable`. Problems begin with the origin.
 */
export function parseLayers(
  layers: readonly Layer[],
  rules: readonly Rule[],
  presets: readonly Preset[] = [],
): Configuration {
  let state = startState(rules);
  for (const [index, layer] of layers.entries()) {
    const problems: string[] = [];
    state = withSource(state, { ...layer, isBound: index > 0 }, { rules, presets, problems });
    const prefix = layer.origin === undefined ? '' : `${layer.origin}: `;
    if (problems.length > 0) throw new ConfigurationError(problems.map((problem) => `${prefix}${problem}`));
  }
  return configurationOf(state, rules);
}

/** What holds after some layers. Keys of `around` are paths. */
interface State {
  readonly drafts: ReadonlyMap<string, RuleDraft>;
  readonly around: ReadonlyMap<string, Sourced<unknown>>;
  readonly parts: Omit<Configuration, 'rules' | 'values'>;
  readonly adjustable: readonly string[];
}

function startState(rules: readonly Rule[]): State {
  return {
    drafts: new Map(rules.map((rule) => [rule.id, startOf(rule)])),
    around: new Map([
      ['unresolved', { value: 'advisory', origin: DEFAULT }],
      ...Object.entries<unknown>({ ...anyExemption }).map(
        ([key, value]) => [`exemptionPolicy.${key}`, { value, origin: DEFAULT }] as const,
      ),
    ]),
    parts: { unresolved: 'advisory', managedPolicies: new Map(), exemptions: [], exemptionPolicy: anyExemption },
    adjustable: [],
  };
}

/** A layer while it is read. */
interface Reading {
  readonly fields: Fields;
  readonly origin: string;
  readonly isBound: boolean;
  readonly isShared: boolean;
  readonly before: State;
  readonly ids: readonly string[];
  readonly problems: string[];
}

interface Known {
  readonly rules: readonly Rule[];
  readonly presets: readonly Preset[];
  readonly problems: string[];
}

function withSource(before: State, layer: Layer & { readonly isBound: boolean }, known: Known): State {
  const { rules, presets, problems } = known;
  const { origin = 'the configuration', content, isBound, isShared = false } = layer;
  const fields = object(content ?? {}, 'the configuration', problems);
  const ids = rules.map(({ id }) => id);
  const reading: Reading = { fields, origin, isBound, isShared, before, ids, problems };
  for (const key of Object.keys(fields))
    if (!KEYS.includes(key)) problems.push(unknownKey(key, key, key === EXTENDS ? KEYS : [EXTENDS, ...KEYS]));
  const chosen = presetsOf(fields['preset'], presets, problems);
  const settings = object(fields['rules'] ?? {}, '`rules`', problems);
  for (const id of Object.keys(settings))
    if (!ids.includes(id)) problems.push(unknownKey(`rules.${id}`, id, ids, 'rule'));
  const machineUsers = machineUsersIn(reading);
  const ruleLayer = { origin, presets: chosen, settings, isBound, adjustable: before.adjustable, ...machineUsers };
  const drafts = rules.map((rule) => {
    const draft = before.drafts.get(rule.id) ?? startOf(rule);
    return [rule.id, withLayer(draft, rule, ruleLayer, problems)] as const;
  });
  const parts = partsOf(reading);
  const adjustable = adjustableIn(reading, rules);
  return { drafts: new Map(drafts), around: aroundOf(reading), parts, adjustable };
}

function machineUsersIn({ fields, isBound, before, problems }: Reading): { readonly machineUsers?: readonly string[] } {
  const source = fields['machineUsers'];
  if (source === undefined) return {};
  lock('machineUsers', isBound, before, problems);
  return { machineUsers: texts(source, 'machineUsers', 'the name of a user, with `*` and `?`', problems) };
}

/** What is not the layer's to say. */
function lock(path: string, isBound: boolean, before: State, problems: string[]): void {
  if (!isBound || mayAdjust(path, before.adjustable)) return;
  const said = [...before.around].find(([key]) => key === path || key.startsWith(`${path}.`));
  const origin = said?.[1].origin;
  const who = origin === undefined ? 'what it extends leaves it out' : `${origin} sets it`;
  problems.push(`\`${path}\`: ${who}, and does not list it under \`adjustable\``);
}

/** Everything that is not about a single rule. */
function partsOf(reading: Reading): State['parts'] {
  const { fields, before, origin, isBound, isShared, ids, problems } = reading;
  const { parts } = before;
  const place = isBound ? 'file' : 'organisation';
  const own = exemptionsIn(fields['exemptions'], ids, { place, origin, isShared }, problems);
  return {
    ...parts,
    unresolved: unresolvedIn(reading),
    managedPolicies: new Map([...parts.managedPolicies, ...documentsIn(reading)]),
    ...roleIn(reading),
    ...surroundings(reading),
    exemptions: [...parts.exemptions, ...own],
    exemptionPolicy: exemptionPolicyOf(reading),
  };
}

function unresolvedIn({ fields, before, isBound, problems }: Reading): Configuration['unresolved'] {
  const source = fields['unresolved'];
  const level = source === undefined ? undefined : oneOf(source, 'unresolved', UNRESOLVED, problems);
  const was = before.parts.unresolved;
  if (level !== 'advisory' || was === 'advisory' || !isBound) return level ?? was;
  const origin = before.around.get('unresolved')?.origin ?? DEFAULT;
  problems.push(`\`unresolved\`: \`advisory\` is below \`mandatory\`, which ${origin} sets: a level may only rise`);
  return was;
}

function roleIn({ fields, before, isBound, problems }: Reading): Pick<Configuration, 'role'> {
  const role = fields['role'] === undefined ? undefined : oneOf(fields['role'], 'role', roles, problems);
  // There is one role, which asks for more: it can be given and not be taken away.
  return role === undefined || (isBound && before.parts.role === role) ? {} : { role };
}

/** Who is inside, and what the organization limits. */
function surroundings({ fields, before, isBound, problems }: Reading): Pick<Configuration, 'trust' | 'organization'> {
  const { trust, organization } = fields;
  for (const key of ['trust', 'organization'] as const)
    if (fields[key] !== undefined) lock(key, isBound, before, problems);
  return {
    ...(trust !== undefined && { trust: { ...before.parts.trust, ...trustIn(trust, problems) } }),
    ...(organization !== undefined && {
      organization: organizationIn(organization, problems, before.parts.organization),
    }),
  };
}

const CUSTOMER_POLICY = /^arn:[^:]+:iam::\d{12}:policy\/./;

/** A document that cannot be read would leave open what it is given for. */
function faultIn(document: unknown): string | undefined {
  return readDocument(document).problem?.message;
}

function documentsIn({ fields, before, isBound, problems }: Reading): readonly (readonly [string, unknown])[] {
  const documents = Object.entries(object(fields['managedPolicies'] ?? {}, '`managedPolicies`', problems));
  for (const [arn, document] of documents) {
    const path = `managedPolicies.${arn}`;
    const known = before.around.get(path);
    if (!isDocument(document))
      problems.push(`\`${path}\`: ${describe(document)} is not a policy document: a map, or its JSON text`);
    else if (!CUSTOMER_POLICY.test(arn))
      problems.push(`\`${path}\`: it is no ARN of a customer-managed policy such as \`arn:aws:iam::123456789012:policy/readers\``); // prettier-ignore
    else if (faultIn(document) !== undefined)
      problems.push(`\`${path}\`: AWS refuses the document: ${faultIn(document) ?? ''}`);
    else if (isBound && known !== undefined && JSON.stringify(known.value) !== JSON.stringify(document))
      problems.push(`\`${path}\`: ${known.origin} says what this policy holds`);
  }
  return documents;
}

function exemptionPolicyOf({ fields, before, problems }: Reading): Configuration['exemptionPolicy'] {
  const source = fields['exemptionPolicy'];
  if (source === undefined) return before.parts.exemptionPolicy;
  const known = [...before.around].find(
    ([path, { origin }]) => path.startsWith('exemptionPolicy.') && origin !== DEFAULT,
  )?.[1];
  if (known !== undefined) problems.push(`\`exemptionPolicy\`: ${known.origin} says who may exempt what`);
  return exemptionPolicyIn(source, problems);
}

function adjustableIn({ fields, before, isBound, problems }: Reading, rules: readonly Rule[]): readonly string[] {
  const source = fields['adjustable'];
  if (source === undefined) return before.adjustable;
  const paths = texts(source, 'adjustable', 'a path such as `machineUsers`', problems);
  const allowed = [
    ...['machineUsers', 'trust', 'organization'],
    ...rules.flatMap((rule) => optionNames(rule).map((name) => `rules.${rule.id}.${name}`)),
    ...rules.map(({ id }) => `rules.${id}`),
  ];
  for (const path of paths) {
    if (!allowed.includes(path)) problems.push(unknownKey('adjustable', path, allowed, 'path'));
    else if (isBound) lock(path, isBound, before, problems);
  }
  return paths;
}

/** The presets that it names, the first one first. */
function presetsOf(source: unknown, presets: readonly Preset[], problems: string[]): readonly Preset[] {
  const known = [recommended, ...presets.filter(({ name }) => name !== recommended.name)];
  const allowed = known.map(({ name }) => name);
  const names: readonly unknown[] = source === undefined ? [] : Array.isArray(source) ? source : [source];
  const chosen = names.map((name) => oneOf(name, 'preset', allowed, problems));
  return chosen.flatMap((name) => known.filter((preset) => preset.name === name));
}

/** The values outside of `rules` and where they came from; of what was wrong the layer is not used. */
function aroundOf({ fields, origin, before }: Reading): State['around'] {
  const apart = ['$schema', 'rules', 'exemptions'];
  const rest = Object.entries(fields).filter(([key]) => !apart.includes(key));
  const values = rest.flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap ? Object.entries(value).map(([inner, each]) => [`${key}.${inner}`, each] as const) : [[key, value]];
  });
  // The name of a map counts as said when something in it is.
  return new Map([...before.around, ...values.map(([path, value]) => [path, { value, origin }] as const)]);
}

/** The level of a rule that neither a configuration nor a preset mentions. */
export function defaultEnforcement(severity: Severity): EnforcementLevel {
  return recommended.levels[severity];
}

function configurationOf({ drafts, around, parts }: State, rules: readonly Rule[]): Configuration {
  const settings = rules.flatMap((rule) => {
    const draft = drafts.get(rule.id);
    return draft === undefined ? [] : [{ rule, draft }];
  });
  const values = (): readonly ConfiguredValue[] => [
    ...[...around].map(([path, sourced]) => ({ path, ...sourced })),
    ...settings.flatMap(({ rule, draft }) => valuesOf(rule, draft)),
    ...parts.exemptions.map(exemptionValue),
  ];
  return {
    rules: new Map(settings.map(({ rule, draft }) => [rule.id, settingOf(rule, draft)])),
    ...parts,
    get values() {
      return values();
    },
  };
}

/** An exemption as it stands in YAML. */
function exemptionValue(exemption: Exemption, index: number): ConfiguredValue {
  const apart = ['origin', 'place', 'isShared'];
  const value = Object.fromEntries(Object.entries(exemption).filter(([key]) => !apart.includes(key)));
  return { path: `exemptions.${index}`, value, origin: exemption.origin };
}
