/** What a principal may do: the documents that bear on it, in layers (IAM User Guide, "Policy evaluation logic"). */
import { unknown, type Unknown } from '../model/value';
import { readDocument, type Document, type DocumentUse, type Problem } from '../policy/document';
import { supportsResourceControlPolicies } from '../policy/reference';
import type { Witness } from '../rule/finding';
import { OWN_ACCOUNT, OWN_PARTITION } from '../policy/text';
import { homesOf, MAXIMUM_HOMES, settleIn } from './home';
import type { Layer, LayerName, PlacedStatement, StatementPlace } from './layers';
import { principalArn, principalContext, readPrincipal, type Home, type Principal } from './principal';
import { speaksOf } from './principals';

/** One concrete request. */
export type Request = Witness;

/** The answer to a question: proven with a request, proven impossible, or not decidable with the reason. */
export type Decision =
  | { readonly answer: 'yes'; readonly witness: Request; readonly statements: readonly StatementPlace[] }
  | { readonly answer: 'no' }
  | { readonly answer: 'undecided'; readonly reason: string };

/** A document and whether it is certain that it applies. */
export interface AttachedDocument {
  /** JSON text, an object, or a `Value` that is known in parts. */
  readonly document: unknown;
  /** Set when it is not known whether it is attached. */
  readonly uncertain?: Unknown;
}

/** JSON text, an object, a `Value` that is known in parts, or one of these with what is known of its attachment. */
export type DocumentSource = AttachedDocument | string | object;

/** The documents that bear on a principal. A layer that is left out does not restrict. */
export interface AccessSource {
  /** Inline, attached and inherited documents. */
  readonly identity: readonly DocumentSource[];
  /** Why there may be further identity documents that are not known. */
  readonly open?: Unknown;
  readonly boundary?: DocumentSource;
  /** Service control policies of the root, of each organizational unit and of the account: each level must allow. */
  readonly scps?: readonly (readonly DocumentSource[])[];
  /** Resource control policies by level; AWS attaches one that allows everything to each, so only denies count. */
  readonly rcps?: readonly (readonly DocumentSource[])[];
  /** The policy with which the session was opened. */
  readonly session?: DocumentSource;
  /** The policy of the resource that is asked for. */
  readonly resource?: DocumentSource;
  /** Who asks, as an ARN or in parts. */
  readonly principal?: Principal | string;
  /** Accounts in which the principal may be, besides those that its documents name. */
  readonly accounts?: readonly string[];
  /** Account that the resource belongs to; the principal's own by default. */
  readonly resourceAccount?: string;
}

/** The compiled form of an `AccessSource`. */
export interface Access {
  /** The identity documents first. */
  readonly layers: readonly Layer[];
  readonly principal?: Principal;
  readonly home: Home;
  /** Account that the resource belongs to. */
  readonly resourceAccount: string;
  /** The same documents for a principal of another account or partition that they name. */
  readonly elsewhere: readonly Access[];
  /** Set when the documents name more accounts than are tried. */
  readonly isCut?: boolean;
  /** ARN of the principal. */
  readonly arn: string;
  /** Condition keys that follow from who asks; null for a key that is absent then. */
  readonly context: ReadonlyMap<string, readonly string[] | null>;
}

interface Source {
  readonly name: LayerName;
  readonly use: DocumentUse;
  readonly documents: readonly AttachedDocument[];
  readonly open?: Unknown;
}

interface ReadSource extends Source {
  readonly read: readonly Document[];
  /** Number of documents in the sources before. */
  readonly offset: number;
}

/** Compiles documents. Never throws: what cannot be read makes answers undecided. */
export function accessOf(source: AccessSource): Access {
  const principal = readPrincipal(source.principal);
  const sources = readAll(sourcesOf(source));
  const ownDocuments = sources.filter(({ name }) => name === 'identity' || name === 'boundary');
  const statements = ownDocuments.flatMap(({ read }) => read.flatMap((document) => document.statements));
  const all = homesOf(statements, principal, source.accounts);
  const homes = all.slice(0, MAXIMUM_HOMES);
  const [first = { partition: OWN_PARTITION, account: OWN_ACCOUNT }, ...others] = homes;
  const isCut = all.length > homes.length;
  return { ...compile(first), elsewhere: others.map(compile), ...(isCut ? { isCut } : {}) };

  function compile(home: Home): Access {
    const arn = principalArn(principal, home);
    const layers = sources.map((one) => layerOf(one, home, arn, principal?.account !== undefined));
    return {
      layers,
      ...(principal === undefined ? {} : { principal }),
      home,
      resourceAccount: source.resourceAccount ?? home.account,
      arn,
      context: principalContext(principal, arn, home, layers),
      elsewhere: [],
    };
  }
}

function sourcesOf(source: AccessSource): readonly Source[] {
  const one = (name: LayerName, use: DocumentUse, document: DocumentSource | undefined): readonly Source[] =>
    document === undefined ? [] : [{ name, use, documents: [attachedOf(document)] }];
  const levels = (name: 'scp' | 'rcp', documents: readonly (readonly DocumentSource[])[] = []): readonly Source[] =>
    documents.map((level) => ({
      name,
      use: name,
      documents: (Array.isArray(level) ? level : [level]).map(attachedOf),
    }));
  return [
    {
      name: 'identity',
      use: 'identity',
      documents: source.identity.map(attachedOf),
      ...(source.open === undefined ? {} : { open: source.open }),
    },
    ...one('boundary', 'boundary', source.boundary),
    ...one('session', 'session', source.session),
    ...levels('scp', source.scps),
    ...levels('rcp', source.rcps),
    ...one('resource', 'resource', source.resource),
  ];
}

