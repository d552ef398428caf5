import type { Finding } from '../rule/finding';
import { exemptionText } from './exemption-text';
import { printable } from './printable';
import { fixOf } from './suggestion';

const WIDTH = 110;

/**
 * A finding as plain lines for an engine that says itself where it stands: rule, severity and address, then the
 * message, then what to do. Without control characters, except for the line breaks.
 */
export function formatFinding(finding: Finding): string {
  const property = finding.property === null ? '' : `.${finding.property}`;
  const weight = finding.status === 'violation' ? finding.severity : WEIGHTS[finding.status];
  const heading = [finding.rule, weight, `${finding.resource.address}${property}`].map(printable);
  return [heading.join('   '), ...detailLines(finding)].join('\n');
}

/** What a finding says in the place of its severity when it is not open, or not decided. */
const WEIGHTS = { unresolved: 'unresolved', exempt: 'exempt', baseline: 'in the baseline' } as const;

/** The lines below the heading of a finding, indented: the message, what to do, and where to read more. */
export function detailLines(finding: Finding): readonly string[] {
  const fix = finding.remediation === '' || finding.status === 'unresolved' ? [] : [`fix: ${fixOf(finding)}`];
  const more = `more: ${moreOf(finding)}`;
  const oneLine = [...fix, more].join('        ');
  const help = oneLine.length <= WIDTH ? [oneLine] : [...fix, more];
  return [printable(finding.message), ...accepted(finding), ...narrower(finding), ...also(finding), ...help].map(
    (line) => `  ${line}`,
  );
}

/** Where to read more: the offline page of a rule of the catalogue, else an address, such as that where a defect of ours is reported. */
export function moreOf({ rule, url }: Pick<Finding, 'rule' | 'url'>): string {
  return printable(url === '' || url.includes(rule) ? `iam-guardrails explain ${rule}` : url);
}

/** Who accepted it, and why. */
function accepted({ status, exemption }: Finding): readonly string[] {
  return status === 'exempt' ? [exemptionText(exemption)] : [];
}

/** The rules that find the same cause: it is reported once. */
function also({ also: rules }: Finding): readonly string[] {
  return rules.length === 0 ? [] : [`also: ${rules.map(printable).join(', ')}`];
}

/** As many lines of JSON as a reader looks at; all of it is in the JSON report. */
const MOST_LINES = 30;

/** What could stand in the place of a statement, as it stands in a document. */
function narrower({ suggestion }: Finding): readonly string[] {
  const found = suggestion?.narrower;
  if (found === undefined) return [];
  const { replaces, statements, why } = found;
  const lines = statements.flatMap((statement, index) => {
    const end = index < statements.length - 1 ? ' },' : ' }';
    const keys = Object.entries(statement).map(([key, value]) => `${JSON.stringify(key)}: ${spaced(value)}`);
    return wrapped(`{ ${keys.join(', ')}${end}`).map(printable);
  });
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`);
  const rest =
    lines.length > MOST_LINES ? [`  ... and ${lines.length - MOST_LINES} more lines: see \`--format json\``] : [];
  return [`instead of statement ${replaces + 1} (${printable(why)}):`, ...shown, ...rest];
}

/** JSON on one line, with a space behind each comma and colon. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`)
    .join(', ')} }`;
}

/** Broken behind commas. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.split(/(?<=, )/)) {
    if (line !== '' && line.length + piece.length > WIDTH) {
      lines.push(line.trimEnd());
      line = '    ';
    }
    line += piece;
  }
  return [...lines, line];
}
