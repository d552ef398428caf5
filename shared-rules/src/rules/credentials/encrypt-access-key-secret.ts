import * as v from 'valibot';
import { rootLikeness } from '../../access/root';
import { isHidden } from '../../access/secret-flows';
import { isKnown, isNull } from '../../model/value';
import { cloudOf } from '../../model/cloud';
import { defineRule } from '../../rule/define-rule';
import { examples } from './encrypt-access-key-secret.examples';

/** What a key or a password opens with is encrypted before it is stored. */
export const encryptAccessKeySecret = defineRule({
  id: 'encrypt-access-key-secret',
  title:
    'The secret of an access key and a console password are encrypted with a public key, or kept by a secrets manager',
  severity: 'medium',
  rationale:
    'Without `pgp_key` the secret is in the state, with everybody who can read the state: build servers, backups, colleagues. ' +
    'An inactive key counts, for it can be made active again.',
  remediation:
    'Set `pgp_key` to the public key of whoever uses the secret, or hand it to a secrets manager and to nothing else.',
  remediations: {
    otc: 'Set `pgp_key` to the public key of whoever uses the secret, or hand it to a secrets manager and to nothing else.',
  },
  recommendations: ['access-keys/1-creation', 'access-keys/11-visible-once', 'access-keys/20-secret-keys'],
  appliesTo: ['access-key', 'login-profile'],
  // Another resource may be what keeps the secret.
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    stored: '{what} is kept in the state as it is: whoever can read and decrypt the state has it',
  },

  check(credential, { model, report, unresolved }) {
    const { kind, resource, encryptedFor } = credential;
    // Open Telekom Cloud has no other way to give a password than to write it.
    if (kind === 'login-profile' && cloudOf(resource.type) === 'otc') return;
    // A key of the root user is to go, however it is kept.
    if (kind === 'access-key' && rootLikeness(credential) === 'root') return;
    if (encryptedFor !== undefined && !isNull(encryptedFor)) {
      const mayBeNull = encryptedFor.kind === 'unknown' && encryptedFor.references.length === 0;
      if (mayBeNull) unresolved(encryptedFor, resource, 'pgp_key');
      if (!isKnown(encryptedFor) || encryptedFor.value !== '') return;
    }
    const hidden = isHidden(model, resource.address);
    if (hidden === true) return;
    if (hidden !== false) return unresolved(hidden, resource, 'pgp_key');
    const what = kind === 'access-key' ? 'the secret of the access key' : 'the console password';
    report({ message: 'stored', at: resource, property: 'pgp_key', data: { what } });
  },

  examples,
});
