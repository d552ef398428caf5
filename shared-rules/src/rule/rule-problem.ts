import * as v from 'valibot';
import { CLOUDS } from '../model/cloud';
import { didYouMean } from '../model/nearest';
import { ENTITY_KINDS } from './entity-kinds';
import { severities } from './finding';

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** What a configuration says of every rule: no option can be called so. */
const TAKEN = ['enforcement', 'exemptible'];

const KINDS = Object.keys(ENTITY_KINDS);
const CLOUD_NAMES = Object.keys(CLOUDS);

const text = v.pipe(v.string('must be a text'), v.check((value) => value.trim() !== '', 'is empty')); // prettier-ignore
const map = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
const oneOf = (words: readonly string[]): v.GenericSchema<string> =>
  v.pipe(
    v.string('must be a text'),
    v.check(
      (word) => words.includes(word),
      ({ input }) => `is \`${input}\`${didYouMean(input, words) || `, and can be ${words.join(', ')}`}`,
    ),
  );

const message = v.pipe(
  v.string('must be a text'),
  v.check(
    (template) => strangePlaceholder(template) === undefined,
    ({ input }) =>
      `has the placeholder \`${strangePlaceholder(input) ?? ''}\`, which is never filled in: a name has only letters, digits and \`_\``,
  ),
);

function strangePlaceholder(template: string): string | undefined {
  return template.match(/\{[^{}]*\}/g)?.find((each) => !/^\{\w+\}$/.test(each));
}

const options = v.pipe(
  v.custom<v.GenericSchema>(isSchema, 'must be made with `v.strictObject` of valibot 1'),
  v.check(
    (schema) => schema.type === 'strict_object',
    'must be made with `v.strictObject`, so that a wrong word in a configuration is an error',
  ),
  v.check(
    (schema) => takenOption(schema) === undefined,
    ({ input }) => `has the option \`${takenOption(input) ?? ''}\`, which a configuration says of every rule`,
  ),
  v.check(
    (schema) => v.safeParse(schema, {}).success,
    ({ input }) =>
      `has no default for ${withoutDefault(input)}: wrap it in \`v.optional(..., default)\`, since nobody must configure a rule`,
  ),
);

function isSchema(value: unknown): boolean {
  const { kind, '~run': run } = Object(value) as { readonly kind?: unknown; readonly '~run'?: unknown };
  return kind === 'schema' && typeof run === 'function';
}

function takenOption(schema: v.GenericSchema): string | undefined {
  return 'entries' in schema ? TAKEN.find((name) => name in (schema.entries as object)) : undefined;
}

function withoutDefault(schema: v.GenericSchema): string {
  const [issue] = v.safeParse(schema, {}).issues ?? [];
  return issue === undefined ? 'an option' : `\`${v.getDotPath(issue) ?? ''}\``;
}

const check = v.pipe(
  v.custom<(...given: never) => unknown>((value) => typeof value === 'function', 'must be a function'),
  v.check((run) => run.constructor.name !== 'AsyncFunction', 'is asynchronous: what it reports late would be lost'),
);

const example = v.looseObject({ title: text, resources: map }, 'must be an object');
const speaking = v.looseObject(
  { ...example.entries, at: v.array(text, 'must be a list of addresses') },
  'must be an object',
);

const fields = v.strictObject(
  {
    id: v.pipe(
      v.string('must be a text'),
      v.regex(ID, ({ input }) => `is \`${input}\`, which is not in kebab case, such as \`no-shared-users\``),
    ),
    title: text,
    severity: oneOf(severities),
    rationale: text,
    remediation: text,
    remediations: v.optional(v.record(oneOf(CLOUD_NAMES), text, 'must be an object')),
    canFix: v.optional(v.literal(true, 'can be true, or is left out')),
    exemptible: v.optional(v.literal(false, 'can be false, or is left out')),
    url: v.optional(v.pipe(v.string('must be a text'), v.regex(/^https?:\/\/\S+$/, 'is no address of a page, which begins with https://'))), // prettier-ignore
    recommendations: v.array(text, 'must be a list of ids; `[]` where there are none'),
    clouds: v.optional(v.pipe(v.array(oneOf(CLOUD_NAMES), 'must be a list'), v.minLength(1, 'is empty'))),
    appliesTo: v.pipe(
      v.array(oneOf(KINDS), `must be a list of kinds, such as ['user']`),
      v.minLength(1, 'is empty: name the kinds of entities that `check` is called with'),
    ),
    decidedByOneResource: v.array(oneOf(KINDS), 'must be a list of kinds of `appliesTo`; `[]` where there are none'),
    options,
    messages: v.record(v.string(), message, 'must be an object of texts'),
    check,
    examples: v.strictObject(
      {
        violating: v.pipe(v.array(speaking, 'must be a list'), v.minLength(1, 'is empty')),
        compliant: v.pipe(v.array(example, 'must be a list'), v.minLength(1, 'is empty')),
        unresolved: v.optional(v.array(speaking, 'must be a list')),
      },
      'must be an object with `violating` and `compliant`',
    ),
  },
  'must be an object',
);

const definition = v.pipe(
  fields,
  v.check(
    (rule) => strangeKind(rule) === undefined,
    ({ input }) => `\`decidedByOneResource\` names \`${strangeKind(input) ?? ''}\`, which \`appliesTo\` does not`,
  ),
);

function strangeKind({ appliesTo, decidedByOneResource }: v.InferOutput<typeof fields>): string | undefined {
  return decidedByOneResource.find((kind) => !appliesTo.includes(kind));
}

/** What is wrong with a rule, for JavaScript, which no type stops, and for what no type can say; undefined when nothing is. */
export function ruleProblem(rule: unknown): string | undefined {
  const { issues } = v.safeParse(definition, rule);
  if (issues === undefined) return undefined;
  const missing = issues.filter(isMissing).map(placeOf);
  const others = issues.filter((issue) => !isMissing(issue)).map(problemOf);
  const [first] = missing;
  const lack = missing.length === 1 ? `${first ?? ''} is missing` : `${missing.join(', ')} are missing`;
  return [...(first === undefined ? [] : [lack]), ...others].join('; ');
}

/** How messages call a rule that is perhaps none. */
export function nameOf(rule: unknown): string {
  const { id } = Object(rule) as { readonly id?: unknown };
  return typeof id === 'string' && id !== '' ? `the rule \`${id}\`` : 'a rule without `id`';
}

type Issue = v.BaseIssue<unknown>;

function isMissing({ type, expected, path }: Issue): boolean {
  return /^(?:strict|loose)_object$/.test(type) && expected !== 'never' && path?.at(-1)?.origin === 'key';
}

function placeOf({ path }: Issue): string {
  const keys = (path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`));
  return keys.length === 0 ? '' : `\`${keys.join('').slice(1)}\``;
}

function problemOf(issue: Issue): string {
  const place = placeOf(issue);
  const isStranger = issue.type === 'strict_object' && issue.expected === 'never';
  if (isStranger) return `there is no field ${place}${didYouMean(String(issue.path?.at(-1)?.key), FIELDS)}`;
  return `${place} ${issue.message}`.trim();
}

const FIELDS = [...Object.keys(fields.entries), ...Object.keys(fields.entries.examples.entries)];
