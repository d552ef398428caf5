/** Repairs of MFA conditions that are certain. */
import { operatorOf } from '../policy/operators';
import { asList, asObject } from '../policy/structure';
import { MFA_PRESENT } from './mfa-situations';

type Data = Readonly<Record<string, unknown>>;

/**
 * The document with `BoolIfExists` in place of `Bool` where the statements, counted from 0, test for MFA; all else as it was.
 * Undefined when one of them tests it in another way.
 */
export function withBoolIfExists(text: string, statements: readonly number[]): string | undefined {
  const document = asObject(JSON.parse(text));
  if (document === undefined) return undefined;
  const all = asList(document['Statement']);
  const repaired = all.map((statement, index) => (statements.includes(index) ? repair(statement) : statement));
  if (repaired.includes(undefined)) return undefined;
  const isList = Array.isArray(document['Statement']);
  const indent = /\n([ \t]+)"/.exec(text)?.[1];
  return JSON.stringify({ ...document, Statement: isList ? repaired : repaired[0] }, null, indent);
}

function repair(statement: unknown): Data | undefined {
  const source = asObject(statement);
  const condition = asObject(source?.['Condition']);
  if (source === undefined || condition === undefined) return undefined;
  const blocks = Object.entries(condition).map(([name, block]) => ({ name, block: asObject(block) ?? {} }));
  const from = blocks.find(({ name, block }) => isBool(name, false) && presentKey(block) !== undefined);
  const key = from && presentKey(from.block);
  if (from === undefined || key === undefined) return undefined;
  const into = blocks.find(({ name }) => isBool(name, true));
  if (into !== undefined && presentKey(into.block) !== undefined) return undefined;
  const { [key]: value, ...rest } = from.block;
  const moved = { ...into?.block, [key]: value };
  const entries = blocks.flatMap((each): readonly (readonly [string, unknown])[] => {
    if (each === into) return [[each.name, moved]];
    if (each !== from) return [[each.name, condition[each.name]]];
    const added = into === undefined ? [['BoolIfExists', moved] as const] : [];
    return Object.keys(rest).length === 0 ? added : [[each.name, rest], ...added];
  });
  return { ...source, Condition: Object.fromEntries(entries) };
}

function isBool(name: string, ifExists: boolean): boolean {
  const operator = operatorOf(name);
  return operator?.name === 'Bool' && operator.quantifier === undefined && operator.ifExists === ifExists;
}

function presentKey(block: Data): string | undefined {
  return Object.keys(block).find((key) => key.toLowerCase() === MFA_PRESENT);
}
