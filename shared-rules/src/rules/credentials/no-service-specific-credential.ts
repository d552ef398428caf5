import * as v from 'valibot';
import { ownerName } from '../../access/keys';
import type { ServiceCredential } from '../../model/iam-model';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-service-specific-credential.examples';

const CREDENTIAL: Readonly<Record<Exclude<ServiceCredential['credential'], 'cloudfront-key-pair'>, string>> = {
  'service-specific': 'a password for one service',
  'ssh-key': 'an SSH key',
  'signing-certificate': 'an X.509 signing certificate',
};

/** No long-lived secrets besides passwords and access keys. */
export const noServiceSpecificCredential = defineRule({
  id: 'no-service-specific-credential',
  title:
    'A user has no service-specific password, SSH key or signing certificate, and no distribution trusts a key pair of root',
  severity: 'low',
  rationale:
    'These credentials do not expire, and know neither MFA nor sessions. They are easily forgotten: no credential report lists the ' +
    'passwords for single services, and only the root user can make and delete CloudFront key pairs.',
  remediation:
    'Use a role: `git-remote-codecommit` instead of passwords and SSH keys, SigV4 instead of certificates, key groups (`trusted_key_groups`) ' +
    'instead of CloudFront key pairs.',
  recommendations: [
    'guide/credential-types',
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam-classic/delegate-by-roles',
  ],
  clouds: ['aws'],
  appliesTo: ['service-credential'],
  decidedByOneResource: ['service-credential'],
  options: v.strictObject({}),
  messages: {
    user: '`{user}` has {credential}: a long-lived secret that nothing rotates',
    signers: '`{property}` trusts CloudFront key pairs, which only the root user of an account can make',
  },

  check(entity, { report, unresolved }) {
    const { credential, status, resource, property } = entity;
    if (status === 'inactive') return;
    if (status !== 'active') return unresolved(status, resource, property ?? 'status');
    if (credential === 'cloudfront-key-pair') {
      const place = property ?? 'trusted_signers';
      return report({ message: 'signers', at: resource, property: place, data: { property: place } });
    }
    report({ message: 'user', at: resource, data: { user: ownerName(entity), credential: CREDENTIAL[credential] } });
  },

  examples,
});
