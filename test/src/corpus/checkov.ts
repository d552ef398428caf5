/** Checkov's Terraform fixtures, checked as a user would: by the CLI, from the files. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { lines, root, text } from './files';
import { add, type Case, type LabelledSet } from './score';

interface Label {
  readonly file: string;
  readonly resource: string;
  readonly block: 'resource' | 'data';
  readonly check: string;
  readonly check_name: string;
  readonly expected: 'pass' | 'fail';
}

/** How our rules answer a check. */
interface Question {
  readonly rules: readonly string[];
  /** The argument that must be among those to mend: one finding tells several weak arguments. */
  readonly argument?: string;
  /** Where our finding stands, if not on what the label names. */
  readonly subjects?: Readonly<Record<string, string>>;
}

const ADMINISTRATOR = ['no-administrator-access'];

/** The labels stand on the membership without users; the finding on the group that has no users. */
const GROUPS: Question = {
  rules: ['no-unused-identity'],
  subjects: {
    'aws_iam_group_membership.ok_group': 'aws_iam_group.group',
    'aws_iam_group_membership.bad_group': 'aws_iam_group.bad_group',
  },
};

const password = (argument: string): Question => ({ rules: ['strong-password-policy'], argument });

/** Checks whose question our rules answer today, and by which. */
const PERMISSIONS: ReadonlyMap<string, Question> = new Map([
  ['CKV_AWS_1', { rules: ADMINISTRATOR }],
  ['CKV_AWS_49', { rules: ADMINISTRATOR }],
  ['CKV_AWS_62', { rules: ADMINISTRATOR }],
  ['CKV_AWS_63', { rules: ADMINISTRATOR }],
  ['CKV_AWS_274', { rules: ADMINISTRATOR }],
  ['CKV_AWS_275', { rules: ADMINISTRATOR }],
  ['CKV2_AWS_40', { rules: ADMINISTRATOR }],
  ['CKV2_AWS_56', { rules: ADMINISTRATOR }],
  ['CKV_AWS_110', { rules: ['no-privilege-escalation', ...ADMINISTRATOR] }],
  ['CKV_AWS_286', { rules: ['no-privilege-escalation', ...ADMINISTRATOR] }],
]);
const USERS: ReadonlyMap<string, Question> = new Map([
  ['CKV_AWS_9', password('max_password_age')],
  ['CKV_AWS_10', password('minimum_password_length')],
  ['CKV_AWS_11', password('require_lowercase_characters')],
  ['CKV_AWS_12', password('require_numbers')],
  ['CKV_AWS_13', password('password_reuse_prevention')],
  ['CKV_AWS_14', password('require_symbols')],
  ['CKV_AWS_15', password('require_uppercase_characters')],
  ['CKV_AWS_40', { rules: ['permissions-through-groups'] }],
  ['CKV_AWS_41', { rules: ['no-hardcoded-access-key'] }],
  ['CKV_AWS_45', { rules: ['no-hardcoded-access-key'] }],
  ['CKV_AWS_46', { rules: ['no-hardcoded-access-key'] }],
  ['CKV_AWS_273', { rules: ['no-iam-users'] }],
  ['CKV_AWS_348', { rules: ['no-root-access-key'] }],
  ['CKV2_AWS_14', GROUPS],
  ['CKV2_AWS_21', GROUPS],
]);

/** Checks that no rule is to answer, and why. */
const NOT_OURS: ReadonlyMap<string, string> = new Map([
  [
    'CKV2_AWS_22',
    'a console password as such is no violation: no-user-without-mfa and no-iam-users say what is wrong with it',
  ],
]);

interface Finding {
  readonly rule: string;
  readonly status: string;
  readonly resource: { readonly address: string };
  readonly suggestion: { readonly arguments: Readonly<Record<string, unknown>> } | null;
}

interface Report {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly { readonly address: string; readonly reason: string }[];
}

/** One set a topic, so that each has a row of its own. */
export function checkov(): readonly LabelledSet[] {
  const labels = lines('checkov', 'labels.jsonl') as readonly Label[];
  const notYet = new Map<string, number>();
  const notOurs = new Map<string, number>();
  for (const { check, check_name: name } of labels) {
    if (PERMISSIONS.has(check) || USERS.has(check)) continue;
    const reason = NOT_OURS.get(check);
    add(reason === undefined ? notYet : notOurs, `${check} ${name}${reason === undefined ? '' : ` (${reason})`}`);
  }
  return [
    { name: 'checkov', ...answered(labels, PERMISSIONS, new Map()), notYet },
    { name: 'checkov: credentials and users', ...answered(labels, USERS, notOurs), notYet: new Map() },
  ];
}

