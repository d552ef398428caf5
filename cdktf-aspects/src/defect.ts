import { asError } from './thrown';

/**
 * What a user reads when iam-guardrails itself fails. It says nothing of the error but its class: the text of an error
 * may hold a property value.
 */
export function defect(step: string, error: unknown): string {
  const name = asError(error)?.name ?? typeof error;
  const report =
    'This is a defect of iam-guardrails: please report it with this text and the versions of the packages ' +
    '(`npm bugs @iam-guardrails/cdktf-aspects`)';
  const text = `iam-guardrails failed while ${step} (${name}), so that nothing of it is approved. ${report}`;
  if (process.env['IAM_GUARDRAILS_DEBUG'] !== '1') return `${text}; IAM_GUARDRAILS_DEBUG=1 adds where it failed.`;
  const frames = (asError(error)?.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${text}.`, ...frames].join('\n');
}
