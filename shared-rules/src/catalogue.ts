import type { Rule } from './rule/define-rule';
import { ruleUrl } from './rule/pages';
import { describeAccessKey } from './rules/credentials/describe-access-key';
import { encryptAccessKeySecret } from './rules/credentials/encrypt-access-key-secret';
import { limitAccessKeysPerUser } from './rules/credentials/limit-access-keys-per-user';
import { noAccessKeyForConsoleUser } from './rules/credentials/no-access-key-for-console-user';
import { noAccessKeyInOutput } from './rules/credentials/no-access-key-in-output';
import { noHardcodedAccessKey } from './rules/credentials/no-hardcoded-access-key';
import { noRootAccessKey } from './rules/credentials/no-root-access-key';
import { noServiceSpecificCredential } from './rules/credentials/no-service-specific-credential';
import { noStaticCredentialsInWorkload } from './rules/credentials/no-static-credentials-in-workload';
import { oneAccessKeyForAllRegions } from './rules/credentials/one-access-key-for-all-regions';
import { preferRolesOverAccessKeys } from './rules/credentials/prefer-roles-over-access-keys';
import { rotateAccessKeys } from './rules/credentials/rotate-access-keys';
import { instanceHasRole } from './rules/exposure/instance-has-role';
import { noGuestCognitoRole } from './rules/exposure/no-guest-cognito-role';
import { noPublicResourcePolicy } from './rules/exposure/no-public-resource-policy';
import { noPublicRoleTrust } from './rules/exposure/no-public-role-trust';
import { restrictCrossAccountTrust } from './rules/exposure/restrict-cross-account-trust';
import { restrictFederatedTrust } from './rules/exposure/restrict-federated-trust';
import { restrictResourcePolicy } from './rules/exposure/restrict-resource-policy';
import { restrictServiceTrust } from './rules/exposure/restrict-service-trust';
import { accessAnalyzerEnabled } from './rules/monitoring/access-analyzer-enabled';
import { auditTrailCannotBeStopped } from './rules/monitoring/audit-trail-cannot-be-stopped';
import { auditTrailEnabled } from './rules/monitoring/audit-trail-enabled';
import { configRecordsIam } from './rules/monitoring/config-records-iam';
import { iamChangesAreAlerted } from './rules/monitoring/iam-changes-are-alerted';
import { centralRootAccess } from './rules/organization/central-root-access';
import { permissionSetLimits } from './rules/organization/permission-set-limits';
import { scpGuardsRoot } from './rules/organization/scp-guards-root';
import { scpIsEffective } from './rules/organization/scp-is-effective';
import { agencyLeastPrivilege } from './rules/permissions/agency-least-privilege';
import { noAdministratorAccess } from './rules/permissions/no-administrator-access';
import { noAllowWithNotAction } from './rules/permissions/no-allow-with-not-action';
import { noCredentialsExposure } from './rules/permissions/no-credentials-exposure';
import { noDataExfiltration } from './rules/permissions/no-data-exfiltration';
import { noFullAccessManagedPolicy } from './rules/permissions/no-full-access-managed-policy';
import { noInlinePolicy } from './rules/permissions/no-inline-policy';
import { noNewAccess } from './rules/permissions/no-new-access';
import { noPermissionsManagement } from './rules/permissions/no-permissions-management';
import { noPrivilegeEscalation } from './rules/permissions/no-privilege-escalation';
import { noWildcardAction } from './rules/permissions/no-wildcard-action';
import { noWildcardResource } from './rules/permissions/no-wildcard-resource';
import { requirePermissionsBoundary } from './rules/permissions/require-permissions-boundary';
import { restrictAssumeRole } from './rules/permissions/restrict-assume-role';
import { restrictPassRole } from './rules/permissions/restrict-pass-role';
import { restrictTagBasedAccess } from './rules/permissions/restrict-tag-based-access';
import { sensitiveActionsNeedConditions } from './rules/permissions/sensitive-actions-need-conditions';
import { validPolicy } from './rules/permissions/valid-policy';
import { accountValidity } from './rules/users/account-validity';
import { criticalOperationProtection } from './rules/users/critical-operation-protection';
import { individualUsers } from './rules/users/individual-users';
import { mfaConditionIsEffective } from './rules/users/mfa-condition-is-effective';
import { noIamUsers } from './rules/users/no-iam-users';
import { noLoginProfileWithoutReset } from './rules/users/no-login-profile-without-reset';
import { noPrivilegedUserWithoutMfa } from './rules/users/no-privileged-user-without-mfa';
import { noUnusedIdentity } from './rules/users/no-unused-identity';
import { noUserWithoutMfa } from './rules/users/no-user-without-mfa';
import { passwordPolicyPresent } from './rules/users/password-policy-present';
import { permissionsThroughGroups } from './rules/users/permissions-through-groups';
import { strongPasswordPolicy } from './rules/users/strong-password-policy';

const catalogue: readonly Rule[] = [
  accessAnalyzerEnabled,
  accountValidity,
  agencyLeastPrivilege,
  auditTrailCannotBeStopped,
  auditTrailEnabled,
  centralRootAccess,
  configRecordsIam,
  criticalOperationProtection,
  describeAccessKey,
  encryptAccessKeySecret,
  iamChangesAreAlerted,
  individualUsers,
  instanceHasRole,
  limitAccessKeysPerUser,
  mfaConditionIsEffective,
  noAccessKeyForConsoleUser,
  noAccessKeyInOutput,
  noAdministratorAccess,
  noAllowWithNotAction,
  noCredentialsExposure,
  noDataExfiltration,
  noFullAccessManagedPolicy,
  noGuestCognitoRole,
  noHardcodedAccessKey,
  noIamUsers,
  noInlinePolicy,
  noLoginProfileWithoutReset,
  noNewAccess,
  noPermissionsManagement,
  noPrivilegeEscalation,
  noPrivilegedUserWithoutMfa,
  noPublicResourcePolicy,
  noPublicRoleTrust,
  noRootAccessKey,
  noServiceSpecificCredential,
  noStaticCredentialsInWorkload,
  noUnusedIdentity,
  noUserWithoutMfa,
  noWildcardAction,
  noWildcardResource,
  oneAccessKeyForAllRegions,
  passwordPolicyPresent,
  permissionSetLimits,
  permissionsThroughGroups,
  preferRolesOverAccessKeys,
  requirePermissionsBoundary,
  restrictAssumeRole,
  restrictCrossAccountTrust,
  restrictFederatedTrust,
  restrictPassRole,
  restrictResourcePolicy,
  restrictServiceTrust,
  restrictTagBasedAccess,
  rotateAccessKeys,
  scpGuardsRoot,
  scpIsEffective,
  sensitiveActionsNeedConditions,
  strongPasswordPolicy,
  validPolicy,
];

/** Every rule. The engine is given its rules and does not import this list, so that an organisation's own rules run the same way. */
export const rules: readonly Rule[] = catalogue.map((rule) => ({ ...rule, url: ruleUrl(rule.id) }));
