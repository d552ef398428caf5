/** The figures of docs/guide/comparison.md: what Checkov and we find of one folder, by resource. */
import { answerTo } from '../corpus/checkov';
import type { CheckovRun } from './checkov';

/** A violation of ours. */
export interface Ours {
  readonly rule: string;
  /** Rules that found the same cause. */
  readonly also: readonly string[];
  readonly address: string;
}

/** What somebody has reviewed; see `differences.ts`. */
export interface Reviewed {
  readonly furtherChecks: ReadonlyMap<string, readonly string[]>;
  readonly sameThing: ReadonlyMap<string, string>;
  readonly onlyCheckov: ReadonlyMap<string, string>;
  readonly onlyOurs: ReadonlyMap<string, string>;
}

/** The generated part of the page. */
export interface Page {
  readonly text: string;
  /** Differences that nobody has explained, and explanations of what is no difference. */
  readonly problems: readonly string[];
}

/** What was found of one resource, on both sides. */
interface Line {
  readonly resource: string;
  readonly theirs: ReadonlySet<string>;
  readonly ours: readonly Ours[];
}

/** A check or a rule that speaks on one side only, and where. */
type Apart = readonly [what: string, resource: string];

/** Puts both side by side. */
export function page(run: CheckovRun, ours: readonly Ours[], reviewed: Reviewed): Page {
  const { furtherChecks, onlyCheckov, onlyOurs } = reviewed;
  const rulesFor = (check: string): readonly string[] | undefined => furtherChecks.get(check) ?? answerTo(check)?.rules;
  const about = run.failed.filter(({ check }) => rulesFor(check) !== undefined);
  const rows = rowsOf(about, ours, reviewed.sameThing);
  const same = (check: string, { rule, also }: Ours): boolean =>
    [rule, ...also].some((one) => rulesFor(check)?.includes(one));
  const theirs = rows.flatMap((row) => [...row.theirs].filter((check) => !row.ours.some((one) => same(check, one))).map((check): Apart => [check, row.resource])); // prettier-ignore
  const mine = rows.flatMap((row) => row.ours.filter((one) => ![...row.theirs].some((check) => same(check, one))).map(({ rule }): Apart => [rule, row.resource])); // prettier-ignore
  const left = explained(theirs, onlyCheckov, (check) => answerTo(check)?.why);
  const right = explained(mine, onlyOurs, () => undefined);
  const title = (check: string): string => ` (${run.names[check] ?? 'no name'})`;
  return {
    text: [
      `Checkov ${run.version} finds ${run.failed.length} things, ${about.length} of them on identities, permissions and trust; iam-guardrails finds ${ours.length}. What stands in brackets was found of the same cause and is told with it.`,
      '',
      '| resource | Checkov | iam-guardrails |',
      '| --- | --- | --- |',
      ...rows.map(lineOf),
      '',
      '### What only Checkov finds',
      '',
      ...left.told.map(({ what, text }) => `- \`${what}\`${title(what)} ${text}`),
      '',
      '### What only iam-guardrails finds',
      '',
      ...right.told.map(({ what, text }) => `- \`${what}\` ${text}`),
    ].join('\n'),
    problems: [...left.problems, ...right.problems],
  };
}

function rowsOf(
  theirs: CheckovRun['failed'],
  ours: readonly Ours[],
  sameThing: ReadonlyMap<string, string>,
): readonly Line[] {
  const named = theirs.map(({ check, resource, file }) => {
    const name = resource === '' ? file : resource;
    return { check, resource: sameThing.get(name) ?? name };
  });
  const resources = new Set([...named.map(({ resource }) => resource), ...ours.map(({ address }) => address)]);
  return [...resources].sort().map((resource) => ({
    resource,
    theirs: new Set(named.filter((one) => one.resource === resource).map(({ check }) => check)),
    ours: ours.filter(({ address }) => address === resource),
  }));
}

function lineOf({ resource, theirs, ours }: Line): string {
  const rules = ours.map(({ rule, also }) => {
    const behind = also.map((one) => `\`${one}\``).join(', ');
    return `\`${rule}\`${behind === '' ? '' : ` (${behind})`}`;
  });
  return `| \`${resource}\` | ${[...theirs].sort().join(', ')} | ${[...new Set(rules)].join(', ')} |`;
}

interface Told {
  readonly what: string;
  /** Where, and why. */
  readonly text: string;
}

/** One line for each thing and reason. A reason of a resource goes before the one of all. */
function explained(
  apart: readonly Apart[],
  reasons: ReadonlyMap<string, string>,
  otherwise: (what: string) => string | undefined,
): { readonly told: readonly Told[]; readonly problems: readonly string[] } {
  const lines = new Map<string, { readonly what: string; readonly reason: string; readonly where: Set<string> }>();
  const used = new Set<string>();
  const problems: string[] = [];
  for (const [what, resource] of apart) {
    const key = [`${what}/${resource}`, what].find((one) => reasons.has(one));
    const reason = key === undefined ? otherwise(what) : reasons.get(key);
    if (key !== undefined) used.add(key);
    if (reason === undefined) {
      problems.push(`not explained: ${what} on ${resource}`);
      continue;
    }
    const line = lines.get(`${what} ${reason}`) ?? { what, reason, where: new Set() };
    lines.set(`${what} ${reason}`, line);
    line.where.add(`\`${resource}\``);
  }
  const unused = [...reasons.keys()].filter((key) => !used.has(key));
  return {
    told: [...lines.values()]
      .sort((a, b) => (a.what < b.what ? -1 : 1))
      .map(({ what, reason, where }) => ({ what, text: `on ${[...where].join(', ')}: ${reason}` })),
    problems: [...problems, ...unused.map((key) => `explained, but no difference any more: ${key}`)],
  };
}
