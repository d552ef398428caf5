/** The guidance that the rules enforce, with what each document is called. */
export const sources = {
  otc: 'Open Telekom Cloud, "Recommendations for Using IAM"',
  'aws-iam-classic': 'AWS, "Identity and Access Management Best Practices" (the older guide)',
  'access-keys': '"20 IAM Access Key Best Practices"',
  'aws-iam': 'AWS, "Security best practices in IAM"',
  guide: '21Clouding, "AWS IAM"',
} as const;

/** Id of a document: the first part of a recommendation's id. */
export type RecommendationSource = keyof typeof sources;

/** What a recommendation waits for that no rule enforces yet. */
export type Topic =
  'Open Telekom Cloud' | 'permissions' | 'trust and exposure' | 'organisation and monitoring' | 'credentials and users';

/** One thing that the guidance asks. */
export interface Recommendation {
  /** Such as `otc/virtual-mfa`. */
  readonly id: string;
  /** What it asks, in our words. */
  readonly title: string;
  /** The topic whose rules are to enforce it. */
  readonly topic: Topic;
}

const OTC = 'Open Telekom Cloud';
const PERMISSIONS = 'permissions';
const TRUST = 'trust and exposure';
const MONITORING = 'organisation and monitoring';
const USERS = 'credentials and users';

const of =
  (source: RecommendationSource) =>
  (name: string, title: string, topic: Topic): Recommendation => ({ id: `${source}/${name}`, title, topic });

const otc = of('otc');
const classic = of('aws-iam-classic');
const keys = of('access-keys');
const aws = of('aws-iam');
const guide = of('guide');

/** Every recommendation, in the order of the documents. */
export const recommendations: readonly Recommendation[] = [
  otc('no-account-access-keys', 'No access key for the account itself', OTC),
  otc('no-keys-in-code', 'No access key in code', OTC),
  otc('individual-users', 'A user for each person', OTC),
  otc('access-type', 'Console or programmatic access, chosen on purpose', OTC),
  otc('least-privilege', 'Custom policies with what is needed, first of all for programmatic users', OTC),
  otc('virtual-mfa', 'MFA for the account and for privileged users', OTC),
  otc('password-policy', 'A strong password policy', OTC),
  otc('critical-operation-protection', 'Critical operations are verified', OTC),
  otc('rotate-credentials', 'Passwords expire, two access keys take turns', OTC),
  otc('delete-unnecessary', 'No keys for console users, accounts with a validity period', OTC),
  otc('agencies-for-ecs', 'Servers have an agency instead of keys', OTC),
  otc('cts', 'Cloud Trace Service is on', OTC),

  classic('lock-root-keys', 'No access key for root', USERS),
  classic('individual-users', 'A user for each person', USERS),
  classic('groups', 'Permissions come through groups', USERS),
  classic('aws-managed-policies', 'AWS managed policies where they fit', PERMISSIONS),
  classic('least-privilege', 'Least privilege', PERMISSIONS),
  classic('access-levels', 'Policies are reviewed by access level', PERMISSIONS),
  classic('password-policy', 'A strong password policy', USERS),
  classic('mfa-privileged', 'MFA for privileged users', USERS),
  classic('roles-for-ec2', 'Applications on EC2 have roles', USERS),
  classic('delegate-by-roles', 'Access is delegated by roles, not by shared credentials', TRUST),
  classic('rotate', 'Credentials are rotated', USERS),
  classic('remove-unnecessary', 'Unnecessary credentials are removed', USERS),
  classic('conditions', 'Policies have conditions', PERMISSIONS),
  classic('monitor', 'What happens in the account is recorded', MONITORING),

  keys('1-creation', 'Keys are made without showing their secret', USERS),
  keys('2-rotation', 'Keys are rotated', USERS),
  keys('3-securing', 'Keys are kept in a secrets manager, not in code', USERS),
  keys('4-two-key-limit', 'No more keys for a user than rotation needs', USERS),
  keys('5-disabling', 'A key is made inactive before it is deleted', USERS),
  keys('6-deleting', 'Keys that are not needed are deleted', USERS),
  keys('7-cli', 'No key is written into the profile of a command line tool', USERS),
  keys('8-roles-instead', 'Roles instead of keys', USERS),
  keys('9-sdks', 'No static key in the configuration of an SDK or a provider', USERS),
  keys('10-tracking', 'The use of keys is recorded', MONITORING),
  keys('11-visible-once', 'The secret of a key is not shown again', USERS),
  keys('12-root', 'No key for root', USERS),
  keys('13-user-keys', 'The user of a key has least privilege', USERS),
  keys('14-sts', 'Temporary credentials, for no longer than needed', USERS),
  keys('15-age-monitoring', 'The age of keys is watched', USERS),
  keys('16-metadata', 'It is written down whose a key is and what it is for', USERS),
  keys('17-regions', 'One key serves all regions', USERS),
  keys('18-key-permissions', 'What a key may do is limited by the policies of its user', USERS),
  keys('19-key-ids', 'Key ids stay out of code', USERS),
  keys('20-secret-keys', 'Secrets of keys stay out of code', USERS),

  aws('federate-humans', 'People sign in through Identity Center or federation', USERS),
  aws('temporary-credentials-for-workloads', 'Workloads have roles and temporary credentials', USERS),
  aws('mfa', 'MFA wherever a user or root stays', USERS),
  aws('update-keys', 'Access keys are replaced when needed', USERS),
  aws('protect-root', 'Root is protected: no keys, MFA, central management', USERS),
  aws('least-privilege', 'Least privilege', PERMISSIONS),
  aws('managed-then-custom', 'AWS managed policies first, own policies then', PERMISSIONS),
  aws('generate-from-activity', 'Policies are made from what is used', PERMISSIONS),
  aws('remove-unused', 'Unused users, roles, permissions, policies and credentials are removed', USERS),
  aws('conditions', 'Policies have conditions', PERMISSIONS),
  aws('public-and-cross-account', 'Public and cross-account access is verified', TRUST),
  aws('validate-policies', 'Policies are validated', PERMISSIONS),
  aws('org-guardrails', 'Service and resource control policies hold for the organisation', MONITORING),
  aws('permissions-boundaries', 'Boundaries where the management of permissions is delegated', PERMISSIONS),

  guide('access-analyzer', 'Access Analyzer is used', MONITORING),
  guide('abac', 'Tags that grant access cannot be set by whom they grant it to', PERMISSIONS),
  guide('mfa', 'MFA', USERS),
  guide('credential-types', 'Every kind of long-lived credential is known', USERS),
  guide('federation', 'Federation', USERS),
  guide('roles-sts', 'Roles and temporary credentials', USERS),
  guide('groups', 'Permissions come through groups', USERS),
  guide('trust-and-permission-policies', 'Trust and permission policies of a role fit together', TRUST),
  guide('anonymous-principals', 'No access for anybody', TRUST),
  guide('root', 'Root is not used', USERS),
  guide('power-users', '`PowerUserAccess` and its kin are not given away', PERMISSIONS),
  guide('cognito-guests', 'Guests of an identity pool may do little', TRUST),
  guide('password-policy', 'A strong password policy', USERS),
  guide('rotate', 'Credentials are rotated', USERS),
  guide('roles-for-ec2', 'Applications on EC2 have roles', USERS),
  guide('individual-users', 'A user for each person', USERS),
  guide('least-privilege', 'Least privilege', PERMISSIONS),
  guide('conditions', 'Policies have conditions', PERMISSIONS),
  guide('monitor', 'What happens in the account is recorded', MONITORING),
];