function answered(
  labels: readonly Label[],
  questions: ReadonlyMap<string, Question>,
  notAsked: Map<string, number>,
): Pick<LabelledSet, 'cases' | 'notAsked'> {
  const byFile = new Map<string, Label[]>();
  for (const label of labels) {
    if (questions.has(label.check)) byFile.set(label.file, [...(byFile.get(label.file) ?? []), label]);
  }
  return { cases: [...byFile].flatMap(([file, all]) => casesOf(file, all, questions, notAsked)), notAsked };
}

function casesOf(
  file: string,
  labels: readonly Label[],
  questions: ReadonlyMap<string, Question>,
  notAsked: Map<string, number>,
): readonly Case[] {
  const report = check(file, labels);
  if (typeof report === 'string') {
    add(notAsked, `${file} (${report})`, labels.length);
    return [];
  }
  return labels.flatMap((label) => {
    const question = questions.get(label.check) ?? { rules: [] };
    const address = question.subjects?.[label.resource] ?? subjectOf(label);
    const unread = report.notChecked.find((one) => one.address === address);
    if (unread !== undefined) {
      add(notAsked, `${address.split('.')[0] ?? address} (listed under notChecked)`);
      return [];
    }
    return [caseOf(label, question, address, report)];
  });
}

function caseOf(label: Label, { rules, argument }: Question, address: string, { findings }: Report): Case {
  const own = findings.filter(
    ({ rule, resource, status, suggestion }) =>
      rules.includes(rule) &&
      resource.address === address &&
      (argument === undefined || status !== 'violation' || Object.hasOwn(suggestion?.arguments ?? {}, argument)),
  );
  const violation = own.some(({ status }) => status === 'violation');
  const open = own.some(({ status }) => status === 'unresolved');
  return {
    id: `${label.check}/${basename(dirname(label.file))}/${label.resource}`,
    expected: label.expected === 'fail',
    found: violation ? true : open ? undefined : false,
  };
}

/**
 * Our findings stand on what grants. A document or a policy that is only read grants nothing, so the question is asked of
 * a policy that holds the document, and of an attachment of the policy.
 */
function subjectOf({ block, resource }: Label): string {
  if (block === 'resource') return resource;
  const [type, name = ''] = resource.split('.');
  return type === 'aws_iam_policy'
    ? `aws_iam_user_policy_attachment.${holder(name)}`
    : `aws_iam_policy.${holder(name)}`;
}

const holder = (name: string): string => `holder_of_${name}`;

function holdersOf(labels: readonly Label[]): object {
  const data = labels.filter(({ block }) => block === 'data').map(({ resource }) => resource.split('.'));
  const of = (kind: string): readonly string[] => data.flatMap(([type, name]) => (type === kind ? [name ?? ''] : []));
  const documents = of('aws_iam_policy_document').map((name) => [
    holder(name),
    { name: holder(name), policy: `\${data.aws_iam_policy_document.${name}.json}` },
  ]);
  const attachments = of('aws_iam_policy').map((name) => [
    holder(name),
    { user: holder(name), policy_arn: `\${data.aws_iam_policy.${name}.arn}` },
  ]);
  return {
    ...(documents.length > 0 && { aws_iam_policy: Object.fromEntries(documents) as object }),
    ...(attachments.length > 0 && { aws_iam_user_policy_attachment: Object.fromEntries(attachments) as object }),
  };
}

/**
 * The fixtures hold the key of AWS's documentation, which must stay silent: the examples of no-hardcoded-access-key test that.
 * What the label asks, whether a key is found in that place, is asked with another one. In pieces, so that nobody takes it for
 * a key that leaked.
 */
function withMadeUpKey(fixture: string): string {
  return fixture
    .replaceAll('AKIAIOSFODNN7EXAMPLE', ['AKIA', 'Q3ZK7LMW', 'TRB5XNUE'].join(''))
    .replaceAll(
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      ['n8Qv2LxT', 'pWz5/RkYbG7', 'dMh3+JcSfA9eUo1', 'CtXiKw'].join(''),
    );
}

/** The report of the CLI, or why it has none. */
function check(file: string, labels: readonly Label[]): Report | string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-corpus-'));
  try {
    const name = basename(file);
    writeFileSync(join(folder, name), withMadeUpKey(text('checkov', file)));
    const holders = holdersOf(labels);
    if (Object.keys(holders).length > 0)
      writeFileSync(join(folder, 'holders.tf.json'), JSON.stringify({ resource: holders }));
    const cli = join(root, 'cli', 'bin', 'iam-guardrails.js');
    const { stdout, status } = spawnSync(process.execPath, [cli, 'check', folder, '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    // What Terraform itself refuses to read has no answer.
    if (status === 2) return 'no Terraform';
    return JSON.parse(stdout) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
