const policy = (actions: unknown, more: Readonly<Record<string, unknown>> = {}, ...others: readonly object[]) => ({
  'aws_iam_policy.audit': {
    name: 'audit',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: actions, Resource: '*', ...more }, ...others],
    }),
  },
});
const at = ['aws_iam_policy.audit'] as const;
const reading = ['cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*', 'cloudtrail:LookupEvents'];
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const role = { 'aws_iam_role.ops': { name: 'ops', assume_role_policy: trust } };
const attached = (arn: string) => ({ 'aws_iam_role_policy_attachment.ops': { role: 'ops', policy_arn: arn } });

/** Examples of `audit-trail-cannot-be-stopped`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'a policy that stops trails', resources: policy('cloudtrail:StopLogging'), at },
    { title: 'every action of CloudTrail', resources: policy('cloudtrail:*'), at },
    { title: 'letters in another case', resources: policy('CloudTrail:deletetrail'), at },
    {
      title: 'one trail by its name',
      resources: policy('cloudtrail:UpdateTrail', {
        Resource: 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/all',
      }),
      at,
    },
    {
      title: 'all but IAM',
      resources: {
        ...policy(undefined, {
          NotAction: ['iam:*', 'sts:*', 'organizations:*', 'account:*'],
          Resource: 'arn:aws:cloudtrail:*:*:*',
        }),
      },
      at,
    },
    {
      title: 'a managed policy of AWS',
      resources: { ...role, ...attached('arn:aws:iam::aws:policy/AWSCloudTrail_FullAccess') },
      at: ['aws_iam_role_policy_attachment.ops'],
    },
    {
      title: 'a deny that leaves out selectors',
      resources: policy(
        'cloudtrail:*',
        {},
        {
          Effect: 'Deny',
          Action: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail'],
          Resource: '*',
        },
      ),
      at,
    },
  ],
  compliant: [
    { title: 'reading trails', resources: policy(reading) },
    {
      title: 'every action of CloudTrail but those that stop it',
      resources: policy(
        'cloudtrail:*',
        {},
        {
          Effect: 'Deny',
          Action: [
            'cloudtrail:StopLogging',
            'cloudtrail:DeleteTrail',
            'cloudtrail:UpdateTrail',
            'cloudtrail:PutEventSelectors',
          ],
          Resource: '*',
        },
      ),
    },
    {
      title: 'an event data store is no trail',
      resources: policy('cloudtrail:*', {
        Resource: 'arn:aws:cloudtrail:eu-central-1:111122223333:eventdatastore/*',
      }),
    },
    { title: 'an administrator is reported as such', resources: policy('*') },
    {
      title: 'break-glass access by its name',
      resources: policy('cloudtrail:StopLogging'),
      options: { breakGlass: ['aud*'] },
    },
    {
      title: 'a role that may read with a managed policy of AWS',
      resources: { ...role, ...attached('arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess') },
    },
  ],
  unresolved: [
    {
      title: 'the actions are a variable',
      resources: {
        'var.action': { type: 'string' },
        'aws_iam_policy.audit': {
          name: 'audit',
          policy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${var.action}","Resource":"arn:aws:cloudtrail:*:*:*"}]}',
        },
      },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
