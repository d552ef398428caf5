/** Random policy sets over the alphabet. */
import type { Requests } from '@iam-guardrails/shared-rules/access';
import fc from 'fast-check';
import { ACTION_PATTERNS, ACTIONS, KEYS, OTHER, OWN, RESOURCE_PATTERNS, type Key } from './alphabet';
import { leftOut } from './known-differences';
import type { Documents, World } from './world';

const OPERATORS: Readonly<Record<Key['type'], readonly string[]>> = {
  text: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  texts: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'StringEquals'],
  number: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  bool: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
}; // prettier-ignore

type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[] | string>>>>;

const nullTest = (key: Key): fc.Arbitrary<Condition> =>
  fc.constantFrom('true', 'false').map((value) => ({ Null: { [key.name]: value } }));

function comparison(key: Key): fc.Arbitrary<Condition> {
  // A list is compared with a quantifier; on a single value one is unusual, and means something.
  const quantifiers =
    key.type === 'texts' ? ['ForAllValues:', 'ForAnyValue:'] : ['', '', '', '', 'ForAllValues:', 'ForAnyValue:'];
  return fc
    .record({
      quantifier: fc.constantFrom(...quantifiers),
      operator: fc.constantFrom(...OPERATORS[key.type]),
      suffix: fc.constantFrom('', '', 'IfExists'),
      values: fc.uniqueArray(fc.constantFrom(...key.values), { minLength: 1, maxLength: key.type === 'bool' ? 1 : 2 }),
    })
    .map(({ quantifier, operator, suffix, values }) => ({ name: `${quantifier}${operator}${suffix}`, values }))
    .filter(
      ({ name, values }) =>
        !leftOut.some(({ operator, value }) => operator.test(name) && (value === undefined || values.includes(value))),
    )
    .map(({ name, values }) => ({ [name]: { [key.name]: values.length === 1 ? (values[0] ?? '') : values } }));
}

const condition = fc
  .constantFrom(...KEYS)
  .chain((key) => fc.oneof({ weight: 1, arbitrary: nullTest(key) }, { weight: 5, arbitrary: comparison(key) }));

const merge = (conditions: readonly Condition[]): Condition => Object.assign({}, ...conditions) as Condition;

const some = <T>(values: readonly T[], maximum: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: maximum });

interface StatementParts {
  readonly effect: 'Allow' | 'Deny';
  readonly not: 'none' | 'action' | 'resource';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
}

const statementParts = (effects: readonly ('Allow' | 'Deny')[]): fc.Arbitrary<StatementParts> =>
  fc.record({
    effect: fc.constantFrom(...effects),
    not: fc.constantFrom('none' as const, 'none' as const, 'none' as const, 'action' as const, 'resource' as const),
    actions: some(ACTION_PATTERNS, 3),
    resources: fc.oneof(fc.constant(['*']), some(RESOURCE_PATTERNS, 3)),
    conditions: fc.array(condition, { maxLength: 3 }),
  });

const whole = (resources: readonly string[]): readonly string[] =>
  resources.map((resource) => (resource === 'arn:*' ? 'arn:aws:s3:::*' : resource));

const statementOf = ({ effect, not, actions, resources, conditions }: StatementParts): object => ({
  Effect: effect,
  [not === 'action' ? 'NotAction' : 'Action']: actions,
  // How an ARN with fields left out stands for others is documented of `Resource` alone.
  ...(not === 'resource' ? { NotResource: whole(resources) } : { Resource: resources }),
  ...(conditions.length === 0 ? {} : { Condition: merge(conditions) }),
});

const documentOf = (statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });

const MIXED = ['Allow', 'Allow', 'Deny'] as const;

const documents = (effects: readonly ('Allow' | 'Deny')[], minLength = 1): fc.Arbitrary<object> =>
  fc.array(statementParts(effects).map(statementOf), { minLength, maxLength: 3 }).map(documentOf);

