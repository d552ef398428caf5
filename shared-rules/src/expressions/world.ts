/** Follows references of a configuration to what they name. */
import type { Location, Resource } from '../model/resource';
import { booleanOf } from '../model/settings';
import { dictionary, known, list, unknown, type Known, type Reference, type Unknown, type Value } from '../model/value';
import { blocksOf, own, type Json } from './blocks';
import { readData } from './body';
import { evaluate } from './evaluate';
import {
  circular,
  expand,
  memo,
  type BlockKind,
  type Declaration,
  type Instance,
  type InstanceOptions,
  type Instances,
} from './instances';
import { markFurther } from './marks';
import { parseTemplate } from './parser';
import { passing, telling } from './references';
import { newMeter, type Resolution, type Scope, type World } from './scope';
import { holdsSecret, secretTexts } from './secrets';
import type { Expression, Step } from './syntax';
import { conform, readConstraint } from './type-constraint';
import { addReferences, derived, failure, fromData, numberOf } from './values';

/** What another stack shows. */
export interface RemoteStack {
  /** Outputs as others see them: what they refer to is called `stack/address`. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** Texts that the program declares sensitive. */
  readonly secrets: readonly string[];
}

/** How a configuration is read. Everything but the name of the stack may be left out. */
export interface TerraformOptions {
  /** Name of the stack, which every resource carries. */
  readonly stack: string;
  /** What the schema of a provider knows of an attribute that is not configured; undefined = known after apply. */
  readonly attribute?: (resource: Resource, name: string) => Value | undefined;
  /** Values of variables, as plain JSON; they win over defaults. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Text of a file that `file` or `templatefile` names; undefined when it cannot be read. */
  readonly readFile?: (path: string) => string | undefined;
  /** The stack behind `data.terraform_remote_state.<name>`. */
  readonly remoteState?: (name: string) => RemoteStack | undefined;
  /** Where a block is written; see `BlockKind`. */
  readonly locate?: (kind: BlockKind, type: string, name: string) => Location | undefined;
}

/** A configuration whose values are evaluated when somebody asks. */
export interface ConfigurationWorld {
  readonly instances: (declaration: Declaration) => Instances;
  /** What further instances are made with. */
  readonly options: InstanceOptions;
  readonly variable: (name: string) => Value;
  readonly local: (name: string) => Value;
  /** Texts that the program declares secret. It grows while values are evaluated. */
  readonly secrets: ReadonlySet<string>;
}

type KeyOf = (step: Step) => Value;
type Resolver = (steps: readonly Step[], keyOf: KeyOf) => Resolution;

/** Builds the world of a configuration. */
export function createWorld(
  configuration: unknown,
  declarations: ReadonlyMap<string, Declaration>,
  options: TerraformOptions,
): ConfigurationWorld {
  const secrets = new Set<string>();
  const world: World = {
    meter: newMeter(),
    parse: parser(),
    readFile: (path) => options.readFile?.(path),
    addSecret: (value) => secretTexts(value).forEach((text) => secrets.add(text)),
    isSecret: (value) => holdsSecret(value, secrets),
    resolve: (name, steps, keyOf) => (roots.get(name) ?? managed(name))(steps, keyOf),
  };
  const scope: Scope = { world, names: new Map() };
  const instanceOptions = { scope, stack: options.stack, attribute: options.attribute, locate: options.locate };
  const instances = instancesBy(instanceOptions);
  const variable = variableValues(configuration, scope, options);
  const local = localValues(configuration, scope);
  const lookup: ResourceLookup = { declarations, instances, options, secrets };
  const managed =
    (type: string): Resolver =>
    (steps, keyOf) =>
      resource(lookup, 'managed', type, steps, keyOf);
  const roots = new Map<string, Resolver>([
    ['var', named('var', variable)],
    ['local', named('local', behindLocals(local))],
    ['data', (steps, keyOf) => data(lookup, steps, keyOf)],
    ['module', moduleOutput],
    ['path', path],
    ['terraform', elsewhere('terraform')],
    ['ephemeral', elsewhere('ephemeral')],
    ['provider', elsewhere('provider')],
    ...['each', 'count', 'self'].map((name) => [name, missing(name)] as const),
  ]);
  return { instances, options: instanceOptions, variable, local, secrets };
}

/** Reads each text once. */
function parser(): World['parse'] {
  const expressions = new Map<string, Expression | undefined>();
  return (text) => {
    if (!expressions.has(text)) expressions.set(text, parseTemplate(text));
    return expressions.get(text);
  };
}

function instancesBy(options: InstanceOptions): (declaration: Declaration) => Instances {
  const all = new Map<string, Instances | 'busy'>();
  return (declaration) => {
    const before = all.get(declaration.address);
    if (before === 'busy') return circular(declaration, options);
    if (before !== undefined) return before;
    all.set(declaration.address, 'busy');
    const instances = expand(declaration, options);
    all.set(declaration.address, instances);
    return instances;
  };
}

