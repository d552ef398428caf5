/** Resource policies on their own: the access that one gives to kinds of requesters. */
import { unknown } from '../model/value';
import { readDocument, type Condition, type Document, type PrincipalPattern } from '../policy/document';
import { OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import type { Access } from './access';
import type { PlacedStatement } from './layers';
import type { KeyDomain } from './key-theory';
import { arnsOf } from './principals';
import type { Fixed } from './search';

/** Who asks for a resource. */
export type Requester =
  /** Any IAM user or role; its ARN is the condition key `aws:PrincipalArn`. */
  | { readonly kind: 'aws' }
  /** Nobody signed the request. */
  | { readonly kind: 'anonymous' }
  /** A service, an identity provider or a canonical user as the policy writes it. */
  | { readonly kind: 'Service' | 'Federated' | 'CanonicalUser'; readonly value: string };

/** Whoever signs a request has an ARN. */
export const SOMEBODY: ReadonlyMap<string, KeyDomain> = new Map([
  [
    'aws:principalarn',
    {
      presence: 'always',
      multiValued: 'no',
      shape: [{ patterns: [{ source: 'arn:*:*::*:*', kind: 'arn' }], holds: true }],
      hints: ['arn:aws:iam::123456789012:user/example'],
    },
  ],
]);

/** The kinds of requesters that the documents tell apart. */
export function requestersOf(documents: readonly Document[]): readonly Requester[] {
  const patterns = documents.flatMap(({ statements }) =>
    statements.flatMap(({ principals }) => principals?.patterns ?? []),
  );
  const others = new Map<string, Requester>();
  for (const { type, value } of patterns) {
    if (type === 'AWS' || value === '*') continue;
    others.set(`${type} ${value}`, { kind: type as 'Service', value });
  }
  return [{ kind: 'aws' }, { kind: 'anonymous' }, ...others.values()];
}

/** Whether a document says whom it speaks of. */
export function namesPrincipals({ statements }: Document): boolean {
  return statements.some(({ principals }) => principals !== undefined);
}

/** Reads a resource policy; a document without resources is a trust policy. */
export function readResourcePolicy(source: unknown): Document {
  const document = readDocument(source, 'resource');
  return document.problem?.code === 'MISSING_RESOURCE' ? readDocument(source, 'trust') : document;
}

/** What the document lets the requester do. */
export function accessOfResource(document: Document, requester: Requester): Access {
  const statements = document.statements
    .filter((statement) => statement.open === undefined)
    .flatMap((statement): readonly PlacedStatement[] => {
      const place = { document: 0, statement: statement.index };
      if (requester.kind === 'aws') {
        return [{ ...statement, conditions: statement.conditions.map(byArn), place }];
      }
      const { principals, ...rest } = statement;
      const names = principals === undefined || principals.patterns.some((pattern) => isNamed(pattern, requester));
      return names === (principals?.negated === true) ? [] : [{ ...rest, place }];
    });
  const hole =
    document.problem === undefined ? document.open : unknown(`AWS rejects the document (${document.problem.code})`);
  return {
    layers: [
      {
        name: 'resource',
        allows: statements.filter(({ effect }) => effect === 'Allow'),
        denies: statements.filter(({ effect }) => effect === 'Deny'),
        ...(hole === undefined ? {} : { open: hole }),
      },
    ],
    home: { partition: OWN_PARTITION, account: OWN_ACCOUNT },
    resourceAccount: OWN_ACCOUNT,
    elsewhere: [],
    arn: requester.kind === 'aws' || requester.kind === 'anonymous' ? '*' : requester.value,
    context: contextOf(requester),
  };
}

function isNamed({ type, value }: PrincipalPattern, requester: Requester): boolean {
  if (value === '*' && type === 'AWS') return true;
  return requester.kind === type && 'value' in requester && requester.value === value;
}

/** The account of a user or role stands in its ARN: conditions on it are conditions on the ARN. */
function byArn(condition: Condition): Condition {
  if (condition.key !== 'aws:principalaccount') return condition;
  const name = 'aws:PrincipalArn';
  const key = name.toLowerCase();
  if (condition.operator === 'Null') return { ...condition, key, name };
  const operator = condition.operator.includes('Not') ? 'ArnNotLike' : 'ArnLike';
  return { ...condition, operator, key, name, values: condition.values.map(arnsOf) };
}

function contextOf(requester: Requester): Fixed {
  const absent = [
    'aws:principalarn',
    'aws:principalaccount',
    'aws:principalorgid',
    'aws:principalorgpaths',
    'aws:username',
    'aws:userid',
  ];
  if (requester.kind === 'aws') {
    return new Map([
      ['aws:principalisawsservice', ['false']],
      ['aws:principalservicename', null],
      ['aws:principalservicenameslist', null],
    ]);
  }
  const isService = requester.kind === 'Service';
  return new Map<string, readonly string[] | null>([
    ...absent.map((key) => [key, null] as const),
    ['aws:principalisawsservice', [String(isService)]],
    ['aws:principalservicename', isService ? [requester.value] : null],
  ]);
}
