import * as v from 'valibot';
import type { WrittenCredential } from '../../model/iam-model';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-hardcoded-access-key.examples';

/** No access key is written into a template. */
export const noHardcodedAccessKey = defineRule({
  id: 'no-hardcoded-access-key',
  title: 'No access key is written into a resource or a provider',
  severity: 'critical',
  rationale:
    'Who can read the code, the plan, the state or the resource in the console has the key, and it works from anywhere ' +
    'until somebody notices. Base64 and gzip hide nothing. The id alone opens nothing, but says whose secret to look for.',
  remediation:
    'Revoke the key, it counts as leaked. Give the workload a role or an agency, let the provider take its credentials ' +
    'from the environment, and keep a key that has to stay in a secrets manager.',
  remediations: {
    otc: 'Revoke the key, it counts as leaked. Lend the server or function an agency, let the provider take its credentials from the environment (`OS_ACCESS_KEY`, `OS_SECRET_KEY`), and keep a key that has to stay in a secrets manager.',
  },
  recommendations: [
    'otc/no-keys-in-code',
    'access-keys/3-securing',
    'access-keys/7-cli',
    'access-keys/9-sdks',
    'access-keys/19-key-ids',
    'access-keys/20-secret-keys',
  ],
  appliesTo: ['written-credential'],
  decidedByOneResource: ['written-credential'],
  options: v.strictObject({}),
  messages: {
    held: '`{property}` holds {what}{how}',
    configured: 'the provider is configured with a static credential: `{property}` holds {what}{how}',
  },

  check(written, { report, unresolved }) {
    const { resource, property, credential, encodings, doubt } = written;
    if (doubt !== undefined) return unresolved(doubt, resource, property);
    report({
      message: resource.mode === 'provider' && credential !== 'id' ? 'configured' : 'held',
      at: resource,
      property,
      data: {
        property,
        what: whatIs(written),
        how: encodings.length === 0 ? '' : `, behind ${encodings.join(' and ')}`,
      },
      ...(credential === 'id' ? { severity: 'medium' } : {}),
      evenIfAbsent: true,
      fingerprint: `${property}\n${credential}\n${written.hint ?? ''}`,
    });
  },

  examples,
});

function whatIs({ credential, hint }: WrittenCredential): string {
  switch (credential) {
    case 'pair':
      return `the access key \`${hint ?? ''}\` with its secret`;
    case 'secret':
      return 'the secret of an access key';
    case 'password':
      return 'the password of a user';
    case 'id':
      return `the id \`${hint ?? ''}\` of an access key`;
  }
}