/** `var.x` and `local.x`. */
function named(root: string, valueOf: (name: string) => Value): Resolver {
  return ([step], keyOf) => {
    const key = step === undefined || step.kind === 'splat' ? undefined : keyOf(step);
    if (key?.kind !== 'known') return { value: unknown(`\`${root}\` is used as a whole`), used: 0 };
    return { value: valueOf(String(key.value)), used: 1 };
  };
}

function localValues(configuration: unknown, scope: Scope): (name: string) => Value {
  const locals = new Map<string, unknown>();
  for (const { body } of blocksOf(configuration, 'locals', 0, () => 'locals').blocks) {
    for (const [name, value] of Object.entries(body)) locals.set(name, value);
  }
  return memo(
    (name) => (locals.has(name) ? readData(locals.get(name), scope) : unknown(`local \`${name}\` is not declared`)),
    (name) => `\`local.${name}\` refers to itself`,
  );
}

/** The values as those see them who refer to them. */
function behindLocals(local: (name: string) => Value): (name: string) => Value {
  return memo(
    (name) => passing(local(name), `local.${name}`),
    (name) => `\`local.${name}\` refers to itself`,
  );
}

function variableValues(configuration: unknown, scope: Scope, options: TerraformOptions): (name: string) => Value {
  const { blocks } = blocksOf(configuration, 'variable', 1, ([name]) => `var.${name}`);
  const variables = new Map(blocks.map(({ labels: [name = ''], body }) => [name, body]));
  // A default sees nothing of the configuration.
  const closed: Scope = { world: scope.world, names: new Map(), closed: true };
  return memo(
    (name) => {
      const body = variables.get(name);
      const type = readConstraint(body === undefined ? undefined : own(body, 'type'));
      const given = variableValue(name, body, closed, options);
      const value = type === undefined ? given : conform(given, type, (expression) => evaluate(expression, closed));
      if (body !== undefined && booleanOf(readData(own(body, 'sensitive') ?? false, closed)) === true)
        scope.world.addSecret(value);
      return value;
    },
    (name) => `\`var.${name}\` refers to itself`,
  );
}

function variableValue(name: string, body: Json | undefined, scope: Scope, { variables }: TerraformOptions): Value {
  if (variables !== undefined && Object.hasOwn(variables, name)) return fromData(variables[name]);
  if (body === undefined) return unknown(`variable \`${name}\` is not declared`);
  return Object.hasOwn(body, 'default')
    ? readData(body['default'], scope)
    : unknown(`variable \`${name}\` has no default`);
}

const moduleOutput: Resolver = (steps) => {
  const [name, ...rest] = steps;
  const address = `module.${name?.kind === 'attribute' ? name.name : '?'}`;
  const reference = withAttribute(address, rest);
  return { value: unknown(`the inside of \`${address}\` is not read`, [reference]), used: steps.length };
};

/** The reference of what stands behind a resource or module: the first attribute, behind an index or none. */
function withAttribute(address: string, steps: readonly Step[]): Reference {
  const attribute = steps.find((step) => step.kind === 'attribute');
  return attribute === undefined ? { address } : { address, attribute: attribute.name };
}

const path: Resolver = ([step]) => {
  const name = step?.kind === 'attribute' ? step.name : '';
  if (name === 'module' || name === 'root') return { value: known('.'), used: 1 };
  return { value: unknown(`\`path.${name}\` depends on where Terraform runs`), used: 1 };
};

function elsewhere(root: string): Resolver {
  return (steps) => {
    const [step] = steps;
    // The reference tells that it is the same wherever it is written.
    const reference = step?.kind === 'attribute' ? { address: root, attribute: step.name } : undefined;
    const name = reference === undefined ? root : `${root}.${reference.attribute}`;
    const value = unknown(`\`${name}\` is known when Terraform runs`, reference && [reference]);
    return { value, used: steps.length };
  };
}

function missing(name: string): Resolver {
  return (steps) => ({ value: failure(`there is no \`${name}\` here`), used: steps.length });
}

interface ResourceLookup {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly instances: (declaration: Declaration) => Instances;
  readonly options: TerraformOptions;
  /** Takes what other stacks declare secret. */
  readonly secrets: Set<string>;
}

function data(lookup: ResourceLookup, [type, ...steps]: readonly Step[], keyOf: KeyOf): Resolution {
  const name = type?.kind === 'attribute' ? type.name : '';
  const resolution =
    name === 'terraform_remote_state'
      ? (remoteState(lookup, steps, keyOf) ?? resource(lookup, 'data', name, steps, keyOf))
      : resource(lookup, 'data', name, steps, keyOf);
  return { value: resolution.value, used: resolution.used + 1 };
}

