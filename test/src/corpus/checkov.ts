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

/** What holds a document that is only read, so that it grants something. */
type Holder = 'policy' | 'role' | 'topic';

/** How our rules answer a check. */
interface Question {
  readonly rules: readonly string[];
  /** The argument that must be among those to mend: one finding tells several weak arguments. */
  readonly argument?: string;
  /** Where our finding stands, if not on what the label names. */
  readonly subjects?: Readonly<Record<string, string>>;
  /** What holds a document that the label names; a policy by default. */
  readonly holder?: Holder;
  /** Without which the question is another one. */
  readonly configuration?: object;
}

/** Checkov counts what only reads, which we do on request. */
const ALSO_READS = { rules: { 'no-wildcard-resource': { alsoReads: true } } };
/** Checkov takes every account that is written down for another one; we ask who is inside. */
const NOBODY_ELSE = { trust: { accounts: ['111122223333'] } };

const ADMINISTRATOR = ['no-administrator-access'];
const ESCALATION = ['no-privilege-escalation', ...ADMINISTRATOR];
/** Checkov asks for an unconstrained write, we for what it grants: the graver rules say so of the same statement. */
const UNCONSTRAINED = [
  'no-wildcard-resource',
  'no-permissions-management',
  'no-credentials-exposure',
  'restrict-pass-role',
  'restrict-assume-role',
  ...ESCALATION,
];
const RESOURCE_POLICY: Question = { rules: ['no-public-resource-policy', 'restrict-resource-policy'] };
const FEDERATED = ['restrict-federated-trust', 'no-public-role-trust'];

/** The labels stand on the membership without users; the finding on the group that has no users. */
const GROUPS: Question = {
  rules: ['no-unused-identity'],
  subjects: {
    'aws_iam_group_membership.ok_group': 'aws_iam_group.group',
    'aws_iam_group_membership.bad_group': 'aws_iam_group.bad_group',
  },
};

/** The policy is attached to one role in three ways, and reported once. */
const ATTACHED_ONCE = {
  'aws_iam_policy_attachment.fail2': 'aws_iam_role_policy_attachment.fail3',
  'aws_iam_role.fail1': 'aws_iam_role_policy_attachment.fail3',
};

const password = (argument: string): Question => ({ rules: ['strong-password-policy'], argument });
const trail: Question = { rules: ['audit-trail-enabled'] };

type Questions = ReadonlyMap<string, Question>;

