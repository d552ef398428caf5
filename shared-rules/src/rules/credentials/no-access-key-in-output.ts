import * as v from 'valibot';
import { readablePlace, secretName, wayOf } from '../../access/secret-flows';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-access-key-in-output.examples';

/** No secret flows to where it can be read. */
export const noAccessKeyInOutput = defineRule({
  id: 'no-access-key-in-output',
  title: 'No secret becomes readable in an output, user data, an environment or a tag',
  severity: 'high',
  rationale:
    'Outputs, user data, environments, tags and plain parameters are shown in consoles, logs and APIs to many more people ' +
    'than may use the secret. AWS shows the secret of a key once for that reason; a copy there shows it for good.',
  remediation:
    'Give the workload a role in place of a key. Where a secret must be handed over, put it into a secrets manager and pass its name.',
  remediations: {
    otc: 'Lend the server or function an agency in place of a key. Where a secret must be handed over, encrypt it with `pgp_key`, or put it into a secrets manager and pass its name.',
  },
  recommendations: [
    'access-keys/11-visible-once',
    'access-keys/3-securing',
    'access-keys/20-secret-keys',
    'access-keys/7-cli',
    'otc/no-keys-in-code',
  ],
  appliesTo: ['secret-flow'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: { readable: '{secret} becomes readable in {place}{way}' },

  check(flow, { report, unresolved }) {
    const { resource, property, source, doubt } = flow;
    const place = readablePlace(flow);
    if (place === undefined) return;
    if (doubt !== undefined) return unresolved(doubt, resource, property);
    report({
      message: 'readable',
      at: resource,
      property,
      data: { secret: secretName(source), place, way: wayOf(flow) },
      // What opens only one thing is bad, and what signs in to the account worse.
      ...(source.isCredential ? {} : { severity: 'medium' }),
      fingerprint: `${property}\n${source.address}\n${source.attribute}`,
    });
  },

  examples,
});
