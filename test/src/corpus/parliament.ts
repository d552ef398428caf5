/** The policies of parliament's unit tests: the ids that it reports, against the questions that answer them. */
import { accessOf, allows, canWithoutMfa, escalations, type Decision } from '@iam-guardrails/shared-rules/access';
import { validatePolicy, type PolicyCheck, type PolicyType } from '@iam-guardrails/shared-rules/policy';
import { lines, text } from './files';
import { ofFunction, reportOf } from './in-process';
import { add, type Case, type LabelledSet } from './score';

interface Label {
  readonly file: string;
  readonly expected_findings: readonly string[];
  readonly community: boolean;
}

/** What is known of one policy. */
interface Subject {
  readonly source: string;
  readonly checks: readonly PolicyCheck[];
  readonly label: Label;
}

type Answer = (subject: Subject) => boolean | undefined;

/** What says of a statement that it is for everything: the rule on that, or a graver one. */
const ON_EVERYTHING = [
  'no-wildcard-resource',
  'no-data-exfiltration',
  'no-permissions-management',
  'no-privilege-escalation',
  'no-administrator-access',
];

/** A question for each id; undefined as an answer means undecided. */
const QUESTIONS: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ['MALFORMED_JSON', has('JSON_SYNTAX_ERROR')],
  ['MALFORMED', has('MISSING_ACTION', 'MISSING_STATEMENT', 'UNSUPPORTED_ELEMENT_COMBINATION', 'MISSING_EFFECT')],
  ['INVALID_SID', has('UNSUPPORTED_SID')],
  ['DUPLICATE_SID', has('UNIQUE_SIDS_REQUIRED', 'UNIQUE_SIDS_RECOMMENDED')],
  ['INVALID_ARN', has('DATA_TYPE_MISMATCH', 'INVALID_ARN_PREFIX', 'MISSING_ARN_FIELD')],
  ['UNKNOWN_ACTION', has('INVALID_ACTION')],
  [
    'UNKNOWN_CONDITION_FOR_ACTION',
    has(
      'INVALID_CONDITION_KEY_FORMAT',
      'INVALID_SERVICE_CONDITION_KEY',
      'INVALID_GLOBAL_CONDITION_KEY',
      'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    ),
  ],
  ['MISMATCHED_TYPE', has('TYPE_MISMATCH', 'TYPE_MISMATCH_DATE', 'TYPE_MISMATCH_NUMBER', 'TYPE_MISMATCH_STRING')],
  ['UNKNOWN_OPERATOR', has('INVALID_CONDITION_OPERATOR')],
  ['BAD_PATTERN_FOR_MFA', worksWithoutMfa],
  ['PRIVILEGE_ESCALATION', escalates],
  ['RESOURCE_POLICY_PRIVILEGE_ESCALATION', opensResources],
  ['RESOURCE_STAR', says(...ON_EVERYTHING)],
  ['CREDENTIALS_EXPOSURE', says('no-credentials-exposure')],
  ['PERMISSIONS_MANAGEMENT_ACTIONS', says('no-permissions-management', 'no-administrator-access')],
]);

/** Ids that are one question here: everything is everything, by a star or by an ARN full of them. */
const SAME: ReadonlyMap<string, string> = new Map([['RESOURCE_EFFECTIVELY_STAR', 'RESOURCE_STAR']]);

/** Ids that nothing here is to answer, and why. */
const NOT_OURS: ReadonlyMap<string, string> = new Map([
  ['SENSITIVE_ACCESS', 'its configuration names the buckets that are sensitive'],
]);

function has(...codes: readonly string[]): Answer {
  return ({ checks }) => checks.some(({ code }) => codes.includes(code));
}

/** Asked of a policy as people write it, since a rule speaks about what stands in a stack. */
function says(...wanted: readonly string[]): Answer {
  return ({ source }) => {
    const policy = { aws_iam_policy: { it: { name: 'it', policy: source } } };
    const { findings } = reportOf({ ...ofFunction('${aws_iam_policy.it.arn}'), ...policy });
    const own = findings.filter(({ rule, also }) => [rule, ...also].some((one) => wanted.includes(one)));
    if (own.some(({ status }) => status === 'violation')) return true;
    return own.length > 0 ? undefined : false;
  };
}

/** Asked of policies that speak of MFA: whether something is allowed without it all the same. */
function worksWithoutMfa({ source }: Subject): boolean | undefined {
  if (!source.includes('MultiFactorAuth')) return false;
  const access = accessOf({ identity: [source], principal: 'arn:aws:iam::111122223333:user/alice' });
  return answered(canWithoutMfa(access, { credential: 'console' }));
}

/** Asked only where parliament asks it: its rule is one of those that must be switched on. */
function escalates({ source, label }: Subject): boolean | undefined {
  return label.community && escalations(accessOf({ identity: [source] })).length > 0;
}

/** Whether one may open a bucket to oneself. */
function opensResources({ source }: Subject): boolean | undefined {
  const access = accessOf({ identity: [source] });
  return answered(allows(access, { actions: ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutObjectAcl'] }));
}

function answered({ answer }: Decision): boolean | undefined {
  return answer === 'undecided' ? undefined : answer === 'yes';
}

const typeOf = (source: string): PolicyType => (/"(Not)?Principal"/.test(source) ? 'resource' : 'identity');

export function parliament(): LabelledSet {
  const notYet = new Map<string, number>();
  const notAsked = new Map<string, number>();
  const cases = (lines('parliament', 'labels.jsonl') as readonly Label[]).flatMap((label) => {
    const source = text('parliament', label.file);
    const type = typeOf(source);
    const subject = { source, label, checks: validatePolicy(source, { type }) };
    for (const id of label.expected_findings) {
      const reason = NOT_OURS.get(id);
      if (reason !== undefined) add(notAsked, `${id} (${reason})`);
      else if (!QUESTIONS.has(SAME.get(id) ?? id)) add(notYet, id);
    }
    return [...QUESTIONS].flatMap(([id, ask]) => caseOf(subject, id, ask, type));
  });
  return { name: 'parliament', cases, notYet, notAsked };
}

const ABOUT_PRINCIPALS = [
  'BAD_PATTERN_FOR_MFA',
  'PRIVILEGE_ESCALATION',
  'RESOURCE_POLICY_PRIVILEGE_ESCALATION',
  'RESOURCE_STAR',
  'CREDENTIALS_EXPOSURE',
  'PERMISSIONS_MANAGEMENT_ACTIONS',
];

/** Of the auditors that must be switched on. */
const COMMUNITY = ['CREDENTIALS_EXPOSURE', 'PERMISSIONS_MANAGEMENT_ACTIONS'];

function caseOf(subject: Subject, id: string, ask: Answer, type: PolicyType): readonly Case[] {
  // What a principal may do is no question about a resource policy.
  if (type === 'resource' && ABOUT_PRINCIPALS.includes(id)) return [];
  const { file, expected_findings: expected, community } = subject.label;
  if (!community && COMMUNITY.includes(id)) return [];
  const name = (file.split('/').at(-1) ?? file).replace('.json', '');
  return [
    { id: `${name}/${id}`, expected: expected.some((one) => (SAME.get(one) ?? one) === id), found: ask(subject) },
  ];
}
