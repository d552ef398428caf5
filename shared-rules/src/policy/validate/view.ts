/** A document as the checks look at it: every text with its place, what is not known left out and said so. */
import { quote, type AddCheck, type CheckPath, type PolicyType } from '../check';
import { operatorOf, type Operator } from '../operators';
import { asList, asObject, hasElement, isHole } from '../structure';
import { hasSymbol } from '../text';

type Data = Readonly<Record<string, unknown>>;

/** A known text and its place. */
export interface Entry {
  readonly text: string;
  readonly path: CheckPath;
}

/** An item of a list; its place is put together when somebody asks, as nobody does about most of them. */
class Item implements Entry {
  constructor(
    readonly text: string,
    private readonly list: CheckPath,
    private readonly index: number,
  ) {}

  get path(): CheckPath {
    return [...this.list, this.index];
  }
}

/** The actions or resources of a statement. */
export interface Entries {
  /** `Action`, `NotAction`, `Resource` or `NotResource`. */
  readonly element: string;
  readonly negated: boolean;
  readonly path: CheckPath;
  /** What is known of it. */
  readonly known: readonly Entry[];
  /** The same texts in lower case; of actions only, where case does not count. */
  readonly lower: readonly string[];
  /** Whether something of it is not known. */
  readonly open: boolean;
}

/** A principal as it is written; `Principal: "*"` is of type `*`. */
export interface Principal extends Entry {
  readonly type: string;
}

/** `Principal` or `NotPrincipal` of a statement. */
export interface Principals {
  readonly negated: boolean;
  readonly path: CheckPath;
  readonly known: readonly Principal[];
  readonly open: boolean;
}

/** One key of one operator in a `Condition`. */
export interface Atom {
  readonly operator: Operator;
  /** The operator as it is written. */
  readonly written: string;
  /** The key as it is written, and in lower case. */
  readonly key: string;
  readonly lower: string;
  readonly path: CheckPath;
  readonly isList: boolean;
  readonly raw: readonly unknown[];
  /** The values that are known, numbers and booleans as text. */
  readonly values: readonly Entry[];
  /** Whether some value is not known. */
  readonly open: boolean;
}

/** A statement. */
export interface StatementView {
  readonly path: CheckPath;
  readonly source: Data;
  readonly effect: 'Allow' | 'Deny' | undefined;
  readonly actions: Entries | undefined;
  readonly resources: Entries | undefined;
  readonly principals: Principals | undefined;
  readonly atoms: readonly Atom[];
  /** Whether the statement may have a condition key that is not among its atoms. */
  readonly conditionsOpen: boolean;
}

/** A document and what the checks need to know besides. */
export interface PolicyView {
  readonly type: PolicyType;
  /** CloudFormation type of the resource, such as `AWS::S3::Bucket`. */
  readonly resourceType?: string;
  readonly source: Data;
  readonly statements: readonly StatementView[];
  /** Whether `${...}` are policy variables; undefined when the version is not known. */
  readonly variables?: boolean;
  readonly add: AddCheck;
  /** Work that the checks of one document may spend on looking for names, in comparisons. */
  readonly budget: { left: number };
}

/** The statements of a document; those that are no objects, or not known, are left out. */
export function statementsOf(source: Data): readonly StatementView[] {
  const statements = source['Statement'];
  return asList(statements).flatMap((statement, index) => {
    const object = asObject(statement);
    return object === undefined ? [] : viewOf(object, Array.isArray(statements) ? ['Statement', index] : ['Statement']);
  });
}

function viewOf(source: Data, path: CheckPath): StatementView {
  const effect = source['Effect'];
  const actions = entriesOf(source, 'Action', path);
  const resources = entriesOf(source, 'Resource', path);
  const principals = principalsOf(source, path);
  const { atoms, conditionsOpen } = conditionsOf(source, path);
  return {
    path,
    source,
    effect: effect === 'Allow' || effect === 'Deny' ? effect : undefined,
    actions,
    resources,
    principals,
    atoms,
    conditionsOpen,
  };
}

