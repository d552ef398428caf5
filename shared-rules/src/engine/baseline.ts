/** Baseline: the findings that were there when an organisation began, and that stop nothing while they do not grow. */
import { severities, type Finding, type FoldedFinding, type Report, type Severity } from '../rule/finding';
import { ConfigurationError } from './configuration-model';
import { parseConfigurationText } from './configuration-text';
import { describe, object, oneOf, unknownKeys, type Fields } from './configuration-words';
import { DEFECT } from './evaluate';
import { compare, counted } from './report-of';

/** How often something was found that cannot be told apart. */
export interface BaselineEntry {
  readonly rule: string;
  readonly severity: Severity;
  readonly stack: string;
  readonly address: string;
  readonly fingerprint: string;
  readonly count: number;
}

/** What `--write-baseline` writes. */
export interface Baseline {
  readonly schemaVersion: 1;
  /** Sorted by stack, address, rule, fingerprint, severity. */
  readonly findings: readonly BaselineEntry[];
}

/** Whether the findings of a rule may be in a baseline. */
export type MayAccept = (rule: string) => boolean;

const anyRule: MayAccept = () => true;

/**
 * What is open now, or was in the baseline that the report was compared with. What stands behind another finding is in it too:
 * the next version may tell it on its own.
 */
export function baselineOf({ findings, folded }: Report, mayAccept: MayAccept = anyRule): Baseline {
  const held = [...findings, ...folded].filter(
    (finding) => (isOpen(finding) || finding.status === 'baseline') && isAcceptable(finding, mayAccept),
  );
  return { schemaVersion: 1, findings: summed(held.map(entryOf)) };
}

/** The text of a baseline file. */
export function writtenBaseline({ schemaVersion, findings }: Baseline): string {
  return `${JSON.stringify({ schemaVersion, findings }, null, 2)}\n`;
}

/**
 * The report with the status `baseline` on what the baseline holds. Of findings that cannot be told apart as many are accepted as
 * were counted, the gravest first, and none that is graver than it was.
 */
export function withBaseline(report: Report, baseline: Baseline, mayAccept: MayAccept = anyRule): Report {
  const take = takerOf(baseline);
  const accepts = (finding: Finding): boolean => isOpen(finding) && isAcceptable(finding, mayAccept) && take(finding);
  const accepted = new Set(gravestFirst(report.findings).filter(accepts));
  const heads = new Set([...accepted].map(({ fingerprint }) => fingerprint));
  const behind = new Set<Finding>(gravestFirst(report.folded).filter(accepts));
  // Who accepts a finding accepts its cause; a rule that accepts nothing comes out from behind it, and a new heir does.
  const isBehindAccepted = (finding: FoldedFinding): boolean => isOpen(finding) && heads.has(finding.into.fingerprint);
  const mayStay = (each: FoldedFinding): boolean => mayAccept(each.rule) && (!isHeir(each) || behind.has(each));
  const freed = report.folded.filter((each) => isBehindAccepted(each) && !mayStay(each));
  const findings = [
    ...report.findings.map((each) =>
      accepted.has(each) ? { ...each, status: 'baseline' as const, also: each.also.filter(mayAccept) } : each,
    ),
    ...freed.map(({ into, ...finding }) => ({ ...finding, also: finding.also.filter((rule) => rule !== into.rule) })),
  ];
  const folded = report.folded
    .filter((each) => !freed.includes(each) && !(isHeir(each) && isOpen(each) && !heads.has(each.into.fingerprint)))
    .map((each) => (behind.has(each) || isBehindAccepted(each) ? { ...each, status: 'baseline' as const } : each));
  return { ...report, ...counted(findings, report.summary), folded };
}

/**
 * What the baseline holds and nobody finds any more, with how often. `isAsked` says of what the check could have found it:
 * of the rest nobody knows.
 */
export function goneFrom(
  { findings, folded }: Report,
  baseline: Baseline,
  isAsked: (entry: BaselineEntry) => boolean,
): readonly BaselineEntry[] {
  const found = new Map<string, number>();
  for (const { fingerprint } of [...findings, ...folded]) found.set(fingerprint, (found.get(fingerprint) ?? 0) + 1);
  return baseline.findings.filter(isAsked).flatMap((entry) => {
    const here = found.get(entry.fingerprint) ?? 0;
    const gone = Math.max(0, entry.count - here);
    found.set(entry.fingerprint, Math.max(0, here - entry.count));
    return gone === 0 ? [] : [{ ...entry, count: gone }];
  });
}

/** Both, entries of one kind counted together. */
export function joinedBaselines(...baselines: readonly Baseline[]): Baseline {
  return { schemaVersion: 1, findings: summed(baselines.flatMap(({ findings }) => findings)) };
}

/** What folds behind another finding is of another rule, unless it says who can become whom that finding speaks of. */
function isHeir({ rule, into }: FoldedFinding): boolean {
  return rule === into.rule;
}

