/** What refers to what. */
import type { Resource } from '../model/resource';
import type { Reference, Value } from '../model/value';

/** Every reference in a value, in order, those inside lists, maps and texts included. */
export function referencesIn(value: Value): readonly Reference[] {
  switch (value.kind) {
    case 'known':
    case 'unknown':
      return value.references;
    case 'text':
      return [...value.references, ...value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.references))];
    case 'list':
    case 'map': {
      const inner = value.kind === 'list' ? value.items : [...value.entries.values()];
      return [...value.references, ...(value.more?.references ?? []), ...inner.flatMap(referencesIn)];
    }
  }
}

/** Address of the resource block: all instances of it are one. */
export function blockOf(address: string): string {
  return address.startsWith('urn:') ? address : address.replace(/\[[^\]]*\]$/, '');
}

/** What gives documents, members or credentials to whom it refers: a link of the model, and no use of its own. */
const LINK =
  /^aws_iam_(access_key|policy_attachment|service_specific_credential|signing_certificate|(user|role|group)_polic(y|ies)(_attachments?)?(_exclusive)?|group_membership|user_(group_membership|login_profile|ssh_key))$/;

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
