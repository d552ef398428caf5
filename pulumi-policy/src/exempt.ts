/** For Pulumi programs: accepts a finding where the resource is made. Loads nothing of Pulumi and no rules. */
import { writtenExemption, type ProgramExemption } from '@iam-guardrails/shared-rules/exemption';
import { nameOf } from './exemption-name';

export type { ProgramExemption } from '@iam-guardrails/shared-rules/exemption';

/** Resource options that carry an exemption. */
export interface Exempting {
  additionalSecretOutputs: string[];
}

/**
 * Resource options with which the policy pack accepts what a rule finds on the resource. The engine hands them to policies and
 * keeps them in the state; they change neither the resource nor its secrets. For several exemptions, call it on its own result.
 *
 * @param exemption Which rule, why, who answers for it, until when.
 * @param options The resource's other options.
 * @throws TypeError when the exemption is wrong.
 */
export function exempt<Options extends object = { readonly protect?: boolean }>(
  exemption: ProgramExemption,
  options?: Options,
): Options & Exempting {
  const name = nameOf(writtenExemption(exemption));
  const { additionalSecretOutputs = [] }: Partial<Exempting> = options ?? {};
  return { ...options, additionalSecretOutputs: [...additionalSecretOutputs, name] } as Options & Exempting;
}
