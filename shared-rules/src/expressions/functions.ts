/** The table of Terraform's functions. One that is not in it gives an unknown: its result is not known here. */
import { known, firstUnknown, type Value } from '../model/value';
import { asMap, knownText, overNumbers, overTexts, type FunctionContext, type TerraformFunction } from './function';
import { COLLECTION_FUNCTIONS } from './functions-collection';
import { TEXT_FUNCTIONS } from './functions-text';
import { decodeJson, encodeJson } from './json';
import { charge } from './scope';
import { addReferences, booleanOf, derived, failure, numberOf, toText, weight } from './values';

const identity: TerraformFunction = ([arg]) => arg;

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
    return text === undefined
      ? derived('a file is not read', ...args)
      : addReferences(use(text, context, args), path?.references ?? []);
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
  sensitive: identity,
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

/** The value of a function call. */
export function callFunction(name: string, args: readonly Value[], context: FunctionContext): Value {
  const compute = FUNCTIONS.get(name);
  if (compute === undefined) return derived(`\`${name}\` is not computed here`, ...args);
  const excess = charge(
    context.meter,
    args.reduce((sum, arg) => sum + weight(arg), 0),
  );
  if (excess !== undefined) return excess;
  const result = compute(args, context);
  if (result !== undefined) return result;
  for (const arg of args) {
    const hole = firstUnknown(arg);
    if (hole !== undefined) return derived(hole.reason, ...args);
  }
  return failure(`\`${name}\` cannot be computed`, ...args);
}
