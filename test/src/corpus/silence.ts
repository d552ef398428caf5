/**
 * Sets that nearly nothing should be said of: policies that AWS itself recommends or maintains. All rules look at each;
 * what they find is reviewed one by one, as in programs of others.
 */
import { basename } from 'node:path';
import type { Report } from '@iam-guardrails/shared-rules';
import { lines, managedPolicies, text, type ManagedPolicy } from './files';
import { ofFunction, ofPeople, reportOf, type Resources } from './in-process';
import { reviewedSilence } from './reviewed-silence';
import { add } from './score';

/** What of a set is told, and what makes the corpus fail. */
interface Told {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

/** A violation under a name that stays: `set/policy/rule`. */
interface Found {
  readonly id: string;
  readonly rule: string;
  readonly message: string;
}

interface Outcome {
  readonly found: readonly Found[];
  readonly undecided: readonly string[];
}

/** The user guide's policies and AWS's job functions and service roles; every finding has a reviewed reason. */
export function silence(): Told {
  const sets = [setOf('aws-docs', docs()), setOf('aws-managed', attached())];
  const reasons = reasonsById();
  const ids = new Set(sets.flatMap(({ found }) => found.map(({ id }) => id)));
  const told = sets.flatMap((set) => [...set.lines, ...set.found.map(({ id, message }) => `- ${id} (${message}): ${reasons.get(id) ?? 'NOT REVIEWED'}`)]); // prettier-ignore
  return {
    lines: [...told, ...asCustomers()],
    problems: [
      ...[...ids]
        .filter((id) => !reasons.has(id))
        .map((id) => `not reviewed in test/src/corpus/reviewed-silence.ts: ${id}`),
      ...[...reasons.keys()].filter((id) => !ids.has(id)).map((id) => `reviewed, but not found any more: ${id}`),
    ],
  };
}

function reasonsById(): ReadonlyMap<string, string> {
  return new Map(
    reviewedSilence.flatMap(({ set, rule, why, policies }) =>
      policies.map((policy) => [`${set}/${policy}/${rule}`, why] as const),
    ),
  );
}

type Stacks = readonly (readonly [name: string, resources: Resources])[];

function setOf(set: string, stacks: Stacks): { readonly lines: readonly string[]; readonly found: readonly Found[] } {
  const outcomes = stacks.map(([name, resources]) => outcomeOf(`${set}/${name}`, reportOf(resources)));
  const found = outcomes.flatMap((one) => one.found);
  const silent = outcomes.filter((one) => one.found.length === 0).length;
  return {
    lines: [
      `${set}: all rules over ${stacks.length} policies, nothing found in ${silent}`,
      `- findings by rule: ${counted(found.map(({ rule }) => rule))}`,
      `- undecided by rule: ${counted(outcomes.flatMap((one) => one.undecided))}`,
    ],
    found,
  };
}

/** One line a rule and policy, however many statements. */
function outcomeOf(name: string, { findings }: Report): Outcome {
  const found = new Map<string, Found>();
  for (const { rule, status, message } of findings)
    if (status === 'violation') found.set(rule, found.get(rule) ?? { id: `${name}/${rule}`, rule, message });
  const undecided = findings.flatMap(({ rule, status }) => (status === 'unresolved' ? [rule] : []));
  return { found: [...found.values()], undecided: [...new Set(undecided)] };
}

function counted(rules: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const rule of rules) add(counts, rule);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, count]) => `${rule} ${count}`).join('; ') || 'none'; // prettier-ignore
}

interface Page {
  readonly file: string;
  readonly kind: 'identity' | 'trust-or-resource';
  readonly dup_of: string | null;
}

/** What a reader writes over: the guide prints it in italics. */
const PLACEHOLDERS: readonly (readonly [RegExp, string])[] = [
  [/(PRODUCTION-)?ACCOUNT-?([AB]-)?ID(-THAT-CONTAINS-ROLE)?(?=[:"])/gi, '123456789012'],
  [/Example Corp's AWS Account ID/g, '444455556666'],
  [/:region:/g, ':eu-central-1:'],
  [/arn:partition:/g, 'arn:aws:'],
  [/SERVICE-NAME\.amazonaws/g, 'lambda.amazonaws'],
];

const filledIn = (policy: string): string =>
  PLACEHOLDERS.reduce((filled, [placeholder, value]) => filled.replace(placeholder, value), policy);

/** Each once: the guide repeats some. */
function docs(): Stacks {
  return (lines('aws-docs-policies', 'index.jsonl') as readonly Page[])
    .filter((page) => page.dup_of === null)
    .map(({ file, kind }) => {
      const source = filledIn(text('aws-docs-policies', file));
      return [basename(file, '.json'), kind === 'identity' ? ofPeople(source) : ofWhatItIsFor(source)];
    });
}

/** The resource that a policy with principals fits on. */
function ofWhatItIsFor(policy: string): Resources {
  if (/"sts:AssumeRole/.test(policy) && !/"(Not)?Resource"/.test(policy))
    return { aws_iam_role: { it: { name: 'it', assume_role_policy: policy } } };
  if (/"sqs:/i.test(policy)) return { aws_sqs_queue: { it: { name: 'it', policy } } };
  if (/"sns:/.test(policy)) return { aws_sns_topic: { it: { name: 'it', policy } } };
  if (/"kms:/.test(policy)) return { aws_kms_key: { it: { policy } } };
  return {
    aws_s3_bucket: { it: { bucket: 'it' } },
    aws_s3_bucket_policy: { it: { bucket: '${aws_s3_bucket.it.id}', policy } },
  };
}

/** Policies that AWS keeps for jobs of people and for roles of services, without those that nobody may attach. */
const IN_USE = /:policy\/(job-function\/|service-role\/|(ReadOnlyAccess|SecurityAudit)$)/;

const inUse = (): readonly ManagedPolicy[] =>
  managedPolicies().filter(({ arn, deprecated }) => !deprecated && arn !== null && IN_USE.test(arn));

/** As people use them: attached by their ARN. The set lacks two that AWS counts among the job functions. */
function attached(): Stacks {
  const most = inUse().map(({ name, arn }) => [name, ofFunction(arn ?? '')] as const);
  const others = ['AdministratorAccess', 'PowerUserAccess'] as const;
  return [...most, ...others.map((name) => [name, ofFunction(`arn:aws:iam::aws:policy/${name}`)] as const)];
}

/** The same documents as if somebody had written them: only counted, since AWS must allow for every customer. */
function asCustomers(): readonly string[] {
  const found: string[] = [];
  const policies = inUse();
  let silent = 0;
  for (const { document } of policies) {
    const rules = outcomeOf('', reportOf(ofRole(JSON.stringify(document)))).found.map(({ rule }) => rule);
    if (rules.length === 0) silent++;
    found.push(...rules);
  }
  return [
    `aws-managed as customer-managed: all rules over ${policies.length} policies, nothing found in ${silent}`,
    `- findings by rule: ${counted(found)}`,
  ];
}

function ofRole(policy: string): Resources {
  return {
    ...ofFunction('${aws_iam_policy.it.arn}'),
    aws_iam_policy: { it: { name: 'it', policy } },
  };
}
