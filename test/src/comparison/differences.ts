/**
 * Why Checkov and we differ on terragoat, each difference reviewed. `npm run comparison` fails on a difference that is not
 * listed here, and on a line here that is none any more.
 */
import type { Reviewed } from './page';

/** Checks of Checkov that belong to the topic besides those of its labelled set, and the rules that answer them. */
const furtherChecks: ReadonlyMap<string, readonly string[]> = new Map([
  ['CKV_AWS_79', ['instance-has-role']],
  ['CKV2_AWS_6', ['no-public-resource-policy']],
  ['CKV_SECRET_2', ['no-hardcoded-access-key']],
]);

/** Where our findings stand, when Checkov's name what a resource is made of. */
const sameThing: ReadonlyMap<string, string> = new Map([
  ['aws_iam_policy_document.policy', 'aws_elasticsearch_domain_policy.monitoring-framework-policy'],
  ['/aws/ec2.tf', 'aws_instance.web_host'],
  ['/aws/lambda.tf', 'aws_lambda_function.analysis_lambda'],
  ['/aws/providers.tf', 'aws.plain_text_access_keys_provider'],
]);

/** What only Checkov finds: by check, or by check and resource. */
const onlyCheckov: ReadonlyMap<string, string> = new Map([
  [
    'CKV_AWS_41',
    "The key of the provider is the one of AWS's documentation, which opens nothing; with any other one `no-hardcoded-access-key` speaks.",
  ],
  [
    'CKV_AWS_45',
    "The key is the one of AWS's documentation, which opens nothing; with any other one `no-hardcoded-access-key` speaks.",
  ],
  [
    'CKV_SECRET_2',
    "The key is the one of AWS's documentation, which opens nothing; with any other one `no-hardcoded-access-key` speaks.",
  ],
  [
    'CKV_AWS_287',
    'Of its list only `ec2:GetPasswordData` is granted, whose answer nobody can read without the private key of the machine.',
  ],
  ...['CKV_AWS_109', 'CKV_AWS_111', 'CKV_AWS_356'].map(
    (check) =>
      [
        `${check}/aws_elasticsearch_domain_policy.monitoring-framework-policy`,
        'The document is the policy of a domain: `*` is that domain, and what is wrong is that everybody may (`CKV_AWS_283`).',
      ] as const,
  ),
  [
    'CKV_AWS_79',
    'The machine has no role, so its metadata service has no credentials to give; `instance-has-role` asks for the token next to a role.',
  ],
  [
    'CKV2_AWS_6',
    'That a bucket could become public by a later policy is no grant to anybody: a public policy is found where it stands.',
  ],
]);

/** What only we find: by rule, or by rule and resource. */
const onlyOurs: ReadonlyMap<string, string> = new Map([
  [
    'encrypt-access-key-secret',
    'Checkov has no check of where the secret of a key is kept: this one stands in the state and in an output.',
  ],
  ['prefer-roles-over-access-keys', 'Checkov has no check of long-lived keys as such.'],
  ['no-inline-policy', 'Checkov has no check of inline policies as such.'],
  ['rotate-access-keys', 'Checkov has no check of rotation.'],
  ['describe-access-key', 'Checkov has no check of who owns a key.'],
  ['no-user-without-mfa', 'Checkov does not ask what a user may do without MFA.'],
  [
    'no-privileged-user-without-mfa',
    'Checkov does not ask whether a user who can become an administrator needs MFA for it.',
  ],
  [
    'permissions-through-groups',
    '`CKV_AWS_40` neither passes nor fails it: the user is a reference that it does not follow.',
  ],
  [
    'no-static-credentials-in-workload',
    'Checkov finds the key (`CKV_AWS_46`), and not that the machine could have a role in its place.',
  ],
]);

/** All of it. */
export const terragoat: Reviewed = { furtherChecks, sameThing, onlyCheckov, onlyOurs };
