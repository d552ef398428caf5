import type { Finding } from '../rule/finding';
import { printable } from './printable';
import { fixOf } from './suggestion';

const WIDTH = 110;

/**
 * A finding as plain lines for an engine that says itself where it stands: rule, severity and address, then the
 * message, then what to do. Without control characters, except for the line breaks.
 */
export function formatFinding(finding: Finding): string {
  const property = finding.property === null ? '' : `.${finding.property}`;
  const weight = finding.status === 'unresolved' ? 'unresolved' : finding.severity;
  const heading = [finding.rule, weight, `${finding.resource.address}${property}`].map(printable);
  return [heading.join('   '), ...detailLines(finding)].join('\n');
}

/** The lines below the heading of a finding, indented: the message, what to do, and where to read more. */
export function detailLines(finding: Finding): readonly string[] {
  const fix = finding.remediation === '' || finding.status === 'unresolved' ? [] : [`fix: ${fixOf(finding)}`];
  // A defect of ours has no page of its own; its address is where it is reported.
  const page = finding.url === '' || finding.url.includes(finding.rule);
  const more = printable(page ? `more: iam-guardrails explain ${finding.rule}` : `more: ${finding.url}`);
  const oneLine = [...fix, more].join('        ');
  const help = oneLine.length <= WIDTH ? [oneLine] : [...fix, more];
  return [printable(finding.message), ...narrower(finding), ...also(finding), ...help].map((line) => `  ${line}`);
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
