/** One finding for one cause: what several rules find wrong with one statement is reported by the gravest of them. */
import { severities, type EnforcementLevel, type Finding, type FoldedFinding } from '../rule/finding';

/** A finding with what is at fault. */
export interface CausedFinding {
  readonly finding: Finding;
  /** Keys; none where nothing else can have the same cause. */
  readonly causes: readonly string[];
  /** The same of whoever can take the place of who is at fault: found where this one is exempted. */
  readonly heirs?: () => readonly CausedFinding[];
}

/** What is reported, and what stands behind it. */
export interface Folded {
  readonly findings: readonly Finding[];
  readonly folded: readonly FoldedFinding[];
}

/**
 * Puts each violation behind a graver one on the same resource that has all of its causes. Who accepts that one accepts its
 * cause: behind it stands what `mayAccept` is true of.
 */
export function fold(caused: readonly CausedFinding[], mayAccept: (rule: string) => boolean = () => true): Folded {
  const byPlace = new Map<string, CausedFinding[]>();
  for (const each of caused) {
    const key = placeOf(each);
    byPlace.set(key, [...(byPlace.get(key) ?? []), each]);
  }
  const results = [...byPlace.values()].map((each) => foldPlace(each, mayAccept));
  return { findings: results.flatMap(({ findings }) => findings), folded: results.flatMap(({ folded }) => folded) };
}

function placeOf({ finding: { resource } }: CausedFinding): string {
  return JSON.stringify([resource.stack, resource.address]);
}

function foldPlace(caused: readonly CausedFinding[], mayAccept: (rule: string) => boolean): Folded {
  const mayFold = caused.filter(({ finding, causes }) => isFound(finding) && causes.length > 0);
  const heads: { readonly head: CausedFinding; readonly behind: Finding[] }[] = [];
  for (const each of [...mayFold].sort(byGravity)) {
    const head = heads.find(
      ({ head: { finding, causes } }) =>
        finding.rule !== each.finding.rule &&
        hasAll(causes, each.causes) &&
        (finding.status !== 'exempt' || mayAccept(each.finding.rule)),
    );
    if (head === undefined) heads.push({ head: each, behind: [] });
    else head.behind.push(each.finding);
  }
  const apart = caused.filter((each) => !mayFold.includes(each)).map(({ finding }) => finding);
  return {
    findings: [...apart, ...heads.map(({ head, behind }) => withOthers(head.finding, behind))],
    folded: heads
      .flatMap(({ head, behind }) => behind.map((finding) => ({ ...finding, into: head.finding })))
      .map(into),
  };
}

function into({ into: head, ...finding }: Finding & { readonly into: Finding }): FoldedFinding {
  const { rule, fingerprint, status, exemption } = head;
  const accepted = status === 'exempt' && finding.status !== 'exempt' ? { status, exemption } : {};
  return { ...finding, ...accepted, into: { rule, fingerprint } };
}

function isFound({ status }: Finding): boolean {
  return status === 'violation' || status === 'exempt';
}

function withOthers(finding: Finding, behind: readonly Finding[]): Finding {
  const also = [...new Set(behind.map(({ rule }) => rule))].filter((rule) => rule !== finding.rule).sort();
  return { ...finding, also };
}

/** A key that ends so stands for the whole document. */
export const WHOLE = '#*';

function hasAll(outer: readonly string[], inner: readonly string[]): boolean {
  const keys = new Set(outer);
  return inner.every((key) => keys.has(key) || keys.has(`${key.slice(0, key.lastIndexOf('#'))}${WHOLE}`));
}

const BLOCKING: Readonly<Record<EnforcementLevel, number>> = { disabled: 0, advisory: 1, remediate: 2, mandatory: 2 };

/** What blocks first, then by severity, then by name. */
function byGravity({ finding: a }: CausedFinding, { finding: b }: CausedFinding): number {
  const byLevel = BLOCKING[b.enforcement] - BLOCKING[a.enforcement];
  const bySeverity = severities.indexOf(b.severity) - severities.indexOf(a.severity);
  return byLevel || bySeverity || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}
