import { cloudOf } from '../model/cloud';
import type { AccessKey } from '../model/iam-model';
import { isNull, stringOf, unknown, type Reference, type Unknown, type Value } from '../model/value';
import { globsMeet } from '../policy/glob';
import { encode, hasSymbol } from '../policy/text';

/** How the root user is written: by name, as the credential report does, or as the ARN of the account. */
const ROOT = /^(root|<root_account>|arn:[^:]*:iam::[^:]*:root)$/i;

/** Whether the key's owner is the root user; `Unknown` when some value would make it that. */
export function rootLikeness(key: AccessKey): 'root' | 'other' | Unknown {
  const { owner, user } = key;
  if (cloudOf(key.resource.type) === 'otc') return ofWhoeverDeploys(owner);
  if (owner === undefined || isNull(owner)) return unknown('the access key names no user');
  if (user === undefined) return likeness(owner);
  const linked = likeness(user.name);
  return linked === 'other' && owner.kind === 'unknown' && !namesUser(owner) ? owner : linked;
}

/**
 * In Open Telekom Cloud a key without a user is one of whoever deploys ("If not set, will create AK/SK for yourself", provider
 * documentation): of the account's administrator, or of a user as powerful.
 */
function ofWhoeverDeploys(owner: Value | undefined): 'root' | 'other' | Unknown {
  if (owner === undefined || isNull(owner) || stringOf(owner) === '') return 'root';
  if (owner.references.some(isWhoeverDeploys)) return 'root';
  return owner.kind === 'unknown' && owner.references.every(({ address }) => address.startsWith('var.'))
    ? owner
    : 'other';
}

/** The data source that says who has signed in. */
function isWhoeverDeploys({ address, attribute, maybe }: Reference): boolean {
  return (
    maybe === undefined && attribute === 'user_id' && /^data\.opentelekomcloud_identity_auth_scope_v3\./.test(address)
  );
}

/**
 * An engine that tells dependencies without their attributes (Pulumi) does not say that a value is the user's name; if it
 * were, and the name known, the value would be known too.
 */
function namesUser(owner: Unknown): boolean {
  return owner.references.every(({ attribute }) => attribute !== undefined);
}

function likeness(owner: Value): 'root' | 'other' | Unknown {
  const text = encode(owner);
  if (ROOT.test(text)) return 'root';
  if (!hasSymbol(text)) return 'other';
  const mayBe = ['root', '<root_account>', 'arn:*:iam::*:root'].some((form) => globsMeet(form, text.toLowerCase()));
  if (!mayBe) return 'other';
  return owner.kind === 'unknown' ? owner : unknown('the name of the user is known in parts only', owner.references);
}

const CREATE_KEY = /\biam(?:\s+--[\w-]+(?:[\s=](?!create-access-key)[^\s-]\S*)?)*\s+create-access-key\b([^\n;&|]*)/g;
const USER_NAME = /--user-name[\s=]+["']?([^\s"']+)|"UserName"\s*:\s*"([^"]+)"/;
const COMMENT = /(^|\s)#[^\n]*/g;

/** What may name the user: something that is not known, a variable of the shell, a file. */
const MAY_NAME = /…|\$|--cli-input-/;

/**
 * How a shell text makes an access key for the root user, in words that follow the command; `Unknown` when it may, undefined when
 * it does not. Items of a list are words too, as cloud-init has them.
 */
export function commandMakesKeyOf(text: string): string | Unknown | undefined {
  const plain = text
    .replace(COMMENT, '$1')
    .replace(/\\\r?\n/g, ' ')
    .replace(/["']?[^\S\n]*,[^\S\n]*["']?/g, ' ');
  let open: Unknown | undefined;
  for (const [, rest = ''] of plain.matchAll(CREATE_KEY)) {
    const [, option, member] = USER_NAME.exec(rest) ?? [];
    const user = option ?? member;
    if (user?.toLowerCase() === 'root') return 'for the user `root`';
    if (user !== undefined) continue;
    if (!MAY_NAME.test(rest)) return 'without a user name, which makes one for the root user when root runs it';
    open = unknown('it is not known for whom `aws iam create-access-key` is run');
  }
  return open;
}
