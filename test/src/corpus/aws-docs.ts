/** The policies of the IAM User Guide: recommended examples, so nearly nothing should be said about them. */
import { basename } from 'node:path';
import { accessOf, canWithoutMfa, type Credential } from '@iam-guardrails/shared-rules/access';
import { validatePolicy } from '@iam-guardrails/shared-rules/policy';
import { lines, text } from './files';

interface Page {
  readonly file: string;
  readonly kind: 'identity' | 'trust-or-resource';
}

/** What the user guide itself shows as policies without an error or security warning, line by line. */
export function awsDocs(): readonly string[] {
  const pages = lines('aws-docs-policies', 'index.jsonl') as readonly Page[];
  const told = pages.flatMap(checksOf);
  const mfa = pages.filter(({ file }) => text('aws-docs-policies', file).includes('aws:MultiFactorAuth'));
  // What a bucket policy or a trust policy lets others do without MFA is another question.
  const asked = mfa.filter(({ kind }) => kind === 'identity');
  return [
    `aws-docs-policies: ${pages.length} policies, ${told.length} errors and security warnings`,
    ...told,
    `aws-docs-policies: ${mfa.length} policies about MFA, ${asked.length} of them identity policies; what each allows without it (console session; access key)`,
    ...asked.map(
      ({ file }) => `- ${basename(file)}: ${withoutMfa(file, 'console')}; ${withoutMfa(file, 'access-key')}`,
    ),
  ];
}

function checksOf({ file, kind }: Page): readonly string[] {
  const source = text('aws-docs-policies', file);
  const type = kind === 'identity' ? 'identity' : /"sts:AssumeRole|sts:TagSession/.test(source) && !/"Resource"/.test(source) ? 'trust' : 'resource'; // prettier-ignore
  return validatePolicy(source, { type })
    .filter(({ severity }) => severity === 'error' || severity === 'security-warning')
    .map(({ code, path }) => `- ${basename(file)} (${type}): ${code} at ${path.join('.')}`);
}

function withoutMfa(file: string, credential: Credential): string {
  const source = text('aws-docs-policies', file);
  const access = accessOf({ identity: [source], principal: 'arn:aws:iam::111122223333:user/alice' });
  const decision = canWithoutMfa(access, { credential });
  if (decision.answer === 'undecided') return `undecided (${decision.reason})`;
  return decision.answer === 'no' ? 'nothing' : `${decision.witness.action} on ${decision.witness.resource}`;
}
