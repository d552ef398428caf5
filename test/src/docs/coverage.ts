import {
  defaultEnforcement,
  recommendations,
  rules,
  sources,
  type Recommendation,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { NOTE } from './rule-pages';

/** How far a recommendation is enforced. */
type Status = 'blocked' | 'reported' | 'not yet';

/** The coverage page, docs/coverage.md: every recommendation of the guidance with its rules. */
export function coverage(): string {
  const covered = recommendations.map((recommendation) => ({
    ...recommendation,
    by: rules.filter((rule) => rule.recommendations.includes(recommendation.id)),
  }));
  const count = (wanted: Status): number => covered.filter(({ by }) => statusOf(by) === wanted).length;
  const sections = Object.entries(sources).flatMap(([source, title]) => [
    '',
    `## ${title}`,
    '',
    '| recommendation | what it asks | enforced | by |',
    '| --- | --- | --- | --- |',
    ...covered.filter(({ id }) => id.startsWith(`${source}/`)).map(row),
  ]);
  return [
    NOTE,
    '',
    '# Coverage of the guidance',
    '',
    `${recommendations.length} recommendations: ${count('blocked')} blocked by default, ${count('reported')} reported, ${count('not yet')} not yet.`,
    '',
    'Blocked: a rule that is mandatory in the preset `recommended` stops a stack that violates it. Reported: its rules are',
    'advisory there; [a preset or a level](guide/configuration.md) makes them stop. Not yet: the topic whose rules are to enforce it.',
    'A recommendation counts as soon as a rule enforces a part of it.',
    'A rule sees what a template shows; [Limits](guide/limits.md) says what that leaves out.',
    ...sections,
    '',
  ].join('\n');
}

function statusOf(by: readonly Rule[]): Status {
  if (by.length === 0) return 'not yet';
  return by.some(({ severity }) => defaultEnforcement(severity) === 'mandatory') ? 'blocked' : 'reported';
}

function row({ id, title, topic, by }: Recommendation & { readonly by: readonly Rule[] }): string {
  const links = by.map((rule) => `[${rule.id}](rules/${rule.id}.md)`).join(', ');
  return `| \`${id}\` | ${title} | ${statusOf(by)} | ${links || `waits for the rules on ${topic}`} |`;
}
