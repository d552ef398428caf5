/** What a principal may do: the documents that bear on it, in layers that must all allow. */
import type { Unknown } from '../model/value';
import { readDocument, type Condition, type Document, type Problem, type Statement } from '../policy/document';
import type { Witness } from '../rule/finding';
import { OWN_ACCOUNT, OWN_PARTITION, symbolFor } from '../policy/text';
import { homesOf, settleIn, type Home } from './home';

/** One concrete request. */
export type Request = Witness;

/** The answer to a question: proven with a request, proven impossible, or not decidable with the reason. */
export type Decision =
  | { readonly answer: 'yes'; readonly witness: Request; readonly statements: readonly StatementPlace[] }
  | { readonly answer: 'no' }
  | { readonly answer: 'undecided'; readonly reason: string };

/** A statement that takes part in an answer: which document, counted as given, and which statement of it. */
export interface StatementPlace {
  readonly document: number;
  readonly statement: number;
}

/** Who asks. */
export interface Principal {
  readonly kind: 'user' | 'role';
  /** With symbols for what is not known of it; see text.ts. */
  readonly name?: string;
  /** IAM path, `/` by default. */
  readonly path?: string;
  /** Tags of the principal, with symbols; without them it may have any. */
  readonly tags?: ReadonlyMap<string, string>;
  /** Set when it has further tags that are not known. */
  readonly furtherTags?: boolean;
}

/** A document and whether it is certain that it applies. */
export interface AttachedDocument {
  /** JSON text, an object, or a `Value` that is known in parts. */
  readonly document: unknown;
  /** Set when it is not known whether it is attached. */
  readonly uncertain?: Unknown;
}

/** The documents that bear on a principal. */
export interface AccessSource {
  /** Inline, attached and inherited documents. */
  readonly identity: readonly AttachedDocument[];
  /** Why there may be further identity documents that are not known. */
  readonly open?: Unknown;
  readonly boundary?: AttachedDocument;
  readonly principal?: Principal;
}

/** A statement with the document that it comes from. */
export interface PlacedStatement extends Statement {
  readonly place: StatementPlace;
  /** Set when it is not known whether the document applies. */
  readonly uncertain?: Unknown;
}

/** Statements of which one must allow; a deny of any of them wins. */
export interface Layer {
  readonly allows: readonly PlacedStatement[];
  readonly denies: readonly PlacedStatement[];
  /** Why the layer may hold more than that. */
  readonly open?: Unknown;
}

/** The compiled form of an `AccessSource`. */
export interface Access {
  /** The identity documents first; then the boundary, when there is one. */
  readonly layers: readonly Layer[];
  /** Why AWS would reject one of the documents. */
  readonly problem?: Problem;
  readonly principal?: Principal;
  readonly home: Home;
  /** The same documents for a principal of another account or partition that they name. */
  readonly elsewhere: readonly Access[];
  /** ARN of the principal. */
  readonly arn: string;
  /** Condition keys that follow from who asks; null for a key that is absent then. */
  readonly context: ReadonlyMap<string, readonly string[] | null>;
}

/** Compiles documents. Never throws: what cannot be read makes answers undecided. */
export function accessOf(source: AccessSource): Access {
  const sources = [
    { attached: source.identity, open: source.open },
    ...(source.boundary === undefined ? [] : [{ attached: [source.boundary], open: undefined }]),
  ];
  const read = sources.map(({ attached }) => attached.map(({ document }) => readDocument(document)));
  const homes = homesOf(read.flat().flatMap(({ statements }) => statements));
  const [first = { partition: OWN_PARTITION, account: OWN_ACCOUNT }, ...others] = homes;
  return { ...compile(first), elsewhere: others.map(compile) };

  function compile(home: Home): Access {
    const layers = sources.map(({ attached, open }, index) =>
      layerOf(read[index] ?? [], attached, index === 0 ? 0 : source.identity.length, home, open),
    );
    const problem = read.flat().find((document) => document.problem !== undefined)?.problem;
    const arn = principalArn(source.principal, home);
    return {
      layers,
      ...(problem === undefined ? {} : { problem }),
      ...(source.principal === undefined ? {} : { principal: source.principal }),
      home,
      arn,
      context: principalContext(source.principal, arn, home, layers),
      elsewhere: [],
    };
  }
}

/** Asks in each account and partition that is possible: a yes in one of them is a yes. */
export function inEachHome<T extends Decision>(access: Access, ask: (access: Access) => T): T {
  const first = ask(access);
  let doubt: T | undefined = first.answer === 'undecided' ? first : undefined;
  if (first.answer === 'yes') return first;
  for (const other of access.elsewhere) {
    const decision = ask(other);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'undecided') doubt ??= decision;
  }
  return doubt ?? first;
}

function layerOf(
  read: readonly Document[],
  attached: readonly AttachedDocument[],
  offset: number,
  home: Home,
  open: Unknown | undefined,
): Layer {
  const statements = read.flatMap(({ statements: all }, index) =>
    all
      .filter((statement) => statement.open === undefined)
      .map((statement): PlacedStatement => {
        const uncertain = attached[index]?.uncertain;
        const place = { document: offset + index, statement: statement.index };
        return { ...settleIn(statement, home), place, ...(uncertain === undefined ? {} : { uncertain }) };
      }),
  );
  const hole = open ?? read.find((document) => document.open !== undefined)?.open;
  return {
    allows: statements.filter((statement) => statement.effect === 'Allow'),
    denies: statements.filter((statement) => statement.effect === 'Deny'),
    ...(hole === undefined ? {} : { open: hole }),
  };
}

/** A name that nobody knows is never taken for a certain one. */
const UNNAMED = symbolFor('a name that is not known');

function principalArn(principal: Principal | undefined, { partition, account }: Home): string {
  const { kind = 'role', path = '/', name = UNNAMED } = principal ?? { name: 'whoever-has-this-policy' };
  return `arn:${partition}:iam::${account}:${kind}${path}${name}`;
}

function principalContext(
  principal: Principal | undefined,
  arn: string,
  { account }: Home,
  layers: readonly Layer[],
): Access['context'] {
  const context = new Map<string, readonly string[] | null>([
    ['aws:principalaccount', [account]],
    ['aws:principalisawsservice', ['false']],
    ['aws:principalservicename', null],
    // A service calls for a principal only after a request of its own.
    ['aws:viaawsservice', ['false']],
    ['aws:calledvia', null],
    ['aws:calledviafirst', null],
    ['aws:calledvialast', null],
  ]);
  if (principal === undefined) return context;
  const isUser = principal.kind === 'user';
  context.set('aws:principalarn', [arn]);
  context.set('aws:principaltype', [isUser ? 'User' : 'AssumedRole']);
  context.set('aws:username', isUser ? [principal.name ?? UNNAMED] : null);
  if (principal.tags === undefined) return context;
  const other = principal.furtherTags === true ? [symbolFor('a tag that is not known')] : null;
  for (const key of tagKeys(layers)) context.set(key, other);
  for (const [key, value] of principal.tags) context.set(`${TAG}${key.toLowerCase()}`, [value]);
  return context;
}

const TAG = 'aws:principaltag/';

function tagKeys(layers: readonly Layer[]): readonly string[] {
  return conditionsOf({ layers }).flatMap(({ key }) => (key.startsWith(TAG) ? [key] : []));
}

/** Every condition of the access, for the values that a key may take. */
export function conditionsOf({ layers }: Pick<Access, 'layers'>): readonly Condition[] {
  return layers.flatMap((layer) => [...layer.allows, ...layer.denies]).flatMap((statement) => statement.conditions);
}
