/** JSON Schema (draft-07) of `iam-guardrails.yaml`, for editors: the shape that the parser accepts, with what each key is for. */
import { remediationOf, type Rule } from '../rule/define-rule';
import { enforcementLevels } from '../rule/finding';
import { optionSchemas, type JsonSchema } from '../rule/json-schema';
import { recommended, type Preset } from '../rule/preset';
import { MOST_DAYS } from './configuration-exemptions';
import { roles } from './configuration-model';

type Properties = Readonly<Record<string, JsonSchema>>;

/** The schema of a configuration that these rules and presets can be named in. */
export function configurationSchema(rules: readonly Rule[], presets: readonly Preset[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of iam-guardrails',
    description: 'Which rules hold, how strict, and what is excepted. Everything may be left out.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors.' },
      extends: oneOrMore({ ...WORD, description: 'A package, or a path that begins with `./`.' }, 'The pack of the organisation, or a file, that this one extends: this one may only be stricter.'), // prettier-ignore
      preset: presetSchema(presets),
      rules: {
        ...map(Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])), 'Level and options of rules.'),
        type: ['object', 'null'],
      },
      ...around(),
      exemptions: {
        type: 'array',
        items: exemptionSchema(rules),
        description: 'What was looked at and is accepted.',
      },
      exemptionPolicy: exemptionPolicySchema(),
      adjustable: adjustableSchema(rules),
    },
    definitions: {
      level: {
        enum: [...enforcementLevels],
        description:
          'disabled: the rule does not run. advisory: a violation is shown and stops nothing. mandatory: it stops the deployment. remediate: Pulumi deploys the mended resource where the rule can mend it, everywhere else like mandatory.',
      },
      document: {
        anyOf: [{ type: 'object' }, { type: 'string', pattern: '^\\s*\\{' }],
        description: 'A policy document, as a map or as JSON text.',
      },
    },
  };
}

const WORD: JsonSchema = { type: 'string', minLength: 1 };
const LEVEL: JsonSchema = { $ref: '#/definitions/level' };
const DOCUMENT: JsonSchema = { $ref: '#/definitions/document' };
const ACCOUNT: JsonSchema = { type: 'string', pattern: '^\\d{12}$' };

function map(properties: Properties, description: string): JsonSchema {
  return { type: 'object', description, properties, additionalProperties: false };
}

/** One, or a list of it. */
function oneOrMore(item: JsonSchema, description: string, least = 0): JsonSchema {
  return { description, anyOf: [item, { type: 'array', items: item, ...(least > 0 && { minItems: least }) }] };
}

function presetSchema(presets: readonly Preset[]): JsonSchema {
  const known = [recommended, ...presets.filter(({ name }) => name !== recommended.name)];
  const named = known.map(({ name, title }) => ({ const: name, description: title }));
  return oneOrMore({ anyOf: named }, 'A named choice of levels and options, or several, merged left to right.');
}

function ruleSchema(rule: Rule): JsonSchema {
  const text = [rule.rationale, remediationOf(rule), rule.url ?? []].flat().join('\n\n');
  const options: Properties = {
    enforcement: LEVEL,
    exemptible: {
      ...(rule.exemptible === false ? { const: false } : { type: 'boolean' }),
      description: 'false: no exemption silences it.',
    },
    ...optionSchemas(rule.options),
  };
  return {
    title: `${rule.title} (${rule.severity}, ${recommended.levels[rule.severity]} by default)`,
    description: text,
    anyOf: [LEVEL, { ...map(options, rule.title), type: ['object', 'null'] }],
  };
}

/** What is said of the surroundings of a stack. */
function around(): Properties {
  const documents = (description: string): JsonSchema => ({
    description,
    anyOf: [
      DOCUMENT,
      { type: 'array', items: DOCUMENT },
      { type: 'array', items: { type: 'array', items: DOCUMENT }, description: 'Levels, from the root down.' },
    ],
  });
  const trust = {
    accounts: oneOrMore(ACCOUNT, 'Account ids, in quotes.'),
    organization: { type: 'string', pattern: '^o-[a-z0-9]{10,32}$', description: 'Every account of it is inside.' },
    thirdParties: oneOrMore(ACCOUNT, 'Accounts that may be let in with an external id.'),
  } as const satisfies Properties;
  const organization = {
    serviceControlPolicies: documents('A list is one level beside FullAWSAccess, a list of lists all levels.'),
    resourceControlPolicies: documents('As serviceControlPolicies; only what they deny counts.'),
  };
  return {
    unresolved: { enum: ['advisory', 'mandatory'], description: 'What happens with what cannot be decided.' },
    role: { enum: [...roles], description: 'Of the stack that holds the settings of its account.' },
    machineUsers: oneOrMore(WORD, 'Names of users that are machines, with `*` and `?`, for every rule that asks.'),
    trust: map(trust, 'Who is inside besides the account of the stack.'),
    organization: map(organization, 'Control policies that bear on the account of the stack.'),
    managedPolicies: {
      type: ['object', 'null'],
      propertyNames: { pattern: '^arn:[^:]+:iam::\\d{12}:policy/.' },
      additionalProperties: DOCUMENT,
      description: 'Documents of customer-managed policies that live in another stack, by ARN.',
    },
  };
}

function exemptionSchema(rules: readonly Rule[]): JsonSchema {
  const text = (description: string): JsonSchema => ({ type: 'string', description });
  const filled = (description: string): JsonSchema => ({ ...text(description), pattern: '\\S' });
  const rule: JsonSchema = { enum: ['*', ...rules.map(({ id }) => id)], description: 'Id of the rule, or `*`.' };
  const properties = {
    rule,
    resource: filled('Terraform address, Pulumi URN or construct path, with `*` and `?`.'),
    stack: filled('Name of the stack, with `*` and `?`; every stack when left out.'),
    reason: text('Why it is accepted. Without one it does not apply.'),
    owner: text('Who answers for it.'),
    expires: { ...text('Last day on which it holds, such as 2027-03-31.'), pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    action: oneOrMore(WORD, 'Only what allows no more than these actions, with `*` and `?`.', 1),
    statement: filled('Only the statement with this Sid.'),
    fingerprint: filled('Only the finding with this fingerprint.'),
  };
  return { ...map(properties, 'A finding that is accepted, and who says so.'), required: ['rule', 'resource'] };
}

function exemptionPolicySchema(): JsonSchema {
  const properties = {
    maximumDays: {
      type: 'integer',
      minimum: 1,
      maximum: MOST_DAYS,
      description: 'An exemption must end within so many days.',
    },
    owners: oneOrMore(WORD, 'Who may own one, with `*` and `?`.', 1),
    inPrograms: { type: 'boolean', description: 'Whether programs may declare exemptions.', default: true },
    enforcement: {
      enum: ['advisory', 'mandatory'],
      description: 'Level of findings about exemptions.',
      default: 'advisory',
    },
  } as const satisfies Properties;
  return map(properties, 'Who may exempt what.');
}

function adjustableSchema(rules: readonly Rule[]): JsonSchema {
  const ofRules = rules.flatMap(({ id, options }) => [
    `rules.${id}`,
    ...Object.keys(optionSchemas(options)).map((name) => `rules.${id}.${name}`),
  ]);
  const paths = ['machineUsers', 'trust', 'organization', ...ofRules];
  return oneOrMore({ enum: paths }, 'What files that extend this one may set, besides raising levels.');
}
