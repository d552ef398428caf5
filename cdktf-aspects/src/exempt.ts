import { writtenExemption, type ProgramExemption } from '@iam-guardrails/shared-rules/exemption';
import { isApp, isStack, type ConstructLike } from './constructs';

/** The comment that Terraform leaves alone, and the place in it. */
const COMMENT = '//';
const PLACE = 'iam-guardrails';

/** A construct that becomes a block. */
interface Element extends ConstructLike {
  addOverride(path: string, value: unknown): void;
  readonly rawOverrides?: unknown;
}

/**
 * Accepts what a rule finds on a construct. It is written into the block's comment, so that a check of the synthesized
 * files knows it too. On a construct that is no block itself it holds for every block that is under it now.
 *
 * @throws TypeError when the exemption is wrong, and Error when nothing can be exempted there.
 */
export function exempt(construct: ConstructLike, exemption: ProgramExemption): void {
  const written = writtenExemption(exemption);
  for (const element of elementsIn(construct)) write(element, written);
}

function elementsIn(construct: ConstructLike): readonly Element[] {
  if (isApp(construct) || isStack(construct)) {
    throw new Error(
      `iam-guardrails: an exemption for ${isApp(construct) ? 'an app' : `the stack ${construct.node.path}`} would take in ` +
        'what nobody looked at; give the construct that it is about, or write it into the configuration',
    );
  }
  if (isElement(construct)) return [construct];
  const elements = construct.node.findAll().filter(isElement);
  if (elements.length > 0) return elements;
  throw new Error(
    `iam-guardrails: nothing in ${construct.node.path} can hold an exemption; call exempt after its resources are made, ` +
      'or write the exemption into the configuration',
  );
}

const BLOCKS = ['Resource', 'DataSource', 'EphemeralResource', 'Provider', 'Output'].map((name) =>
  Symbol.for(`cdktf/Terraform${name}`),
);
/** Modules and variables have no registered symbol. */
const KINDS: readonly unknown[] = ['module', 'var'];

function isElement(construct: ConstructLike): construct is Element {
  if (!('addOverride' in construct) || typeof construct.addOverride !== 'function') return false;
  return BLOCKS.some((symbol) => symbol in construct) || KINDS.includes(property(construct, '_elementType'));
}

function write(element: Element, exemption: ProgramExemption): void {
  const before = property(noteOf(element), 'exemptions') ?? [];
  element.addOverride(`${COMMENT}.${PLACE}.exemptions`, [before, exemption].flat());
  keepNote(element);
}

function noteOf(element: Element): unknown {
  return property(property(element.rawOverrides, COMMENT), PLACE);
}

const NODE = 'constructNodeMetadata';

/** Data sources and modules put their own comment over the override: it takes the note along. */
function keepNote(element: Element): void {
  if (Object.hasOwn(element, NODE)) return;
  const get = (): object => ({
    ...(Reflect.get(Object.getPrototypeOf(element) as object, NODE, element) as object),
    [PLACE]: noteOf(element),
  });
  Object.defineProperty(element, NODE, { configurable: true, enumerable: false, get });
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
