import { InputError } from '../input-error';

type Fields = Readonly<Record<string, unknown>>;

// `parse config: [main.tf:2,7-3,1: Invalid expression; Expected the start of an expression. main.tf:3,1-2: ...]`
const DIAGNOSTIC = /:(\d+),(\d+)-\d+(?:,\d+)?: ([^;\]]+)/;

/** Parses Terraform's language. Throws an `InputError` with line, column and what is wrong. */
export async function parseHcl(text: string, name: string): Promise<Fields> {
  // Loaded here because it starts a WebAssembly program, which a run over JSON does not need.
  const { parse } = await import('@cdktf/hcl2json');
  try {
    // The parser repeats the name in its message; a fixed one keeps that readable whatever the file is called.
    return (await parse('file', text)) as Fields;
  } catch (error) {
    const [, line, column, what] = DIAGNOSTIC.exec(error instanceof Error ? error.message : '') ?? [];
    if (what === undefined) throw new InputError(`${name}: it is not Terraform's language`);
    throw new InputError(`${name}:${line}:${column}: ${what.charAt(0).toLowerCase()}${what.slice(1).trim()}`);
  }
}

/** The value of a variable definition file as it is meant: the parser keeps the escapes of templates. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$${', '${').replaceAll('%%{', '%{');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

const HEADER = /^[ \t]*(?:(resource|data)[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?|(module)[ \t]+"?([\w-]+)"?)[ \t]*\{/gm;

/** Line of each block's header, by `kind.type.name`; the parser tells none. */
export function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let from = 0;
  for (const match of text.matchAll(HEADER)) {
    line += text.slice(from, match.index).split('\n').length - 1;
    from = match.index;
    const [, kind, type, name, module, moduleName] = match;
    const key = module === undefined ? `${kind}.${type}.${name}` : `module.${moduleName}`;
    if (!lines.has(key)) lines.set(key, line);
  }
  return lines;
}
