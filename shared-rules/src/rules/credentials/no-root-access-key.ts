import * as v from 'valibot';
import { commandMakesKeyOf, rootLikeness } from '../../access/root';
import { cloudOf } from '../../model/cloud';
import { defineRule } from '../../rule/define-rule';

/** No access key is made for the root user. */
export const noRootAccessKey = defineRule({
  id: 'no-root-access-key',
  title: 'The root user, or the account itself, has no access key',
  severity: 'critical',
  rationale:
    'The root user can do everything, including closing the account, and no policy of the account limits it. ' +
    'A long-lived key for it is the worst credential that can leak; an inactive one can be made active.',
  remediation: 'Remove the key; give the workload a role of its own, or the person a federated identity.',
  remediations: {
    otc: 'Set `user_id` to a user with `access_type = "programmatic"` and no more permissions than the work needs, or lend the server an agency in place of a key.',
  },
  recommendations: [
    'access-keys/12-root',
    'aws-iam-classic/lock-root-keys',
    'aws-iam/protect-root',
    'guide/root',
    'otc/no-account-access-keys',
  ],
  appliesTo: ['access-key', 'command'],
  decidedByOneResource: ['access-key', 'command'],
  options: v.strictObject({}),
  messages: {
    key: 'the access key is for the root user of the account',
    account:
      'without the `user_id` of somebody else the access key is one of whoever deploys, the administrator of the account: name the user that it is for',
    command: '`{property}` runs `aws iam create-access-key` {how}',
  },

  check(entity, { report, unresolved }) {
    if (entity.kind === 'command') {
      const { resource, property, text } = entity;
      const how = commandMakesKeyOf(text);
      if (typeof how === 'string') report({ message: 'command', at: resource, property, data: { property, how } });
      else if (how !== undefined) unresolved(how, resource, property);
      return;
    }
    const { resource: at } = entity;
    const isOtc = cloudOf(at.type) === 'otc';
    const property = isOtc ? 'user_id' : 'user';
    const owner = rootLikeness(entity);
    if (owner === 'root') report({ message: isOtc ? 'account' : 'key', at, property, data: {} });
    else if (owner !== 'other') unresolved(owner, at, property);
  },

  examples: {
    violating: [
      {
        title: 'a key for `root` by its literal name',
        resources: { 'aws_iam_access_key.root': { user: 'root' } },
        at: ['aws_iam_access_key.root'],
      },
      {
        title: 'a key by reference to a user that is named root, whatever its label',
        resources: {
          'aws_iam_user.owner': { name: 'root' },
          'aws_iam_access_key.owner': { user: '${aws_iam_user.owner.name}' },
        },
        at: ['aws_iam_access_key.owner'],
      },
      {
        title: 'a key for `Root`, as IAM does not tell names by their case',
        resources: { 'aws_iam_access_key.root': { user: 'Root' } },
        at: ['aws_iam_access_key.root'],
      },
      {
        title: 'an inactive key is still a key',
        resources: { 'aws_iam_access_key.spare': { user: 'root', status: 'Inactive' } },
        at: ['aws_iam_access_key.spare'],
      },
      {
        title: 'the ARN of the account root as the user',
        resources: { 'aws_iam_access_key.account': { user: 'arn:aws-us-gov:iam::123456789012:root' } },
        at: ['aws_iam_access_key.account'],
      },
      {
        title: 'a provisioner that makes a key for whoever deploys',
        resources: {
          'aws_iam_group.people': {
            name: 'people',
            provisioner: [{ 'local-exec': { command: 'aws iam create-access-key --output json > key.json' } }],
          },
        },
        at: ['aws_iam_group.people'],
        onlyIn: 'terraform',
      },
      {
        title: 'a key of Open Telekom Cloud without a user is one of whoever deploys',
        resources: { 'opentelekomcloud_identity_credential_v3.deploy': { description: 'deployments' } },
        at: ['opentelekomcloud_identity_credential_v3.deploy'],
      },
      {
        title: 'a key of Open Telekom Cloud for whoever has signed in',
        resources: {
          'data.opentelekomcloud_identity_auth_scope_v3.me': { name: 'me' },
          'opentelekomcloud_identity_credential_v3.deploy': {
            user_id: '${data.opentelekomcloud_identity_auth_scope_v3.me.user_id}',
          },
        },
        at: ['opentelekomcloud_identity_credential_v3.deploy'],
        onlyIn: 'terraform',
      },
    ],
    compliant: [
      {
        title: 'a key of Open Telekom Cloud for a user',
        resources: {
          'opentelekomcloud_identity_user_v3.build': { name: 'build', access_type: 'programmatic' },
          'opentelekomcloud_identity_credential_v3.build': { user_id: '${opentelekomcloud_identity_user_v3.build.id}' },
        },
      },
      {
        title: 'a key for a user whose name only contains root',
        resources: {
          'aws_iam_user.root': { name: 'chroot-builder' },
          'aws_iam_access_key.root': { user: '${aws_iam_user.root.name}' },
        },
      },
      {
        title: 'a provisioner that names the user of the key',
        resources: {
          'aws_iam_group.people': {
            name: 'people',
            provisioner: [{ 'local-exec': { command: 'aws iam create-access-key --user-name builder' } }],
          },
        },
        onlyIn: 'terraform',
      },
    ],
    unresolved: [
      {
        title: 'a provisioner of which it is not known whom it names',
        resources: {
          'var.arguments': {},
          'aws_iam_group.people': {
            name: 'people',
            provisioner: [{ 'local-exec': { command: 'aws iam create-access-key ${var.arguments}' } }],
          },
        },
        at: ['aws_iam_group.people'],
        onlyIn: 'terraform',
      },
      {
        title: 'a key for a user whose name is only known after the deployment',
        resources: {
          'aws_iam_access_key.some': { user: '${aws_ssm_parameter.name.insecure_value}' },
          'aws_ssm_parameter.name': { name: '/user', type: 'String' },
        },
        at: ['aws_iam_access_key.some'],
      },
    ],
  },
});
