/** Checkov's Terraform fixtures, checked as a user would: by the CLI, from the files. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inCorpora, lines, root } from './files';
import { add, type Case, type LabelledSet } from './score';

interface Label {
  readonly file: string;
  readonly resource: string;
  readonly block: 'resource' | 'data';
  readonly check: string;
  readonly check_name: string;
  readonly expected: 'pass' | 'fail';
}

const ADMINISTRATOR = ['no-administrator-access'];

/** Checks whose question our rules answer today, and by which. */
const ANSWERED: ReadonlyMap<string, readonly string[]> = new Map([
  ['CKV_AWS_1', ADMINISTRATOR],
  ['CKV_AWS_49', ADMINISTRATOR],
  ['CKV_AWS_62', ADMINISTRATOR],
  ['CKV_AWS_63', ADMINISTRATOR],
  ['CKV_AWS_274', ADMINISTRATOR],
  ['CKV_AWS_275', ADMINISTRATOR],
  ['CKV2_AWS_40', ADMINISTRATOR],
  ['CKV2_AWS_56', ADMINISTRATOR],
  ['CKV_AWS_110', ['no-privilege-escalation', ...ADMINISTRATOR]],
  ['CKV_AWS_286', ['no-privilege-escalation', ...ADMINISTRATOR]],
  ['CKV_AWS_348', ['no-root-access-key']],
]);

interface Finding {
  readonly rule: string;
  readonly status: string;
  readonly resource: { readonly address: string };
}

interface Report {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly { readonly address: string; readonly reason: string }[];
}

export function checkov(): LabelledSet {
  const labels = lines('checkov', 'labels.jsonl') as readonly Label[];
  const notYet = new Map<string, number>();
  const notAsked = new Map<string, number>();
  for (const { check, check_name: name } of labels) if (!ANSWERED.has(check)) add(notYet, `${check} ${name}`);
  const asked = labels.filter(({ check }) => ANSWERED.has(check));
  const byFile = new Map<string, Label[]>();
  for (const label of asked) byFile.set(label.file, [...(byFile.get(label.file) ?? []), label]);
  const cases = [...byFile].flatMap(([file, all]) => casesOf(file, all, notAsked));
  return { name: 'checkov', cases, notYet, notAsked };
}

function casesOf(file: string, labels: readonly Label[], notAsked: Map<string, number>): readonly Case[] {
  const report = check(file, labels);
  if (typeof report === 'string') {
    add(notAsked, `${file} (${report})`, labels.length);
    return [];
  }
  return labels.flatMap((label) => {
    const address = subjectOf(label);
    const unread = report.notChecked.find((one) => one.address === address);
    if (unread !== undefined) {
      add(notAsked, `${address.split('.')[0] ?? address} (listed under notChecked)`);
      return [];
    }
    return [caseOf(label, report)];
  });
}

function caseOf(label: Label, { findings }: Report): Case {
  const rules = ANSWERED.get(label.check) ?? [];
  const own = findings.filter(({ rule, resource }) => rules.includes(rule) && resource.address === subjectOf(label));
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

/** The report of the CLI, or why it has none. */
function check(file: string, labels: readonly Label[]): Report | string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-corpus-'));
  try {
    const name = basename(file);
    copyFileSync(inCorpora('checkov', file), join(folder, name));
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
