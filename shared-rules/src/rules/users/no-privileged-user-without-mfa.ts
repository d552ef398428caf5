import * as v from 'valibot';
import { labelOf } from '../../access/of-principal';
import { privilegedWithoutMfa } from '../../access/privileged';
import { unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-privileged-user-without-mfa.examples';

/** Whoever is privileged has MFA. */
export const noPrivilegedUserWithoutMfa = defineRule({
  id: 'no-privileged-user-without-mfa',
  title: 'No user is an administrator, or can become one, without MFA',
  severity: 'critical',
  rationale:
    'One stolen password or access key of an administrator is the whole account. It is the same whether the user has the ' +
    'permissions, can give them to itself, or assumes a role that has them: whoever assumes a role brings no MFA along ' +
    'unless the trust policy asks for it.',
  remediation:
    'Require MFA in the permissions of the user, and with `"Bool": {"aws:MultiFactorAuthPresent": "true"}` in the trust policy of every privileged role that users may assume. A machine gets a role of its own instead of an access key.',
  remediations: {
    otc: 'Give the user the block `login_protection` with `enabled = true` and `verification_method = "vmfa"`, and grant it what it needs in place of administration.',
  },
  recommendations: [
    'aws-iam/mfa',
    'aws-iam-classic/mfa-privileged',
    'guide/mfa',
    'guide/roles-sts',
    'otc/virtual-mfa',
    'otc/individual-users',
  ],
  appliesTo: ['user'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    own: '`{user}` is privileged without MFA: with {credential} it {privilege}',
    weak: '`{user}` {privilege} and signs in with a code by {method}, which whoever takes over the number or the mailbox has too: use `vmfa`',
    role: '`{user}` is privileged without MFA: with {credential} it may assume role `{role}`, which {privilege}. Its trust policy {way} does not require MFA',
  },

  check(user, { model, report, unresolved }) {
    const found = privilegedWithoutMfa(user, model);
    if (found.by === 'nothing') return;
    const { resource: at } = user;
    if (found.by === 'doubt') return unresolved(unknown(found.reason), at);
    const { privilege, witness } = found;
    const data = { user: labelOf(user), privilege };
    if (found.by === 'weak-factor') {
      const { method, causes } = found;
      return report({ message: 'weak', severity: 'high', at, data: { ...data, method }, witness, causes });
    }
    const { credential } = found;
    if (found.by === 'role') {
      const { role, way } = found;
      return report({ message: 'role', at, data: { ...data, credential, role, way }, witness });
    }
    const { causes = [] } = found;
    report({ message: 'own', at, data: { ...data, credential }, witness, causes });
  },

  examples,
});
