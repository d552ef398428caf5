const INSTANCE = 'arn:aws:sso:::instance/ssoins-6684a1b2c3d4e5f6';

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const set = (session_duration?: string): Resources => ({
  'aws_ssoadmin_permission_set.ops': {
    name: 'ops',
    instance_arn: INSTANCE,
    ...(session_duration === undefined ? {} : { session_duration }),
  },
});
const withPolicy = (policy: string): Resources => ({
  'aws_ssoadmin_managed_policy_attachment.a': {
    instance_arn: INSTANCE,
    permission_set_arn: '${aws_ssoadmin_permission_set.ops.arn}',
    managed_policy_arn: `arn:aws:iam::aws:policy/${policy}`,
  },
});
const at = ['aws_ssoadmin_permission_set.ops'];

/** Examples of `permission-set-limits`: they are its tests and its page. */
export const examples = {
  violating: [
    { title: 'twelve hours', resources: set('PT12H'), at },
    { title: 'the same in minutes', resources: set('PT720M'), at },
    { title: 'a limit of the configuration', resources: set('PT8H'), options: { maximumSessionHours: 4 }, at },
    {
      title: 'an administrator for a working day',
      resources: { ...set('PT8H'), ...withPolicy('AdministratorAccess') },
      at,
    },
  ],
  compliant: [
    { title: 'the hour that is the default', resources: set() },
    { title: 'a working day', resources: set('PT8H') },
    { title: 'a reader for a working day', resources: { ...set('PT8H'), ...withPolicy('ReadOnlyAccess') } },
    { title: 'an administrator for an hour', resources: { ...set('PT1H'), ...withPolicy('AdministratorAccess') } },
  ],
  unresolved: [
    {
      title: 'a length that is told on deployment',
      resources: { 'var.length': {}, ...set('${var.length}') },
      at,
      onlyIn: 'terraform' as const,
    },
  ],
};
