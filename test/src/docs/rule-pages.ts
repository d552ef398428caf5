import {
  controlsOf,
  defaultEnforcement,
  frameworks,
  optionsOf,
  remediationOf,
  rules,
  type Example,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { stringify } from 'yaml';

/** Pages of the rules by file name, as they stand in docs/rules; made from the catalogue and never edited. */
export function rulePages(): ReadonlyMap<string, string> {
  return new Map([['README.md', index()], ...rules.map((rule) => [`${rule.id}.md`, page(rule)] as const)]);
}

/** First line of every page that is made. */
export const NOTE = '<!-- Written by `npm run docs` from the catalogue; do not edit. -->';

function index(): string {
  const rows = rules.map(
    ({ id, title, severity }) => `| [${id}](${id}.md) | ${severity} | ${defaultEnforcement(severity)} | ${title} |`,
  );
  return [
    NOTE,
    '',
    '# Rules',
    '',
    '| rule | severity | by default | what holds |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function page(rule: Rule): string {
  const { violating, compliant, unresolved = [] } = rule.examples;
  return [
    NOTE,
    '',
    `# ${rule.id}`,
    '',
    `${rule.title}. Severity ${rule.severity}, ${defaultEnforcement(rule.severity)} by default.`,
    '',
    `**Why.** ${rule.rationale}`,
    '',
    `**What to do.** ${remediationOf(rule)}`,
    '',
    `**Recommendations.** ${rule.recommendations.map((id) => `\`${id}\``).join(', ')}`,
    ...(rule.canFix === true
      ? [
          '',
          '**Mends itself.** Under the level `remediate` Pulumi deploys the resource with what the finding suggests.',
        ]
      : []),
    ...options(rule),
    ...served(rule),
    ...section('Violating', violating),
    ...section('Compliant', compliant),
    ...section('Not decided', unresolved),
    '',
  ].join('\n');
}

function options(rule: Rule): readonly string[] {
  const rows = optionsOf(rule).map(
    ({ name, description, default: value }) => `| \`${name}\` | \`${JSON.stringify(value)}\` | ${description} |`,
  );
  return rows.length === 0
    ? []
    : ['', '## Options', '', '| option | default | what it does |', '| --- | --- | --- |', ...rows];
}

function served({ id }: Rule): readonly string[] {
  const controls = controlsOf(id);
  const rows = Object.entries(frameworks).flatMap(([framework, title]) => {
    const names = controls[framework as keyof typeof frameworks] ?? [];
    return names.length === 0 ? [] : [`| ${title} | ${names.join(', ')} |`];
  });
  return rows.length === 0
    ? []
    : ['', '## Controls', '', '| framework | controls that it serves |', '| --- | --- |', ...rows];
}

function section(title: string, examples: readonly Example[]): readonly string[] {
  return examples.length === 0 ? [] : ['', `## ${title}`, ...examples.flatMap(shown)];
}

function shown({ title, resources, options, configuration }: Example): readonly string[] {
  const shownFirst = { ...(configuration && { configuration }), ...(options && { options }) };
  const text = stringify({ ...shownFirst, ...resources }, { lineWidth: 0 }).trimEnd();
  return ['', `${title.charAt(0).toUpperCase()}${title.slice(1)}:`, '', '```yaml', text, '```'];
}
