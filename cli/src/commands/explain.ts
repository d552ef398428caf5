import {
  controls,
  optionsOf,
  remediationOf,
  rules as catalogue,
  type Example,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { readConfiguration } from '../configuration';
import type { Io } from '../io';
import { colours, paint } from '../paint';
import { ruleOf } from './check';

/** Prints the page of a rule, which needs no network. Throws an `InputError` when there is no such rule. */
export function explain(id: string, io: Io): void {
  // Rules of the catalogue are explained whatever state the configuration is in.
  const own = catalogue.some((rule) => rule.id === id) ? catalogue : readConfiguration(undefined, io).rules;
  const rule = ruleOf(id, own);
  const heading = colours(io) ? paint('strong', rule.id) : rule.id;
  io.out(`${[`${heading}   ${rule.severity}`, rule.title, '', ...body(rule)].join('\n')}\n`);
}

function body(rule: Rule): readonly string[] {
  const { violating, compliant, unresolved = [] } = rule.examples;
  return [
    `Why: ${rule.rationale}`,
    `Fix: ${remediationOf(rule)}`,
    ...(rule.recommendations.length === 0 ? [] : [`Recommendations: ${rule.recommendations.join(', ')}`]),
    ...(controls.has(rule.id) ? [`Controls: ${(controls.get(rule.id) ?? []).join(', ')}`] : []),
    ...(rule.url === undefined ? [] : [`Page: ${rule.url}`]),
    ...options(rule),
    ...section('Violating', violating),
    ...section('Compliant', compliant),
    ...section('Unresolved', unresolved),
  ];
}

function options(rule: Rule): readonly string[] {
  const lines = optionsOf(rule).map(
    ({ name, description, default: value }) => `  ${name} (${JSON.stringify(value)}): ${description}`,
  );
  return lines.length === 0 ? [] : ['', 'Options:', ...lines];
}

function section(title: string, examples: readonly Example[]): readonly string[] {
  return examples.length === 0 ? [] : ['', `${title}:`, ...examples.flatMap(lines)];
}

function lines({ title, resources, options }: Example): readonly string[] {
  const { stringify } = require('yaml') as typeof import('yaml');
  const shown = options === undefined ? resources : { options, ...resources };
  const text = stringify(shown, { lineWidth: 0 }).trimEnd().split('\n');
  return [`  ${title}`, ...text.map((line) => `    ${line}`)];
}
