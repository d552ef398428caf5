/** What refers to what. */
import { blockOf } from '../model/address';
import type { Resource } from '../model/resource';
import { referencesIn } from '../model/value';

/** What gives documents, members or credentials to whom it refers: a link of the model, and no use of its own. */
const LINK = new RegExp(
  `^(?:${[
    'aws_iam_(access_key|policy_attachment|service_specific_credential|signing_certificate)',
    'aws_iam_(user|role|group)_polic(y|ies)(_attachments?)?(_exclusive)?',
    'aws_iam_(group_membership|user_(group_membership|login_profile|ssh_key))',
    '(opentelekomcloud|huaweicloud)_identity_(credential|access_key|(user_|group_)?role_assignment)(_v3)?',
    '(opentelekomcloud|huaweicloud)_identity_(user_)?group_membership(_v3)?',
  ].join('|')})$`,
);

/**
 * Answers the addresses of what refers to a resource besides the links of the model. The stack is walked when somebody asks for
 * the first time. A local or a variable only passes on.
 */
export function referrersOf(resources: readonly Resource[]): (address: string) => readonly string[] {
  let referrers: ReadonlyMap<string, readonly string[]> | undefined;
  return (address) => {
    referrers ??= collect(resources);
    return referrers.get(blockOf(address)) ?? [];
  };
}

function collect(resources: readonly Resource[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const { address, type, mode, values } of resources) {
    if (mode === 'local' || mode === 'variable' || LINK.test(type)) continue;
    const own = blockOf(address);
    const targets = [...values.values()].flatMap(referencesIn).map((reference) => blockOf(reference.address));
    for (const target of new Set(targets)) {
      if (target === own) continue;
      const before = all.get(target);
      if (before === undefined) all.set(target, [address]);
      else before.push(address);
    }
  }
  return all;
}
