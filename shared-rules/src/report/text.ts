import { severities, type Finding, type Report } from '../rule/finding';
import { isBlocking } from './blocking';
import { exemptionText } from './exemption-text';
import { detailLines } from './format-finding';
import { printable } from './printable';
import type { ReportOptions, Tone } from './reporter';

type Paint = (tone: Tone, text: string) => string;

const plain: Paint = (_tone, text) => text;

/** The report for people: violations first, then one line for each resource that could not be decided and for each exemption, then the sum. */
export function text(report: Report, options: ReportOptions): string {
  const paint = (options.color ? options.paint : undefined) ?? plain;
  const blocks = [
    ...report.findings.filter(({ status }) => status === 'violation').map((finding) => violation(finding, paint)),
    unresolved(report.findings, paint),
    exempt(report.findings, paint),
    notChecked(report, paint),
    summary(report, paint),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function violation(finding: Finding, paint: Paint): string {
  const [tone, symbol] = isBlocking(finding) ? (['mandatory', '✖'] as const) : (['advisory', '⚠'] as const);
  const property = finding.property === null ? '' : `.${finding.property}`;
  const heading = [
    paint(tone, `${symbol} ${printable(finding.rule)}`),
    paint(tone, finding.severity),
    paint('strong', printable(`${finding.resource.address}${property}`)),
  ];
  const [message = '', ...help] = detailLines(finding);
  const lines = [`${heading.join('   ')}${where(finding, paint)}`, message];
  return [...lines, ...help.map((line) => paint('quiet', line))].join('\n');
}

/** Where the finding stands, behind the address. */
function where({ resource, location }: Finding, paint: Paint): string {
  const line = location?.line === undefined ? '' : `:${location.line}`;
  const parts = [
    // The stack of the working folder has no name but that of the folder, which says nothing; a file is of no stack.
    ...(resource.stack === '.' || resource.stack === '' ? [] : [`stack ${resource.stack}`]),
    ...(location?.file === undefined ? [] : [`${location.file}${line}`]),
    ...(location?.constructPath === undefined ? [] : [`construct ${location.constructPath}`]),
  ];
  return parts.length === 0 ? '' : `  ${paint('quiet', printable(`(${parts.join(', ')})`))}`;
}

function unresolved(findings: readonly Finding[], paint: Paint): string {
  const byResource = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.status !== 'unresolved') continue;
    const key = JSON.stringify([finding.resource.stack, finding.resource.address]);
    byResource.set(key, [...(byResource.get(key) ?? []), finding]);
  }
  return [...byResource.values()].map((group) => undecided(group, paint)).join('\n');
}

function undecided(group: readonly Finding[], paint: Paint): string {
  const [first] = group;
  if (first === undefined) return '';
  const tone = group.some(isBlocking) ? 'mandatory' : 'unresolved';
  const rules = [...new Set(group.map(({ rule }) => printable(rule)))].join(', ');
  const address = paint('strong', printable(first.resource.address));
  return `${paint(tone, '?')} ${address}${where(first, paint)}  ${rules}: ${printable(first.message)}`;
}

/** One line for each: whoever reads the report knows what was accepted, by whom and for how long. */
function exempt(findings: readonly Finding[], paint: Paint): string {
  const line = (finding: Finding): string => {
    const address = paint('strong', printable(finding.resource.address));
    return `${paint('quiet', '~')} ${address}${where(finding, paint)}  ${printable(finding.rule)} ${exemptionText(finding.exemption)}`;
  };
  return findings
    .filter(({ status }) => status === 'exempt')
    .map(line)
    .join('\n');
}

function notChecked(report: Report, paint: Paint): string {
  const line = ({ address, reason }: Report['notChecked'][number]) =>
    `${paint('unresolved', '-')} ${paint('strong', printable(address))}  not checked: ${printable(reason)}`;
  return report.notChecked.map(line).join('\n');
}

function summary(report: Report, paint: Paint): string {
  const { resources, violations, unresolved: open, exempt, notChecked: missed } = report.summary;
  const bySeverity = [...severities].reverse().flatMap((severity) => {
    const count = violations[severity];
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const total = severities.reduce((sum, severity) => sum + violations[severity], 0);
  const accepted = report.findings.filter(({ status }) => status === 'baseline').length;
  const parts = [
    total === 0 ? 'no violations' : `${plural(total, 'violation')} (${bySeverity.join(', ')})`,
    `${open} unresolved`,
    ...(exempt === 0 ? [] : [`${exempt} exempt`]),
    ...(accepted === 0 ? [] : [`${accepted} in the baseline`]),
    `${missed} not checked`,
  ];
  const sum = `${plural(resources, 'resource')} checked: ${parts.join(', ')}`;
  if (total > 0) return paint('strong', sum);
  return open + missed > 0 ? sum : paint('good', `✔ ${sum}`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
