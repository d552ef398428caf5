/** Where the simulator and AWS's documentation part, each looked into; the documentation decides. */
import type { ConcreteRequest, Documents, Verdict, World } from './world';

/** One request that the engine and the simulator answer differently. */
export interface Disagreement {
  readonly world: World;
  readonly request: ConcreteRequest;
  /** What the engine says of the request. */
  readonly engine: 'allowed' | 'denied';
  readonly simulator: Verdict;
}

export interface KnownDifference {
  readonly name: string;
  /** Why the engine is right, with the document of AWS that says so. */
  readonly reason: string;
  readonly applies: (disagreement: Disagreement) => boolean;
}

const PAGE = '"IAM policy elements: Variables and tags", section "Policy variables with no value"';

export const knownDifferences: readonly KnownDifference[] = [
  {
    name: 'a variable without a value in NotResource, or beside a negated operator',
    reason: `The simulator lets the statement match nothing. ${PAGE} says that such a resource matches no resource, so NotResource excludes none, and that inverted operators do match.`,
    applies: ({ world, request }: Disagreement): boolean => {
      const present = new Set(Object.keys(request.context).map((key) => key.toLowerCase()));
      return statementsOf(world.documents).some((statement) =>
        negatedPartsOf(statement).some((text) =>
          [...text.matchAll(/\$\{([^}*?$]+)\}/g)].some(([, name = '']) => !present.has(name.toLowerCase())),
        ),
      );
    },
  },
  {
    name: 'an address of version 6 beside a range of version 4',
    reason:
      'The simulator lets NotIpAddress be false. "IP address condition operators" says that it is true for all addresses but those of the range.',
    applies: ({ world, request }: Disagreement): boolean =>
      JSON.stringify(request.context).includes('2001:db8') && JSON.stringify(world.documents).includes('NotIpAddress'),
  },
  {
    name: 'an action that is for no resource, allowed on `arn:*`',
    reason:
      'The simulator takes `arn:*` for all resources. The service authorization reference says that such an action needs `*`.',
    applies: ({ world, request }: Disagreement): boolean =>
      request.resource === '*' && JSON.stringify(world.documents).includes('"arn:*"'),
  },
  {
    name: 's3:ListAllMyBuckets on all of S3',
    reason:
      'The simulator takes such a request for `*` alone. "User policy examples" of the S3 User Guide allows the action on `arn:aws:s3:::*`.',
    applies: ({ request }: Disagreement): boolean =>
      request.action === 's3:ListAllMyBuckets' && request.resource === 'arn:aws:s3:::',
  },
];

interface Statement {
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, unknown>>;
}

function statementsOf(documents: Documents): readonly Statement[] {
  const { identity, boundary, scps = [], rcps = [], session, resource } = documents;
  return [identity, boundary, scps, rcps, session, resource]
    .flat(3)
    .flatMap((document) => (document as { readonly Statement?: readonly Statement[] } | undefined)?.Statement ?? []);
}

/** What stands in NotResource and in conditions that are inverted, as text. */
function negatedPartsOf({ NotResource: resources, Condition: conditions = {} }: Statement): readonly string[] {
  const inverted = Object.entries(conditions).filter(([operator]) => operator.includes('Not'));
  return [resources ?? '', ...inverted.map(([, values]) => values)].map((part) => JSON.stringify(part));
}

/**
 * What worlds are made without, because a difference that is known would hide others. Nor is there an address range `/0`,
 * of which the simulator shifts by 32 bits, which in JavaScript is a shift by none: it takes `0.0.0.0/0` for `0.0.0.0/32`;
 * and no empty text, which it compares where "Set operators for multivalued context keys" says that a null data set, such
 * as an empty string, makes ForAllValues true and ForAnyValue false.
 */
export const leftOut: readonly { readonly operator: RegExp; readonly value?: string; readonly reason: string }[] = [
  {
    operator: /String(Not)?Equals/,
    value: '${*}',
    reason: `The simulator compares with the text "\${*}". ${PAGE.replace(/section.*/, 'section "Special characters"')} says that it stands for an asterisk.`,
  },
  {
    operator: /^ForAnyValue:.*IfExists$/,
    reason:
      'The simulator answers false for an absent key. "IAM JSON policy elements: Condition operators" says of IfExists: if the key is not present, the condition is true.',
  },
];

/** What the simulator is told instead, because it does not know a wildcard in the place of a service; IAM does (`*:*`). */
export const toldInstead: ReadonlyMap<unknown, string> = new Map([
  ['*:*', '*'],
  ['i?m:*', 'iam:*'],
]);
