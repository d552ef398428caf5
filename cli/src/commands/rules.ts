import {
  controls,
  ConfigurationError,
  parseConfiguration,
  presets,
  rules as catalogue,
} from '@iam-guardrails/shared-rules';
import type { Loaded } from '@iam-guardrails/pack';
import { readConfiguration } from '../configuration';
import { InputError } from '../input-error';
import type { Io } from '../io';
import { assertFormat } from './formats';

/** Options of `rules` as they were given. */
export interface RulesOptions {
  readonly format: string;
  /** Names of presets, separated by commas. */
  readonly preset?: string;
  /** A configuration, whose packs may have rules of their own. */
  readonly config?: string;
}

/** Lists the rules with the severities and levels of a preset or a configuration. Throws an `InputError` when there is none such. */
export function listRules({ format, ...chosen }: RulesOptions, io: Io): void {
  assertFormat(format);
  const { rules, configuration } = loaded(chosen, io);
  const settings = configuration.rules;
  const listed = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title, severity, recommendations, url }) => ({
      id,
      title,
      severity: settings.get(id)?.severity ?? severity,
      enforcement: settings.get(id)?.enforcement ?? 'disabled',
      recommendations,
      controls: controls.get(id) ?? [],
      url: url ?? '',
    }));
  if (format === 'json') return io.out(`${JSON.stringify(listed, null, 2)}\n`);
  const width = (of: (rule: (typeof listed)[number]) => string): number =>
    Math.max(...listed.map((rule) => of(rule).length));
  const [ids, levels] = [width(({ id }) => id), width(({ enforcement }) => enforcement)];
  const line = ({ id, severity, enforcement, title }: (typeof listed)[number]): string =>
    `${id.padEnd(ids)}  ${severity.padEnd(8)}  ${enforcement.padEnd(levels)}  ${title}\n`;
  io.out(listed.map(line).join(''));
}

function loaded({ preset, config }: Omit<RulesOptions, 'format'>, io: Io): Loaded {
  if (config !== undefined && preset !== undefined) throw new InputError('give --preset or --config, not both');
  if (config !== undefined) return readConfiguration(config, io);
  const names = (preset ?? 'recommended').split(',').map((name) => name.trim());
  try {
    return { rules: catalogue, configuration: parseConfiguration({ preset: names }, catalogue, presets) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.map((problem) => problem.replace('`preset`', '--preset')).join('\n'));
  }
}