const everything = documentOf([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

const principals = fc.constantFrom(`arn:aws:iam::${OWN}:user/alice`, `arn:aws:iam::${OWN}:role/deployer`);

/** A session policy is a role's. */
const sessionFor = (principal: string): fc.Arbitrary<object | undefined> =>
  principal.includes(':user/') ? fc.constant(undefined) : fc.option(documents(MIXED), { nil: undefined, freq: 3 });

/** RCPs of customers only deny, without NotAction, and only some services know them. */
const rcpStatement = statementParts(['Deny']).map(({ not, actions, ...parts }) => {
  const known = actions.filter((action) => /^(s3|sqs):/.test(action));
  const part = {
    ...parts,
    not: not === 'action' ? ('none' as const) : not,
    actions: known.length > 0 ? known : ['s3:*'],
  };
  return { ...statementOf(part), Principal: '*' };
});
const rcp = fc.array(rcpStatement, { minLength: 1, maxLength: 2 }).map(documentOf);

const PRINCIPALS = [
  '*', { AWS: '*' }, { AWS: `arn:aws:iam::${OWN}:root` }, { AWS: OWN }, { AWS: [`arn:aws:iam::${OWN}:user/alice`, `arn:aws:iam::${OWN}:role/deployer`] },
  { AWS: `arn:aws:iam::${OTHER}:user/bob` }, { Service: 'lambda.amazonaws.com' },
]; // prettier-ignore

const resourcePolicy = fc
  .array(fc.record({ parts: statementParts(MIXED), principal: fc.constantFrom(...PRINCIPALS), deny: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => documentOf(all.map(({ parts, principal }) => ({ ...statementOf(parts), Principal: principal }))));

const optional = <T>(arbitrary: fc.Arbitrary<T>, freq = 2): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });

const layersOf = (principal: string): fc.Arbitrary<Documents> =>
  fc
    .record({
      identity: fc.array(documents(MIXED), { minLength: 1, maxLength: 3 }),
      boundary: optional(documents(MIXED), 1),
      scps: optional(
        fc.array(
          documents(MIXED).map((one) => [everything, one]),
          { minLength: 1, maxLength: 2 },
        ),
        1,
      ),
      rcps: optional(
        rcp.map((one) => [[one]]),
        1,
      ),
      session: sessionFor(principal),
      resource: optional(resourcePolicy, 1),
    })
    .map(
      (layers) =>
        Object.fromEntries(Object.entries(layers).filter(([, layer]) => layer !== undefined)) as unknown as Documents,
    );

/** Every layer may be there; the resource may be another account's, when its policy is there. */
export const worlds: fc.Arbitrary<World> = principals.chain((principal) =>
  fc
    .record({ documents: layersOf(principal), resourceAccount: fc.constantFrom(OWN, OTHER) })
    .map(({ documents: layers, resourceAccount }) => ({
      principal,
      // A layer that is left out does not restrict, and without a resource policy another account would.
      resourceAccount: layers.resource === undefined ? OWN : resourceAccount,
      documents: layers,
    })),
);

/** A user with identity documents and perhaps a boundary. */
export const users: fc.Arbitrary<World> = fc
  .record({
    identity: fc.array(documents(MIXED), { minLength: 1, maxLength: 3 }),
    boundary: optional(documents(MIXED), 1),
  })
  .map(({ identity, boundary }) => ({
    principal: `arn:aws:iam::${OWN}:user/alice`,
    resourceAccount: OWN,
    documents: boundary === undefined ? { identity } : { identity, boundary },
  }));

/** One document and what became of it. */
export const changes: fc.Arbitrary<{ readonly before: object; readonly after: object }> = fc
  .record({
    kept: fc.array(statementParts(MIXED), { maxLength: 2 }),
    gone: fc.array(statementParts(MIXED), { maxLength: 2 }),
    come: fc.array(statementParts(MIXED), { maxLength: 2 }),
  })
  .map(({ kept, gone, come }) => ({
    before: documentOf([...kept, ...gone].map(statementOf)),
    after: documentOf([...kept, ...come].map(statementOf)),
  }))
  .filter(({ before, after }) => [before, after].every((one) => (one as { Statement: object[] }).Statement.length > 0));

/** Questions to `allows`. */
export const questions: fc.Arbitrary<Requests> = fc
  .record({
    actions: fc.oneof(
      some(
        ACTIONS.map(({ name }) => name),
        1,
      ),
      some(ACTION_PATTERNS, 2),
    ),
    resources: optional(
      some(
        RESOURCE_PATTERNS.filter((pattern) => !pattern.includes('${')),
        2,
      ),
      1,
    ),
    mfa: fc.constantFrom(undefined, undefined, null, 'true', 'false'),
  })
  .map(({ actions, resources, mfa }) => ({
    actions,
    ...(resources === undefined ? {} : { resources }),
    ...(mfa === undefined ? {} : { context: { 'aws:MultiFactorAuthPresent': mfa } }),
  }));