/** Checks whose question our rules answer, and by which. One set a topic, so that each has a row of its own. */
const PERMISSIONS: Questions = new Map([
  ['CKV_AWS_1', { rules: ADMINISTRATOR }],
  ['CKV_AWS_49', { rules: ADMINISTRATOR }],
  ['CKV_AWS_62', { rules: ADMINISTRATOR }],
  ['CKV_AWS_63', { rules: ADMINISTRATOR }],
  ['CKV_AWS_274', { rules: ADMINISTRATOR, subjects: ATTACHED_ONCE }],
  ['CKV_AWS_275', { rules: ADMINISTRATOR }],
  ['CKV2_AWS_40', { rules: ADMINISTRATOR }],
  ['CKV2_AWS_56', { rules: ADMINISTRATOR }],
  ['CKV_AWS_107', { rules: ['no-credentials-exposure', ...ADMINISTRATOR] }],
  ['CKV_AWS_287', { rules: ['no-credentials-exposure', ...ADMINISTRATOR] }],
  ['CKV_AWS_108', { rules: ['no-data-exfiltration', ...ADMINISTRATOR] }],
  ['CKV_AWS_288', { rules: ['no-data-exfiltration', ...ADMINISTRATOR] }],
  ['CKV_AWS_109', { rules: ['no-permissions-management', ...ESCALATION] }],
  ['CKV_AWS_289', { rules: ['no-permissions-management', ...ESCALATION] }],
  ['CKV_AWS_110', { rules: ESCALATION }],
  ['CKV_AWS_286', { rules: ESCALATION }],
  ['CKV_AWS_111', { rules: UNCONSTRAINED }],
  ['CKV_AWS_290', { rules: UNCONSTRAINED }],
  ['CKV_AWS_355', { rules: [...UNCONSTRAINED, 'no-data-exfiltration'], configuration: ALSO_READS }],
  ['CKV_AWS_356', { rules: [...UNCONSTRAINED, 'no-data-exfiltration'], configuration: ALSO_READS }],
]);
const EXPOSURE: Questions = new Map([
  ['CKV_AWS_60', { rules: ['no-public-role-trust'] }],
  ['CKV_AWS_61', { rules: ['restrict-cross-account-trust', 'no-public-role-trust'] }],
  ['CKV_AWS_358', { rules: FEDERATED, holder: 'role' }],
  ['CKV_AWS_393', { rules: FEDERATED }],
  ['CKV_AWS_283', { ...RESOURCE_POLICY, holder: 'topic' }],
  ...['32', '33', '70', '167', '168', '169', '258', '301', '364', '387'].map(
    (number) => [`CKV_AWS_${number}`, RESOURCE_POLICY] as const,
  ),
  ['CKV_AWS_385', { ...RESOURCE_POLICY, configuration: NOBODY_ELSE }],
  ['CKV_AWS_249', { rules: ['instance-has-role'] }],
  ['CKV_AWS_366', { rules: ['no-guest-cognito-role'] }],
]);
const MONITORING: Questions = new Map([
  ['CKV_AWS_35', { ...trail, argument: 'kms_key_id' }],
  ['CKV_AWS_36', { ...trail, argument: 'enable_log_file_validation' }],
  ['CKV_AWS_67', { ...trail, argument: 'is_multi_region_trail' }],
  ['CKV_AWS_251', { ...trail, argument: 'enable_logging' }],
]);
const USERS: Questions = new Map([
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
const TOPICS: ReadonlyMap<string, Questions> = new Map([
  ['checkov', PERMISSIONS],
  ['checkov: trust and exposure', EXPOSURE],
  ['checkov: monitoring', MONITORING],
  ['checkov: credentials and users', USERS],
]);

/** Checks that no rule is to answer, and why. */
const NOT_OURS: ReadonlyMap<string, string> = new Map([
  [
    'CKV2_AWS_22',
    'A console password as such is no violation: no-user-without-mfa and no-iam-users say what is wrong with it.',
  ],
  ['CKV_AWS_72', 'Asks for a star in the actions of a queue policy, whoever it is for; who gets in is what we ask.'],
  ['CKV2_AWS_41', 'Asks for a role on every machine; we ask for one where it calls APIs, which the fixture does not.'],
  ['CKV2_AWS_68', 'The role of the fixture has an argument `policy`, which the provider does not know.'],
  ['CKV_AWS_93', 'Asks whether the owner locks itself out of a bucket: a question of availability.'],
  ['CKV2_AWS_64', 'Asks for a key policy in the template: without one AWS sets one that leaves all to IAM.'],
  ['CKV_AWS_161', 'Asks how a database knows its users.'],
  ['CKV_AWS_162', 'Asks how a database knows its users.'],
  ['CKV_AWS_359', 'Asks how a database knows its users.'],
  ['CKV_AWS_330', 'Asks for a POSIX user of a file system.'],
  ['CKV_AWS_252', 'Asks for a notice of each delivery of logs.'],
  ['CKV2_AWS_10', 'Asks for a second place of logs.'],
]);

/** The rules that answer a check of Checkov; or why none does; undefined for a check of another topic. */
export function answerTo(check: string): { readonly rules: readonly string[]; readonly why?: string } | undefined {
  const why = NOT_OURS.get(check);
  return questionOf(check) ?? (why === undefined ? undefined : { rules: [], why });
}

interface Finding {
  readonly rule: string;
  /** Rules that found the same cause, behind this one. */
  readonly also: readonly string[];
  readonly status: string;
  readonly message: string;
  readonly resource: { readonly address: string };
  readonly suggestion: { readonly arguments: Readonly<Record<string, unknown>> } | null;
}

interface Report {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly { readonly address: string; readonly reason: string }[];
}

/** A set a topic. */
export function checkov(): readonly LabelledSet[] {
  const labels = lines('checkov', 'labels.jsonl') as readonly Label[];
  const notYet = new Map<string, number>();
  const notAsked = new Map<string, number>();
  for (const { check, check_name: name } of labels) {
    if (questionOf(check) !== undefined) continue;
    const reason = NOT_OURS.get(check);
    add(reason === undefined ? notYet : notAsked, `${check} ${name}${reason === undefined ? '' : ` (${reason})`}`);
  }
  const byTopic = new Map<string, Case[]>([...TOPICS.keys()].map((topic) => [topic, []]));
  for (const file of new Set(labels.map((label) => label.file)))
    for (const [label, found] of casesOf(file, labels, notAsked)) byTopic.get(topicOf(label.check) ?? '')?.push(found);
  return [...byTopic].map(([name, cases], index) => ({
    name,
    cases,
    notYet: index === 0 ? notYet : new Map<string, number>(),
    notAsked: index === 0 ? notAsked : new Map<string, number>(),
  }));
}

const questionOf = (check: string): Question | undefined =>
  [...TOPICS.values()].map((questions) => questions.get(check)).find((question) => question !== undefined);

const topicOf = (check: string): string | undefined => [...TOPICS].find(([, questions]) => questions.has(check))?.[0];

/** The cases of a file: what is asked of all of its labels, by one run. */
function casesOf(
  file: string,
  all: readonly Label[],
  notAsked: Map<string, number>,
): readonly (readonly [Label, Case])[] {
  const labels = all.filter((label) => label.file === file && questionOf(label.check) !== undefined);
  if (labels.length === 0) return [];
  const report = check(file, labels);
  if (typeof report === 'string') {
    add(notAsked, `${file} (${report})`, labels.length);
    return [];
  }
  return labels.flatMap((label) => {
    const question = questionOf(label.check) ?? { rules: [] };
    const address = question.subjects?.[label.resource] ?? subjectOf(label);
    const unread = report.notChecked.find((one) => one.address === address);
    if (unread !== undefined) {
      add(notAsked, `${address.split('.')[0] ?? address} (listed under notChecked)`);
      return [];
    }
    if (isRefused(address, report)) {
      add(
        notAsked,
        `${label.check} of ${basename(dirname(label.file))} (AWS refuses the document, and valid-policy says so)`,
      );
      return [];
    }
    return [[label, caseOf(label, question, address, report)] as const];
  });
}

/** What AWS does not take grants nothing. */
function isRefused(address: string, { findings }: Report): boolean {
  return findings.some(
    ({ rule, message, resource }) =>
      rule === 'valid-policy' && resource.address === address && /^(JSON_SYNTAX_ERROR|MISSING_(ACTION|EFFECT|STATEMENT|RESOURCE|PRINCIPAL)|INVALID_PRINCIPAL_FORMAT.*is neither)\b/.test(message), // prettier-ignore
  );
}

function caseOf(label: Label, { rules, argument }: Question, address: string, { findings }: Report): Case {
  const own = findings.filter(
    ({ rule, also, resource, status, message, suggestion }) =>
      [rule, ...also].some((one) => rules.includes(one)) &&
      resource.address === address &&
      (argument === undefined ||
        status !== 'violation' ||
        Object.hasOwn(suggestion?.arguments ?? {}, argument) ||
        message.includes(`\`${argument}\``)),
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
 * what holds the document, and of an attachment of the policy.
 */
function subjectOf({ block, check, resource }: Label): string {
  if (block === 'resource') return resource;
  const [type, name = ''] = resource.split('.');
  if (type === 'aws_iam_policy') return `aws_iam_user_policy_attachment.${holder(name)}`;
  return `${HOLDERS[questionOf(check)?.holder ?? 'policy'].type}.${holder(name)}`;
}

/** The resource of each kind of holder, and what it says besides its document. */
const HOLDERS: Readonly<Record<Holder, { readonly type: string; readonly argument: string }>> = {
  policy: { type: 'aws_iam_policy', argument: 'policy' },
  role: { type: 'aws_iam_role', argument: 'assume_role_policy' },
  topic: { type: 'aws_sns_topic', argument: 'policy' },
};

const holder = (name: string): string => `holder_of_${name}`;

function holdersOf(labels: readonly Label[]): object {
  const held: Record<string, Record<string, object>> = {};
  const hold = (type: string, name: string, body: object): void => void ((held[type] ??= {})[holder(name)] = body);
  for (const { block, check, resource } of labels) {
    const [kind, name = ''] = resource.split('.');
    if (block === 'resource') continue;
    if (kind === 'aws_iam_policy') {
      hold('aws_iam_user_policy_attachment', name, {
        user: holder(name),
        policy_arn: `\${data.aws_iam_policy.${name}.arn}`,
      });
      continue;
    }
    const { type, argument } = HOLDERS[questionOf(check)?.holder ?? 'policy'];
    hold(type, name, { name: holder(name), [argument]: `\${data.aws_iam_policy_document.${name}.json}` });
  }
  return held;
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
    const configurations = labels.map(({ check: id }) => questionOf(id)?.configuration ?? {});
    const configuration = join(folder, 'iam-guardrails.json');
    writeFileSync(configuration, JSON.stringify(Object.assign({}, ...configurations)));
    const parameters = ['check', folder, '--config', configuration, '--format', 'json'];
    const { stdout, status } = spawnSync(process.execPath, [cli, ...parameters], {
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
