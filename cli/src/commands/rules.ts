import {
  controls,
  ConfigurationError,
  didYouMean,
  parseConfiguration,
  presets,
  ruleUrl,
  rules as catalogue,
  type Configuration,
} from '@iam-guardrails/shared-rules';
import { InputError } from '../input-error';
import type { Io } from '../io';

const FORMATS = ['text', 'json'];

/** Options of `rules` as they were given. */
export interface RulesOptions {
  readonly format: string;
  /** Names of presets, separated by commas. */
  readonly preset: string;
}

/** Lists the catalogue with the severities and levels of a preset. Throws an `InputError` when there is no such preset. */
export function listRules({ format, preset }: RulesOptions, io: Io): void {
  if (!FORMATS.includes(format)) {
    throw new InputError(
      `unknown format \`${format}\`${didYouMean(format, FORMATS) || `, the formats are ${FORMATS.join(', ')}`}`,
    );
  }
  const { rules: settings } = configurationOf(preset);
  const listed = [...catalogue]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title, severity, recommendations }) => ({
      id,
      title,
      severity: settings.get(id)?.severity ?? severity,
      enforcement: settings.get(id)?.enforcement ?? 'disabled',
      recommendations,
      controls: controls.get(id) ?? [],
      url: ruleUrl(id),
    }));
  if (format === 'json') return io.out(`${JSON.stringify(listed, null, 2)}\n`);
  const width = (of: (rule: (typeof listed)[number]) => string): number =>
    Math.max(...listed.map((rule) => of(rule).length));
  const [ids, levels] = [width(({ id }) => id), width(({ enforcement }) => enforcement)];
  const line = ({ id, severity, enforcement, title }: (typeof listed)[number]): string =>
    `${id.padEnd(ids)}  ${severity.padEnd(8)}  ${enforcement.padEnd(levels)}  ${title}\n`;
  io.out(listed.map(line).join(''));
}

function configurationOf(preset: string): Configuration {
  try {
    return parseConfiguration({ preset: preset.split(',').map((name) => name.trim()) }, catalogue, presets);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.map((problem) => problem.replace('`preset`', '--preset')).join('\n'));
  }
}