function isOpen({ status }: Finding): boolean {
  return status === 'violation' || status === 'unresolved';
}

/** A check that failed is no finding: nothing is known of what it would have found. */
function isAcceptable({ rule }: Finding, mayAccept: MayAccept): boolean {
  return rule !== DEFECT && mayAccept(rule);
}

function entryOf({ rule, severity, resource, fingerprint }: Finding): BaselineEntry {
  return { rule, severity, stack: resource.stack, address: resource.address, fingerprint, count: 1 };
}

function summed(entries: readonly BaselineEntry[]): readonly BaselineEntry[] {
  const byKey = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = keyOf(entry);
    byKey.set(key, { ...entry, count: (byKey.get(key)?.count ?? 0) + entry.count });
  }
  return [...byKey.values()].sort(
    (a, b) =>
      compare(a.stack, b.stack) ||
      compare(a.address, b.address) ||
      compare(a.rule, b.rule) ||
      compare(a.fingerprint, b.fingerprint) ||
      gravity(b) - gravity(a),
  );
}

function keyOf({ fingerprint, severity }: BaselineEntry): string {
  return JSON.stringify([fingerprint, severity]);
}

const gravity = ({ severity }: { readonly severity: Severity }): number => severities.indexOf(severity);

/** The order of a report among those of one severity. */
function gravestFirst<T extends Finding>(findings: readonly T[]): readonly T[] {
  return [...findings].sort((a, b) => gravity(b) - gravity(a));
}

/** What is left of a baseline: each entry accepts as many findings as it counts, none graver than itself. */
function takerOf({ findings }: Baseline): (finding: Finding) => boolean {
  const left = new Map<string, { readonly entry: BaselineEntry; count: number }[]>();
  for (const entry of findings) {
    const { fingerprint, count } = entry;
    left.set(fingerprint, [...(left.get(fingerprint) ?? []), { entry, count }]);
  }
  return (finding) => {
    const lot = left
      .get(finding.fingerprint)
      ?.find(({ entry, count }) => count > 0 && entry.rule === finding.rule && gravity(entry) >= gravity(finding));
    if (lot === undefined) return false;
    lot.count -= 1;
    return true;
  };
}

const KEYS = ['rule', 'severity', 'stack', 'address', 'fingerprint', 'count'] as const;

/**
 * Reads a baseline file. Throws a `ConfigurationError` with every problem, each with the place in the file: nothing is accepted
 * by half a baseline.
 */
export function parseBaseline(content: string): Baseline {
  const problems: string[] = [];
  const fields = object(parsedText(content), 'a baseline', problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const { schemaVersion, findings } = fields;
  if (schemaVersion !== 1)
    throw new ConfigurationError([
      `\`schemaVersion\`: ${describe(schemaVersion)} is not 1; is this a file that --write-baseline wrote?`,
    ]);
  unknownKeys('', fields, ['schemaVersion', 'findings'], problems);
  if (!Array.isArray(findings)) problems.push(`\`findings\` must be a list, not ${describe(findings)}`);
  const list: readonly unknown[] = Array.isArray(findings) ? findings : [];
  const entries = list.flatMap((item, index) => entryIn(item, `findings.${index}`, problems) ?? []);
  twiceIn(list.length === entries.length ? entries : [], problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { schemaVersion: 1, findings: summed(entries) };
}

/** A merge of two branches leaves an entry twice: added up they would accept one more than there was. */
function twiceIn(entries: readonly BaselineEntry[], problems: string[]): void {
  const first = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const before = first.get(keyOf(entry));
    if (before === undefined) first.set(keyOf(entry), index);
    else
      problems.push(
        `\`findings.${index}\`: it is the same as \`findings.${before}\`; delete one, or write the file anew with --write-baseline`,
      );
  }
}

function parsedText(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return parseConfigurationText(content);
  }
}

function entryIn(item: unknown, path: string, problems: string[]): BaselineEntry | undefined {
  const before = problems.length;
  const fields = object(item, `\`${path}\``, problems);
  if (problems.length > before) return undefined;
  unknownKeys(path, fields, KEYS, problems);
  const text = (key: 'rule' | 'stack' | 'address' | 'fingerprint'): string => textIn(fields, path, key, problems);
  const severity = oneOf(fields['severity'], `${path}.severity`, severities, problems);
  const { count } = fields;
  const isCount = typeof count === 'number' && Number.isInteger(count) && count > 0;
  if (!isCount) problems.push(`\`${path}.count\`: ${describe(count)} is no number from 1`);
  const texts = { stack: text('stack'), address: text('address'), fingerprint: text('fingerprint') };
  const rule = text('rule');
  if (severity === undefined || !isCount || problems.length > before) return undefined;
  return { rule, severity, ...texts, count };
}

function textIn(fields: Fields, path: string, key: string, problems: string[]): string {
  const value = fields[key];
  if (typeof value === 'string') return value;
  problems.push(`\`${path}.${key}\`: ${describe(value)} is not a text`);
  return '';
}
