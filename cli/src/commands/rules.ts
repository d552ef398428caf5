import { didYouMean, ruleUrl, rules as catalogue } from '@iam-guardrails/shared-rules';
import { InputError } from '../input-error';
import type { Io } from '../io';

const FORMATS = ['text', 'json'];

/** Lists the catalogue. */
export function listRules(format: string, io: Io): void {
  if (!FORMATS.includes(format)) {
    throw new InputError(
      `unknown format \`${format}\`${didYouMean(format, FORMATS) || `, the formats are ${FORMATS.join(', ')}`}`,
    );
  }
  const rules = [...catalogue].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (format === 'json') {
    const listed = rules.map(({ id, title, severity, recommendations }) => ({
      id,
      title,
      severity,
      recommendations,
      url: ruleUrl(id),
    }));
    return io.out(`${JSON.stringify(listed, null, 2)}\n`);
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  io.out(rules.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`).join(''));
}
