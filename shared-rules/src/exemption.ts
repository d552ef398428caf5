/** Exemptions as programs declare them. Loads no rules: a program that imports this stays fast. */
import { declaredExemption } from './engine/configuration-exemptions';

/** Something that was looked at and accepted, declared on the resource that it is about. */
export interface ProgramExemption {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it is accepted. */
  readonly reason: string;
  /** Who answers for it: an address, or a team. */
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  /** Only statements that allow nothing but actions that one of these globs matches. */
  readonly action?: string | readonly string[];
  /** Only the statement with this `Sid`. */
  readonly statement?: string;
  /** Only the finding with this fingerprint. */
  readonly fingerprint?: string;
}

const REQUIRED = ['rule', 'reason', 'owner'] as const;

/**
 * The exemption as it is written down. Whether there is such a rule is the engine's to say, which knows the organisation's own.
 *
 * @throws TypeError when a key, a type or a date is wrong, or when rule, reason or owner is missing.
 */
export function writtenExemption(exemption: ProgramExemption): ProgramExemption {
  const problems: string[] = [];
  // JavaScript may hand over anything.
  const { rule } = (exemption as ProgramExemption | null | undefined) ?? { rule: '' };
  declaredExemption(exemption, [rule], { origin: '', resource: '' }, problems);
  if (problems.length === 0) problems.push(...missingIn(exemption));
  if (problems.length > 0) throw new TypeError(`iam-guardrails: an exemption is wrong: ${problems.join('; ')}`);
  return exemption;
}

function missingIn(exemption: ProgramExemption): readonly string[] {
  const missing = REQUIRED.filter((key) => ((exemption as Partial<ProgramExemption>)[key] ?? '').trim() === '');
  return missing.map((key) => `it has no \`${key}\``);
}
