/** The table of Terraform's functions. One that is not in it gives an unknown: its result is not known here. */
import { booleanOf } from '../model/settings';
import { known, firstUnknown, type Unknown, type Value } from '../model/value';
import { asMap, knownText, overNumbers, overTexts, type FunctionContext, type TerraformFunction } from './function';
import { COLLECTION_FUNCTIONS } from './functions-collection';
import { TEXT_FUNCTIONS } from './functions-text';
import { decodeJson, encodeJson } from './json';
import { keepMarks } from './marks';
import { passing, telling } from './references';
import { charge } from './scope';
import { addReferences, derived, failure, numberOf, toText, weight } from './values';

const identity: TerraformFunction = ([arg]) => arg;

const sensitive: TerraformFunction = ([arg], context) => {
  if (arg !== undefined) context.addSecret(arg);
  return arg;
};

const jsonencode: TerraformFunction = ([arg]) =>
  arg === undefined || arg.kind === 'unknown' ? undefined : encodeJson(arg);

const jsondecode: TerraformFunction = ([arg]) => {
  const result = arg === undefined ? undefined : decodeJson(arg);
  return result === undefined ? undefined : addReferences(result, arg?.references ?? []);
};

/** A conversion leaves what is of the type already; what is not known is then as little known as before. */
function convert(to: (value: Value) => Value | undefined): TerraformFunction {
  return ([arg]) => (arg?.kind === 'known' && arg.value === null ? arg : arg && to(arg));
}

const tostring = convert((value) => toText(value));

const tonumber = convert((value) => {
  const number = numberOf(value);
  return number === undefined ? undefined : known(number, value.references);
});

const tobool = convert((value) => {
  const truth = booleanOf(value);
  return truth === undefined ? undefined : known(truth, value.references);
});

/** The text of a file that a known path names. */
function fromFile(use: (text: string, context: FunctionContext, args: readonly Value[]) => Value): TerraformFunction {
  return (args, context) => {
    const [path] = args;
    const name = knownText(path);
    if (name === undefined) return undefined;
    const text = context.readFile(name);
    // The name of a file is not what stands in it.
    const origin = path && telling(path);
    return text === undefined
      ? derived('a file is not read', origin, ...args.slice(1))
      : addReferences(use(text, context, args), origin?.references ?? []);
  };
}

const templatestring: TerraformFunction = ([text, names], context) => {
  const template = knownText(text);
  return template === undefined ? undefined : context.render(template, asMap(names)?.entries ?? new Map());
};

const overNumber = (compute: (number: number) => number): TerraformFunction =>
  overNumbers((number: number) => compute(number));

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

function parseInteger(text: string, base = '10'): number | undefined {
  const radix = Number(base);
  if (!Number.isInteger(radix) || radix < 2 || radix > DIGITS.length) return undefined;
  return new RegExp(`^-?[${DIGITS.slice(0, radix)}]+$`, 'i').test(text) ? Number.parseInt(text, radix) : undefined;
}

const OTHER_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  jsonencode,
  jsondecode,
  tostring,
  tonumber,
  tobool,
  sensitive,
  nonsensitive: identity,
  min: overNumbers((...numbers) => Math.min(...numbers)),
  max: overNumbers((...numbers) => Math.max(...numbers)),
  abs: overNumber(Math.abs),
  ceil: overNumber(Math.ceil),
  floor: overNumber(Math.floor),
  pow: overNumbers((base: number, exponent: number) => base ** exponent),
  signum: overNumber(Math.sign),
  parseint: overTexts(parseInteger),
  file: fromFile((text) => known(text)),
  filebase64: fromFile((text) => known(Buffer.from(text, 'utf8').toString('base64'))),
  fileexists: fromFile(() => known(true)),
  templatefile: fromFile((text, context, [, names]) => context.render(text, asMap(names)?.entries ?? new Map())),
  templatestring,
};

const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map(
  Object.entries({ ...TEXT_FUNCTIONS, ...COLLECTION_FUNCTIONS, ...OTHER_FUNCTIONS }),
);

/** Functions whose result tells something about their arguments and does not hold them. */
const TELLING: ReadonlySet<string> = new Set([
  ...['md5', 'sha1', 'sha256', 'sha512', 'base64sha256', 'base64sha512', 'bcrypt', 'uuidv5'],
  ...[
    'filemd5',
    'filesha1',
    'filesha256',
    'filesha512',
    'filebase64sha256',
    'filebase64sha512',
    'fileexists',
    'fileset',
  ],
  // The name of a file is not what stands in it.
  ...['file', 'filebase64'],
  ...['length', 'keys', 'index', 'contains', 'strcontains', 'startswith', 'endswith'],
  ...['alltrue', 'anytrue', 'can', 'issensitive'],
]);

/** Functions that a reader wants to be told of, because what they give does not look like what it holds. */
const ENCODING: ReadonlySet<string> = new Set([
  ...['jsonencode', 'yamlencode', 'base64encode', 'base64gzip', 'textencodebase64', 'templatefile'],
]);

/** The value of a function call. */
export function callFunction(name: string, args: readonly Value[], context: FunctionContext): Value {
  const result = compute(name, args, context);
  if (TELLING.has(name)) return telling(result);
  return ENCODING.has(name) ? passing(withEncoded(result, args, name), name) : result;
}

/** An encoding that is not computed, or whose text has holes, is unknown, and holds what is known of its arguments all the same. */
function withEncoded(result: Value, args: readonly Value[], name: string): Value {
  if (result.kind !== 'unknown') return result;
  // The name of a file is not what stands in it.
  const encoded = (name === 'templatefile' ? args.slice(1) : args).map(readable).find((arg) => arg !== undefined);
  return encoded === undefined ? result : keepMarks(result, { ...result, encoded });
}

function readable(arg: Value): Unknown['encoded'] {
  const text = arg.kind === 'list' || arg.kind === 'map' ? encodeJson(arg) : arg;
  return text.kind === 'known' || text.kind === 'text' ? text : text.kind === 'unknown' ? text.encoded : undefined;
}

function compute(name: string, args: readonly Value[], context: FunctionContext): Value {
  const implementation = FUNCTIONS.get(name);
  if (implementation === undefined) return derived(`\`${name}\` is not computed here`, ...args);
  const excess = charge(
    context.meter,
    args.reduce((sum, arg) => sum + weight(arg), 0),
  );
  if (excess !== undefined) return excess;
  const result = implementation(args, context);
  if (result !== undefined) return result;
  for (const arg of args) {
    const hole = firstUnknown(arg);
    if (hole !== undefined) return derived(hole.reason, ...args);
  }
  return failure(`\`${name}\` cannot be computed`, ...args);
}
