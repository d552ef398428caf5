/** What a name says of the value behind it. */

/** A name in lower case with `_` between its words: `accessKeyId` and `/ci/access-key-id` end in `access_key_id`. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

const SECRET =
  /(^|_)(secrets?|passwords?|passwd|pwd|passphrase|tokens?|credentials?|private|auth|authorization|api_?keys?|psk|preshared|shared_key|key_material|(?:account|client|host|server|tls|ssl)_key(?:_pem)?)(_|\d|$)/;

/** Whether a name says that something secret stands there. */
export function saysSecret(name: string): boolean {
  return SECRET.test(plainName(name));
}

const IDENTITY = /(^|_)(key_?ids?|ids?|users?|user_?names?|arns?|names?|status|fingerprint|date|description)$/;

/** Whether a name says that an id stands there, or something else that tells who and not with what. */
export function saysIdentity(name: string): boolean {
  return IDENTITY.test(plainName(name));
}