function entriesOf(source: Data, name: 'Action' | 'Resource', path: CheckPath): Entries | undefined {
  const negated = !hasElement(source, name);
  const element = negated ? `Not${name}` : name;
  if (!hasElement(source, element)) return undefined;
  const place = [...path, element];
  const { known, open } = textsOf(source[element], place);
  const lower = name === 'Action' ? known.map(({ text }) => text.toLowerCase()) : [];
  return { element, negated, path: place, known, lower, open };
}

function textsOf(value: unknown, path: CheckPath): { readonly known: readonly Entry[]; readonly open: boolean } {
  if (!Array.isArray(value)) {
    const isKnown = typeof value === 'string' && !hasSymbol(value);
    return { known: isKnown ? [{ text: value, path }] : [], open: !isKnown && value !== undefined && value !== null };
  }
  const known: Entry[] = [];
  let open = false;
  for (let index = 0; index < value.length; index++) {
    const text: unknown = value[index];
    if (typeof text !== 'string' || hasSymbol(text)) open = true;
    else known.push(new Item(text, path, index));
  }
  return { known, open };
}

function principalsOf(source: Data, path: CheckPath): Principals | undefined {
  const negated = !hasElement(source, 'Principal');
  const element = negated ? 'NotPrincipal' : 'Principal';
  if (!hasElement(source, element)) return undefined;
  const place = [...path, element];
  const value = source[element];
  if (value === '*') return { negated, path: place, known: [{ type: '*', text: '*', path: place }], open: false };
  const known: Principal[] = [];
  let open = asObject(value) === undefined;
  for (const [type, entries] of Object.entries(asObject(value) ?? {})) {
    const texts = textsOf(entries, [...place, type]);
    open ||= texts.open || hasSymbol(type);
    for (const { text, path: at } of texts.known) known.push({ type, text, path: at });
  }
  return { negated, path: place, known, open };
}

function conditionsOf(source: Data, path: CheckPath): Pick<StatementView, 'atoms' | 'conditionsOpen'> {
  const atoms: Atom[] = [];
  if (!hasElement(source, 'Condition')) return { atoms, conditionsOpen: false };
  let conditionsOpen = asObject(source['Condition']) === undefined;
  for (const [written, block] of Object.entries(asObject(source['Condition']) ?? {})) {
    const operator = operatorOf(written);
    const keys = asObject(block);
    if (operator === undefined || keys === undefined) conditionsOpen = true;
    else {
      for (const [key, value] of Object.entries(keys)) {
        if (hasSymbol(key)) conditionsOpen = true;
        else atoms.push(atomOf(key, value, [...path, 'Condition', written, key], { written, operator }));
      }
    }
  }
  return { atoms, conditionsOpen };
}

function atomOf(key: string, value: unknown, path: CheckPath, base: Pick<Atom, 'written' | 'operator'>): Atom {
  const isList = Array.isArray(value);
  const raw = asList(value);
  const values: Entry[] = [];
  for (let index = 0; index < raw.length; index++) {
    const text = raw[index];
    if (isHole(text) || !isScalar(text)) continue;
    values.push(isList ? new Item(String(text), path, index) : { text: String(text), path });
  }
  const { written, operator } = base;
  const open = values.length < raw.length;
  return { written, operator, key, lower: key.toLowerCase(), path, isList, raw, values, open };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The atom's key in backticks. */
export function keyOf(atom: Atom): string {
  return quote(atom.key);
}

/** Whether the operator holds when the key is absent or different. */
export function isNegatedAtom({ operator }: Atom): boolean {
  return operator.name.includes('Not');
}

/** Whether a text has a wildcard; `${*}` and the like, and policy variables as such, are none. */
export function hasWildcard(text: string): boolean {
  if (!isGlob(text)) return false;
  return !text.includes('${') || isGlob(withoutVariables(text, ''));
}

/** Whether a text has a `*` or `?`, of whichever kind. */
export function isGlob(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

/** The text with something in the place of each policy variable. */
export function withoutVariables(text: string, instead: string): string {
  return text.includes('${') ? text.replace(/\$\{[^{}]*\}/g, instead) : text;
}
