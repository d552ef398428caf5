import { configurationIn } from '@iam-guardrails/pack';
import {
  configurationSchema,
  enforcementLevels,
  presets,
  printable,
  type Configuration,
  type ConfiguredValue,
} from '@iam-guardrails/shared-rules';
import { Document, isCollection } from 'yaml';
import { readConfiguration } from '../configuration';
import { InputError } from '../input-error';
import type { Io } from '../io';
import { ruleOf } from './check';
import { assertFormat } from './formats';

/** Options of `config` as they were given. */
export interface ConfigOptions {
  readonly config?: string;
  readonly format?: string;
  /** Show every value and where it came from. */
  readonly print?: boolean;
  /** Show what is said of this rule only. */
  readonly rule?: string;
  /** Show the JSON Schema, with the rules of the packs that the configuration extends. */
  readonly schema?: boolean;
}

/**
 * Says that the configuration is right, or shows every value of it and where it came from. Throws an `InputError` with every
 * problem of it.
 */
export function config(options: ConfigOptions, io: Io): void {
  assertFitting(options);
  const { rules, configuration } = readConfiguration(options.config, io);
  if (options.schema === true) return io.out(json(configurationSchema(rules, presets)));
  if (options.print !== true) return io.out(summary(configuration, options.config ?? configurationIn(io.cwd)));
  const only = options.rule === undefined ? undefined : `rules.${ruleOf(options.rule, rules).id}.`;
  const values = configuration.values.filter(({ path }) => only === undefined || path.startsWith(only));
  io.out(options.format === 'json' ? json(values) : text(values));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function assertFitting({ config: file, format, print, rule, schema }: ConfigOptions): void {
  if (file === '') throw new InputError('--config: the path is empty');
  if (print === true && schema === true) throw new InputError('give --print or --schema, not both');
  const given = Object.entries({ '--format': format, '--rule': rule }).find(([, value]) => value !== undefined)?.[0];
  if (given !== undefined && print !== true) throw new InputError(`${given} belongs to --print; give both`);
  assertFormat(format ?? 'text');
}

/** One line: which file, and what comes of it. */
function summary({ rules, exemptions }: Configuration, file: string | undefined): string {
  const what =
    file === undefined ? 'there is no configuration here, so the preset recommended holds' : `${file} is right`;
  const levels = [...rules.values()].map(({ enforcement }) => enforcement);
  const counts = [...enforcementLevels]
    .reverse()
    .map((level) => ({ level, count: levels.filter((each) => each === level).length }))
    .filter(({ count }) => count > 0)
    .map(({ level, count }) => `${count} ${level}`);
  const accepted = exemptions.length === 1 ? '1 exemption' : `${exemptions.length} exemptions`;
  return `${printable(what)}: ${levels.length} rules (${counts.join(', ')}), ${accepted}\n`;
}

/** The values as YAML, each with its origin behind it. */
function text(values: readonly ConfiguredValue[]): string {
  const document = new Document({});
  for (const { path, value, origin } of values) {
    const node = document.createNode(value);
    if (isCollection(node)) node.flow = true;
    node.comment = ` ${printable(origin)}`;
    document.setIn(keysOf(path), node);
  }
  return values.length === 0 ? '' : document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The keys of a path: only below `rules` there are three, and the name of a policy has dots of its own. */
function keysOf(path: string): readonly (string | number)[] {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return [first];
  if (first === 'exemptions') return [first, Number(rest[0])];
  if (first !== 'rules') return [first, rest.join('.')];
  return [first, rest[0] ?? '', rest.slice(1).join('.')];
}