function attachedOf(source: unknown): AttachedDocument {
  const isAttached = typeof source === 'object' && source !== null && 'document' in source;
  return isAttached ? source : { document: source };
}

function readAll(sources: readonly Source[]): readonly ReadSource[] {
  let offset = 0;
  return sources.map((source) => {
    const read = source.documents.map(({ document }) => readDocument(document, useOf(source.use, document)));
    const result = { ...source, read, offset };
    offset += read.length;
    return result;
  });
}

/** A trust policy is the resource policy of a role: it names no resource. */
function useOf(use: DocumentUse, document: unknown): DocumentUse {
  if (use !== 'resource') return use;
  return readDocument(document, 'resource').problem?.code === 'MISSING_RESOURCE' ? 'trust' : 'resource';
}

function layerOf(source: ReadSource, home: Home, arn: string, isTold: boolean): Layer {
  const statements = source.read.flatMap(({ statements: all }, index) =>
    all
      .filter((statement) => statement.open === undefined)
      .flatMap((statement) => {
        const uncertain = source.documents[index]?.uncertain;
        const place = { document: source.offset + index, statement: statement.index };
        const settled = isTold ? statement : settleIn(statement, home);
        const placed = { ...settled, place, ...(uncertain === undefined ? {} : { uncertain }) };
        return source.name === 'resource' || source.name === 'rcp' ? speaksOf(placed, arn, home) : [placed];
      }),
  );
  const hole = source.open ?? source.read.map(holeOf).find((open) => open !== undefined);
  return {
    name: source.name,
    allows: statements.filter((statement) => statement.effect === 'Allow'),
    denies: statements.filter((statement) => statement.effect === 'Deny'),
    ...(hole === undefined ? {} : { open: hole }),
  };
}

/** Nobody can say what a document grants that the cloud rejects. */
function holeOf({ open, problem }: Document): Unknown | undefined {
  return problem === undefined ? open : unknown(rejection(problem));
}

function rejection({ code, message }: Problem): string {
  return `a document is rejected (${code}): ${message}`;
}

/** The first yes; else the first doubt, or no. */
export function firstYes<T>(items: Iterable<T>, ask: (item: T) => Decision): Decision {
  let doubt: Decision | undefined;
  for (const item of items) {
    const decision = ask(item);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'undecided') doubt ??= decision;
  }
  return doubt ?? { answer: 'no' };
}

/** Asks in each account and partition that is possible: a yes in one of them is a yes. */
export function inEachHome<T extends Decision>(
  access: Access,
  ask: (access: Access) => T,
): T | (Decision & { readonly answer: 'undecided' }) {
  const first = ask(access);
  let doubt: T | undefined = first.answer === 'undecided' ? first : undefined;
  if (first.answer === 'yes') return first;
  for (const other of access.elsewhere) {
    const decision = ask(other);
    if (decision.answer === 'yes') return decision;
    if (decision.answer === 'undecided') doubt ??= decision;
  }
  if (doubt !== undefined || access.isCut !== true) return doubt ?? first;
  return { answer: 'undecided', reason: 'the documents name more accounts than are tried' };
}

/** Every statement of every layer. */
export function statementsOf({ layers }: Pick<Access, 'layers'>): readonly PlacedStatement[] {
  return layers.flatMap((layer) => [...layer.allows, ...layer.denies]);
}

/** The statements that may deny the action, given in lower case. Resource control policies bear on some services only. */
export function deniesOf({ layers }: Access, action: string): readonly PlacedStatement[] {
  return layers.flatMap(({ name, denies }) => (name === 'rcp' && !isControlled(action) ? [] : denies));
}

function isControlled(action: string): boolean {
  return action !== 'kms:retiregrant' && supportsResourceControlPolicies(action.slice(0, action.indexOf(':')));
}

/** The layers of which each must allow; one of these ways must be open and no statement may deny. */
export type Way = readonly Layer[];

/**
 * The ways to an allow: by the principal's own documents, or in the same account by the resource policy alone when it
 * names the principal and not only its account. A role stays within boundary and session policy, a user does not
 * (IAM User Guide, "Policy evaluation for requests within a single account"). Trust and key policies must always allow.
 */
export function waysOf(access: Access, action: string): readonly Way[] {
  const by = (...names: readonly LayerName[]): Way => access.layers.filter(({ name }) => names.includes(name));
  const identity = by('identity', 'boundary', 'session', 'scp');
  const [resource] = by('resource');
  if (resource === undefined) return [identity];
  if (identity.length === 0) return [[resource]];
  if (access.resourceAccount !== access.home.account) return [[...identity, resource]];
  const direct = { ...resource, allows: resource.allows.filter(({ delegates }) => delegates !== true) };
  const limits = access.principal?.kind === 'user' ? by('scp') : by('boundary', 'session', 'scp');
  return [needsResourcePolicy(action) ? [...identity, resource] : identity, [direct, ...limits]];
}

function needsResourcePolicy(action: string): boolean {
  return action.startsWith('kms:') || action.startsWith('sts:assumerole');
}
