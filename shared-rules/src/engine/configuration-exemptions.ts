/** `exemptions` and `exemptionPolicy` of a configuration, and exemptions as programs declare them. */
import type { Exemption, ExemptionPlace, ExemptionPolicy } from './configuration-model';
import { describe, object, oneOf, texts, unknownKey, unknownKeys, type Fields } from './configuration-words';

const KEYS = ['rule', 'resource', 'stack', 'reason', 'owner', 'expires', 'action', 'statement', 'fingerprint'] as const;
/** In the program the resource is the one that it is declared on. */
const PROGRAM_KEYS = KEYS.filter((key) => key !== 'resource' && key !== 'stack');

const POLICY_KEYS = ['maximumDays', 'owners', 'inPrograms', 'enforcement'] as const;

/** What the engine does where nobody says otherwise. */
export const anyExemption: ExemptionPolicy = { inPrograms: true, enforcement: 'advisory' };

/** What tells exemptions of one source apart from those of others. */
interface Source {
  readonly place: ExemptionPlace;
  readonly origin: string;
  readonly isShared: boolean;
}

/** The list of a configuration. */
export function exemptionsIn(
  list: unknown,
  ids: readonly string[],
  source: Source,
  problems: string[],
): readonly Exemption[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) {
    problems.push(`\`exemptions\` must be a list, not ${describe(list)}`);
    return [];
  }
  return list.flatMap((item: unknown, index) => {
    const path = `exemptions.${index}`;
    const before = problems.length;
    const fields = object(item, `\`${path}\``, problems);
    if (problems.length > before) return [];
    unknownKeys(path, fields, KEYS, problems);
    const resource = textIn(fields, 'resource', path, problems);
    if (fields['resource'] === undefined || resource?.trim() === '')
      problems.push(`\`${path}\`: it has no \`resource\`; name what it is about`);
    const origin = `${source.origin}, ${path}`;
    const exemption = exemptionOf(fields, path, ids, { ...source, origin, resource: resource ?? '' }, problems);
    if (exemption !== undefined && silencesAll(exemption)) {
      problems.push(`\`${path}\`: it would silence every rule on every resource; name the rule or the resource`);
      return [];
    }
    return exemption === undefined || problems.length > before ? [] : [exemption];
  });
}

/** An exemption that a program declares on a resource; undefined, with problems, when it cannot be used. */
export function declaredExemption(
  declared: unknown,
  ids: readonly string[],
  { origin, resource }: { readonly origin: string; readonly resource: string },
  problems: string[],
): Exemption | undefined {
  const before = problems.length;
  const fields = object(declared, 'an exemption', problems);
  if (problems.length > before) return undefined;
  for (const key of Object.keys(fields))
    if (!(PROGRAM_KEYS as readonly string[]).includes(key)) problems.push(unknownKey(key, key, PROGRAM_KEYS));
  const source = { place: 'program', origin, isShared: false, resource } as const;
  const exemption = exemptionOf(fields, '', ids, source, problems);
  return problems.length > before ? undefined : exemption;
}

function exemptionOf(
  fields: Fields,
  path: string,
  ids: readonly string[],
  source: Source & { readonly resource: string },
  problems: string[],
): Exemption | undefined {
  const rule = ruleIn(fields, path, ids, problems);
  const expires = dateIn(fields, path, problems);
  const optional = Object.fromEntries(
    (['stack', 'reason', 'owner', 'statement', 'fingerprint'] as const).flatMap((key) => {
      const text = textIn(fields, key, path, problems)?.trim();
      if (text === '' && NARROWING.has(key)) problems.push(emptyProblem(at(path, key)));
      return text === undefined || text === '' ? [] : [[key, text] as const];
    }),
  );
  const action = fields['action'];
  const actions =
    action === undefined ? undefined : texts(action, at(path, 'action'), 'an action such as `s3:*`', problems);
  if (actions?.length === 0) problems.push(emptyProblem(at(path, 'action')));
  if (rule === undefined) return undefined;
  return {
    rule,
    ...source,
    ...optional,
    ...(expires !== undefined && { expires }),
    ...(actions && { action: actions }),
  };
}

/** What makes an exemption narrower: left empty, as by a variable of a script that is not set, it would make it wider. */
const NARROWING: ReadonlySet<string> = new Set(['stack', 'statement', 'fingerprint']);

function emptyProblem(path: string): string {
  return `\`${path}\`: it is empty and narrows nothing; leave it out or say what it is about`;
}

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function ruleIn(fields: Fields, path: string, ids: readonly string[], problems: string[]): string | undefined {
  const rule = textIn(fields, 'rule', path, problems);
  if (fields['rule'] === undefined) {
    problems.push(`${path === '' ? '' : `\`${path}\`: `}it has no \`rule\`; name the rule that it is about`);
    return undefined;
  }
  if (rule === undefined || rule === '*' || ids.includes(rule)) return rule;
  problems.push(unknownKey(at(path, 'rule'), rule, ids, 'rule'));
  return undefined;
}

function textIn(fields: Fields, key: string, path: string, problems: string[]): string | undefined {
  const value = fields[key];
  if (value === undefined || typeof value === 'string') return value;
  const hint = typeof value === 'number' ? ': write it in quotes' : '';
  problems.push(`\`${at(path, key)}\`: ${describe(value)} is not a text${hint}`);
  return undefined;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function dateIn(fields: Fields, path: string, problems: string[]): string | undefined {
  const value = fields['expires'];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && DATE.test(value) && isDay(value)) return value;
  problems.push(`\`${at(path, 'expires')}\`: ${describe(value)} is no day such as \`2027-03-31\``);
  return undefined;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Nothing but wildcards and what stands between the parts of an address. */
const ANYTHING = /^[*?./:]*\*[*?./:]*$/;

/** Narrowed to one finding it silences no more than that. */
function silencesAll({ rule, resource, fingerprint }: Exemption): boolean {
  return rule === '*' && ANYTHING.test(resource) && fingerprint === undefined;
}

/** A hundred years. */
export const MOST_DAYS = 36_500;

function isNumberOfDays(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MOST_DAYS;
}

/** `exemptionPolicy`: who may exempt what. */
export function exemptionPolicyIn(source: unknown, problems: string[]): ExemptionPolicy {
  const fields = object(source, '`exemptionPolicy`', problems);
  unknownKeys('exemptionPolicy', fields, POLICY_KEYS, problems);
  const { maximumDays, owners, inPrograms = true, enforcement = 'advisory' } = fields;
  const path = 'exemptionPolicy';
  const isCount = isNumberOfDays(maximumDays);
  if (maximumDays !== undefined && !isCount)
    problems.push(`\`${path}.maximumDays\`: ${describe(maximumDays)} is no number of days from 1 to ${MOST_DAYS}`);
  if (typeof inPrograms !== 'boolean')
    problems.push(`\`${path}.inPrograms\`: ${describe(inPrograms)} is not true or false`);
  const globs =
    owners === undefined ? undefined : texts(owners, `${path}.owners`, 'an owner such as `*@acme.example`', problems);
  if (Array.isArray(owners) && owners.length === 0)
    problems.push(`\`${path}.owners\`: nobody is in it; leave it out or name who may own one`);
  const level = oneOf(enforcement, `${path}.enforcement`, ['advisory', 'mandatory'] as const, problems);
  return {
    ...(isCount && { maximumDays }),
    ...(globs !== undefined && { owners: globs }),
    inPrograms: inPrograms !== false,
    enforcement: level ?? 'advisory',
  };
}
