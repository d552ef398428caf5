import type { AppliedExemption } from '../rule/finding';
import { printable } from './printable';

/** `exempt until 2027-03-31 by sec@acme.example: break glass (tag of the resource)`, on one line. */
export function exemptionText(exemption: AppliedExemption | null): string {
  if (exemption === null) return 'exempt';
  const { reason, owner, expires, origin } = exemption;
  const until = expires === null ? '' : ` until ${expires}`;
  const by = owner === null ? '' : ` by ${owner}`;
  return printable(`exempt${until}${by}: ${reason} (${origin})`);
}
