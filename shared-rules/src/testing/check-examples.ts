/** Runs the examples of a rule through the engine, and says in words which one does not hold. */
import { ConfigurationError } from '../engine/configuration-model';
import { parseConfiguration } from '../engine/configuration';
import { evaluate } from '../engine/evaluate';
import { readTerraform } from '../expressions';
import { didYouMean } from '../model/nearest';
import type { Example, Rule, SpeakingExample } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import type { Finding } from '../rule/finding';
import { optionsOf } from '../rule/options';
import { ruleProblem } from '../rule/rule-problem';
import { awsAttribute } from '../schemas/aws-attributes';

/** What came out of one check of a rule. */
export interface ExampleResult {
  /** What was checked, as a test would be called: `finds: a user whose name is mallory`. */
  readonly title: string;
  /** What is wrong, in some lines; absent when nothing is. */
  readonly problem?: string;
}

/** Something that holds of a rule, or does not. */
export interface RuleCheck {
  readonly title: string;
  /** What is wrong; undefined when nothing is. */
  readonly problem: () => string | undefined;
}

/**
 * Runs every example of a rule and checks what no type can: that a violating example is found at the addresses that it names and
 * nowhere else, that a compliant one is silent, that messages are filled in, that options say what they are for. Needs no test
 * runner; `testRule` makes tests of it.
 */
export function checkExamples(rule: Rule): readonly ExampleResult[] {
  return checksOf(rule).map(({ title, problem }) => {
    const found = problem();
    return found === undefined ? { title } : { title, problem: found };
  });
}

/** What `checkExamples` looks at, one by one and not yet run. */
export function checksOf(rule: Rule): readonly RuleCheck[] {
  const problem = ruleProblem(rule);
  if (problem !== undefined) return [{ title: 'is a rule', problem: () => problem }];
  const { violating, compliant, unresolved = [] } = rule.examples;
  return [
    { title: 'says of each option what it is for', problem: () => undescribed(rule) },
    { title: 'has nothing left to be filled in', problem: () => leftOpen(rule) },
    { title: 'says what to do, and where to read about it', problem: () => unhelpful(rule) },
    ...violating.map((example) => check('finds', example, () => speaks(rule, example, 'violation'))),
    ...compliant.map((example) => check('is silent', example, () => speaks(rule, { ...example, at: [] }, undefined))),
    ...unresolved.map((example) => check('cannot decide', example, () => speaks(rule, example, 'unresolved'))),
  ];
}

function check(what: string, { title }: Example, problem: RuleCheck['problem']): RuleCheck {
  return { title: `${what}: ${title}`, problem };
}

/* ---- the rule as such ---- */

function undescribed(rule: Rule): string | undefined {
  const [first] = optionsOf(rule).filter(({ description }) => description === '');
  return (
    first &&
    `the option \`${first.name}\` has no \`v.description\`: rule pages and the schema of the configuration show it`
  );
}

/** What `npm run new-rule` and `iam-guardrails init rule` leave open. */
function leftOpen(rule: Rule): string | undefined {
  const texts = JSON.stringify(rule).match(/(?<=")[^"]*\bTODO\b[^"]*(?=")/g) ?? [];
  return texts.length === 0 ? undefined : ['there is a TODO left in', ...texts].join('\n  ');
}

function unhelpful({ remediation, recommendations, url }: Rule): string | undefined {
  if (!/\.$/.test(remediation)) return '`remediation` is one or two sentences, and ends with a full stop';
  if (recommendations.length > 0 || url !== undefined) return undefined;
  return 'a finding leads to a page: give `url`, such as that of your handbook';
}

/* ---- one example ---- */

/** Where findings of one status must stand, and no other findings may be. */
function speaks(
  rule: Rule,
  example: SpeakingExample,
  status: 'violation' | 'unresolved' | undefined,
): string | undefined {
  if (status !== undefined && example.at.length === 0) return '`at` is empty: name the addresses where findings stand';
  const ran = run(rule, example);
  if ('problem' in ran) return ran.problem;
  const strange = ran.findings.filter((finding) => finding.status !== status);
  const found = addressesOf(ran.findings.filter((finding) => finding.status === status));
  const expected = [...example.at].sort();
  if (strange.length === 0 && found.join('\n') === expected.join('\n')) return blanks(ran.findings);
  const wanted = status === undefined ? 'no finding' : `${WORDS[status]} at ${expected.join(', ')}`;
  const nearby = expected
    .filter((address) => !(address in example.resources))
    .map(
      (address) => `\nThe example has no resource \`${address}\`${didYouMean(address, Object.keys(example.resources))}`,
    );
  return `expected ${wanted}\nfound ${listed(ran.findings)}${status === undefined ? '' : nearby.join('')}`;
}

const WORDS = {
  violation: 'a violation',
  unresolved: 'something undecided',
  exempt: 'an exemption',
  baseline: 'a baseline',
};

function addressesOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ resource }) => resource.address);
}

function listed(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing';
  return findings
    .map(({ status, resource, message }) => `${WORDS[status]} at ${resource.address}: ${message}`)
    .join('\n  and ');
}

/** A placeholder without a value, or a piece of text that stands for an unknown. */
function blanks(findings: readonly Finding[]): string | undefined {
  const blank = findings.find(({ message }) => /\{\w+\}|\bundefined\b|[\ue000-\uf8ff]/.test(message));
  return blank && `the message holds something that nobody should read: ${blank.message}`;
}

type Ran = { readonly findings: readonly Finding[] } | { readonly problem: string };

function run(rule: Rule, example: Example): Ran {
  const stack = readTerraform(terraformOf(example), { stack: 'example', attribute: awsAttribute });
  const [unread] = stack.notChecked;
  if (unread !== undefined) return { problem: `the example cannot be read: ${unread.address}: ${unread.reason}` };
  const faults: string[] = [];
  const watched = watchedRule(rule, faults);
  try {
    const configuration = parseConfiguration(
      { ...example.configuration, rules: { [rule.id]: { ...example.options } } },
      [watched],
    );
    const { findings } = evaluate([stack], { rules: [watched], configuration, today: TODAY });
    const [fault] = faults;
    return fault === undefined ? { findings } : { problem: fault };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problem: `the options of the example cannot be used: ${error.problems.join('; ')}` };
  }
}

/** Exemptions of an example do not depend on when it is run. */
const TODAY = '2026-11-23';

/** The rule, which says what the engine keeps to itself: what it threw. */
function watchedRule(rule: Rule, faults: string[]): Rule {
  return {
    ...rule,
    check: (entity, context) => {
      try {
        const result: unknown = rule.check(entity, context);
        if (result instanceof Promise) faults.push('`check` returns a promise: what it reports late is lost');
      } catch (error) {
        faults.push(`\`check\` threw ${thrown(error)}`);
        throw error;
      }
    },
  };
}

function thrown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [place] = /^\s+at .*/m.exec(error.stack ?? '') ?? [''];
  return `${error.name}: ${error.message}${place === '' ? '' : `\n${place}`}`;
}
