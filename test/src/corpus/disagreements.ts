/**
 * Where we differ from a label, each reviewed, with what AWS does. `npm run corpus` fails on a disagreement that is not
 * listed here, and on a line here that is no disagreement any more.
 */
export const disagreements: ReadonlyMap<string, string> = new Map([
  [
    'parliament/test_analyze_policy_string_disable_community_1/RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    '`s3:*` on `*` holds s3:PutBucketPolicy, so AWS lets it open a bucket; parliament is silent where all of S3 is granted anyway.',
  ],
  [
    'parliament/test_condition_mismatch_1/RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    '`s3:*` on `*`; the key is absent in S3 requests, and a negated operator is true of an absent key. parliament is silent where all of S3 is granted.',
  ],
  [
    'parliament/test_bad_mfa_condition_1/RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    '`*` on `*` holds s3:PutBucketPolicy; parliament is silent where everything is granted.',
  ],
  [
    'parliament/test_bad_mfa_condition_1/RESOURCE_STAR',
    '`*` on `*`; parliament is silent where everything is granted.',
  ],
  [
    'parliament/test_resource_policy_privilege_escalation_at_bucket_level_2/RESOURCE_POLICY_PRIVILEGE_ESCALATION',
    '`s3:*Bucket*` on a bucket holds s3:PutBucketPolicy, so AWS lets it change the policy of that bucket; parliament is silent because other actions are granted too.',
  ],
  [
    'checkov/CKV_AWS_63/test_failure/aws_iam_policy.case',
    'The resource `abc*` is no ARN and not `*`, so no request of AWS is for it: nothing is granted.',
  ],
  [
    'checkov/CKV_AWS_63/test_failure_multiple_statements/aws_iam_policy.case',
    'Every action on a resource that a variable without a value names: undecided, and said so; it is an administrator only where the variable is a wildcard.',
  ],
  [
    'parliament/test_condition_mismatch_1/UNKNOWN_CONDITION_FOR_ACTION',
    'IAM Access Analyzer says UNSUPPORTED_ACTION_FOR_CONDITION_KEY of actions that are named; `ec2:*` and `s3:*` name none. That the key is absent in such requests is what the access engine knows.',
  ],
  [
    'parliament/test_condition_operator_2/MISMATCHED_TYPE',
    'The operator `bad` does not exist, so it has no type; INVALID_CONDITION_OPERATOR is reported of the same condition.',
  ],
  [
    'checkov/CKV2_AWS_40/IAMPolicyNotAllowFullIAMAccess/aws_iam_policy_document.fail1',
    '`iam:*` on `arn:aws:iam:::/home/...`: no IAM resource has an ARN of that shape (Service Authorization Reference), so the statement grants nothing.',
  ],
  [
    'parliament/test_credentials_management_1/PERMISSIONS_MANAGEMENT_ACTIONS',
    'AWS lists redshift:GetClusterCredentials as Write and ecr:GetAuthorizationToken as Read; the first is reported for the credentials that it hands out.',
  ],
  [
    'parliament/test_condition_type_unqoted_bool_1/RESOURCE_STAR',
    'kms:GrantIsForAWSResource is true only where a service of AWS asks on behalf of the caller, so a request of its own is not allowed; parliament does not look at conditions.',
  ],
  [
    'parliament/test_lambda_TerminateInstances_1/RESOURCE_STAR',
    'The condition on ec2:InstanceProfile bounds it to the machines of one profile; parliament does not look at conditions.',
  ],
  [
    'parliament/test_condition_operator_values_1/RESOURCE_STAR',
    'The condition on ec2:InstanceProfile bounds it to the machines of one profile; parliament does not look at conditions.',
  ],
  [
    'parliament/test_resource_effectively_star_2/RESOURCE_STAR',
    '`arn:aws:cloudtrail:us-east-1:000000000000:trail/*` is every trail of a region; parliament asks for stars in all places.',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_301/LambdaFunctionIsNotPublic/aws_lambda_permission.fail',
    'The principal is `*`, and `source_arn` names one rule of one account: nobody else gets in. Checkov does not look at the source.',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket.pass_w_condition',
    'Everybody but one user (`ArnNotEquals`) reads the bucket: it is public. Checkov takes any condition on aws:PrincipalArn for a limit.',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket_policy.pass_w_condition',
    'Everybody but one user (`ArnNotEquals`) reads the bucket: it is public. Checkov takes any condition on aws:PrincipalArn for a limit.',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket.fail_w_condition',
    '`arn:aws:iam::*` lacks the sixth part of an ARN, so ArnEquals matches nobody (IAM User Guide, condition operators).',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_385/SNSCrossAccountAccess/aws_sns_topic_policy.pass2',
    'The condition repeats the principal of the other account, which makes it no member of the zone of trust.',
  ],
  [
    'checkov: trust and exposure/CKV_AWS_32/ECRPolicy/aws_ecr_repository_policy.pass_conditional',
    'ForAllValues is true of a request in which the key is absent (IAM User Guide, multivalued context keys): everybody gets in.',
  ],
]);

/** Disagreements in which the label is contradicted by what AWS documents: the reason above says by what. */
export const contradicted: ReadonlySet<string> = new Set([
  'checkov/CKV_AWS_63/test_failure/aws_iam_policy.case',
  'checkov/CKV2_AWS_40/IAMPolicyNotAllowFullIAMAccess/aws_iam_policy_document.fail1',
  'checkov: trust and exposure/CKV_AWS_301/LambdaFunctionIsNotPublic/aws_lambda_permission.fail',
  'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket.pass_w_condition',
  'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket_policy.pass_w_condition',
  'checkov: trust and exposure/CKV_AWS_70/S3AllowsAnyPrincipal/aws_s3_bucket.fail_w_condition',
  'checkov: trust and exposure/CKV_AWS_385/SNSCrossAccountAccess/aws_sns_topic_policy.pass2',
  'checkov: trust and exposure/CKV_AWS_32/ECRPolicy/aws_ecr_repository_policy.pass_conditional',
]);