/** `terraform_remote_state.<name>.outputs.<output>`. */
function remoteState(
  { options, secrets }: ResourceLookup,
  steps: readonly Step[],
  keyOf: KeyOf,
): Resolution | undefined {
  const [name, outputs, output] = steps;
  if (name?.kind !== 'attribute' || outputs?.kind !== 'attribute' || outputs.name !== 'outputs') return undefined;
  const key = output === undefined ? undefined : keyOf(output);
  const reference = { address: `data.terraform_remote_state.${name.name}`, attribute: 'outputs' };
  const stack = options.remoteState?.(name.name);
  for (const text of stack?.secrets ?? []) secrets.add(text);
  const found =
    (key?.kind === 'known' ? stack?.outputs.get(String(key.value)) : undefined) ??
    unknown(`an output of the stack behind \`${reference.address}\` is not known`);
  // An output of several is not `outputs` itself.
  return { value: addReferences(found, [reference], true), used: Math.min(3, steps.length) };
}

function resource(
  lookup: ResourceLookup,
  mode: 'managed' | 'data',
  type: string,
  steps: readonly Step[],
  keyOf: KeyOf,
): Resolution {
  const [name, ...rest] = steps;
  const prefix = mode === 'data' ? 'data.' : '';
  if (name?.kind !== 'attribute') return { value: unknown(`\`${prefix}${type}\` is not a resource`), used: 0 };
  const address = `${prefix}${type}.${name.name}`;
  const declaration = lookup.declarations.get(address);
  if (declaration === undefined) {
    return { value: unknown(`\`${address}\` is not declared`, [withAttribute(address, rest)]), used: steps.length };
  }
  const { value, used } = select(declaration, lookup.instances(declaration), rest, keyOf);
  return { value, used: used + 1 };
}

/** The instance that an index names, and the attribute behind it. */
function select(declaration: Declaration, instances: Instances, steps: readonly Step[], keyOf: KeyOf): Resolution {
  const [step] = steps;
  if (step === undefined || step.kind === 'splat') return { value: wholeOf(instances), used: 0 };
  if (step.kind === 'attribute') {
    const only = onlyOf(instances);
    if (only !== undefined) return { value: only.attribute(step.name), used: 1 };
  }
  const key = keyOf(step);
  const only = instances.shape === 'single' ? onlyOf(instances) : undefined;
  if (only !== undefined && isName(key)) return { value: only.attribute(String(key.value)), used: 1 };
  if (key.kind !== 'known') return { value: someOf(declaration, instances, key, steps.slice(1)), used: steps.length };
  const instance = instanceAt(instances, key.value);
  if (instance === undefined) {
    return { value: failure(`\`${declaration.address}\` has no such instance`), used: steps.length };
  }
  const next = steps[1];
  if (next?.kind === 'attribute') return { value: instance.attribute(next.name), used: 2 };
  return { value: instance.whole, used: 1 };
}

/** A key that names an attribute and is no index. */
function isName(key: Value): key is Known {
  return key.kind === 'known' && typeof key.value === 'string' && numberOf(key) === undefined;
}

/** The one instance that there is or may be; Terraform wants an index where this is lenient. */
function onlyOf({ known, rest }: Instances): Instance | undefined {
  const [first] = known.values();
  if (known.size === 0) return rest?.instance;
  return known.size === 1 && rest === undefined ? first : undefined;
}

function instanceAt({ shape, known, rest }: Instances, key: unknown): Instance | undefined {
  const found = known.get(shape === 'count' ? Number(key) : shape === 'single' ? '' : String(key));
  return shape === 'single' && Number(key) !== 0 ? undefined : (found ?? rest?.instance);
}

const NAMED_INSTANCES = 100;

/** It is one of the instances, and not known which. */
function someOf({ address }: Declaration, { known, rest }: Instances, key: Value, steps: readonly Step[]): Value {
  const all = [...known.values(), ...(rest === undefined ? [] : [rest.instance])].slice(0, NAMED_INSTANCES);
  const references = all.map(({ resource }) => withAttribute(resource.address, steps));
  const reason = key.kind === 'unknown' ? key.reason : `the key of an instance of \`${address}\` is not known`;
  return derived(reason, unknown(reason, references), telling(key));
}

function furtherInstances({ instance, reason }: NonNullable<Instances['rest']>): Unknown {
  const { address } = instance.resource;
  return markFurther(derived(reason.reason, reason, unknown('', [{ address }])), instance.whole);
}

function wholeOf({ shape, known, rest }: Instances): Value {
  const more = rest && furtherInstances(rest);
  const all = [...known].map(([key, { whole }]) => [String(key), whole] as const);
  if (shape === 'count')
    return list(
      all.map(([, whole]) => whole),
      [],
      more,
    );
  if (shape === 'for_each') return dictionary(all, [], more);
  return all[0]?.[1] ?? rest?.reason ?? dictionary([]);
}
