/** Central management of the root users of member accounts (IAM User Guide, "Centrally manage root access for member accounts"). */
import type { Organization } from '../model/organization';
import type { Resource } from '../model/resource';
import type { Unknown, Value } from '../model/value';

/** What is missing for member accounts to do without root credentials. */
export type CentralRootVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'incomplete'; readonly at: Resource; readonly missing: readonly string[] }
  | { readonly kind: 'untrusted'; readonly at: Resource }
  | { readonly kind: 'unknown'; readonly reason: Unknown; readonly at: Resource };

/** The features of central root access, the graver first. */
export const ROOT_FEATURES = ['RootCredentialsManagement', 'RootSessions'] as const;

/** Judges the organization. */
export function centralRoot({ resource, rootFeatures, trustedServices }: Organization): CentralRootVerdict {
  if (rootFeatures === undefined) return { kind: 'absent' };
  const at = rootFeatures.resource;
  const lacks = ROOT_FEATURES.map((feature) => ({ feature, lack: lackOf(rootFeatures.enabled, feature) }));
  const missing = lacks.flatMap(({ feature, lack }) => (lack === 'certain' ? [feature] : []));
  if (missing.length > 0) return { kind: 'incomplete', at, missing };
  const trust = trustedServices === undefined ? undefined : lackOf(trustedServices, 'iam.amazonaws.com');
  if (trust === 'certain') return { kind: 'untrusted', at: resource };
  const open = lacks.map(({ lack }) => lack).find((lack) => typeof lack === 'object') ?? at.uncertain;
  if (open !== undefined) return { kind: 'unknown', reason: open, at };
  return typeof trust === 'object' ? { kind: 'unknown', reason: trust, at: resource } : { kind: 'fine' };
}

/** Whether the list lacks the word: for certain, perhaps, or not. */
function lackOf(list: Value, word: string): 'certain' | Unknown | undefined {
  if (list.kind === 'unknown') return list;
  const items = list.kind === 'list' ? list.items : [list];
  if (items.some((item) => item.kind === 'known' && item.value === word)) return undefined;
  const hole = items.find((item) => item.kind === 'unknown');
  return hole ?? (list.kind === 'list' ? list.more : undefined) ?? 'certain';
}
