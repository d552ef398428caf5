import type { Rule } from './rule/define-rule';
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
import { noAdministratorAccess } from './rules/permissions/no-administrator-access';
import { noPrivilegeEscalation } from './rules/permissions/no-privilege-escalation';
import { validPolicy } from './rules/permissions/valid-policy';
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

/** Every rule. The engine is given its rules and does not import this list, so that an organisation's own rules run the same way. */
export const rules: readonly Rule[] = [
  describeAccessKey,
  encryptAccessKeySecret,
  individualUsers,
  limitAccessKeysPerUser,
  mfaConditionIsEffective,
  noAccessKeyForConsoleUser,
  noAccessKeyInOutput,
  noAdministratorAccess,
  noHardcodedAccessKey,
  noIamUsers,
  noLoginProfileWithoutReset,
  noPrivilegeEscalation,
  noPrivilegedUserWithoutMfa,
  noRootAccessKey,
  noServiceSpecificCredential,
  noStaticCredentialsInWorkload,
  noUnusedIdentity,
  noUserWithoutMfa,
  oneAccessKeyForAllRegions,
  passwordPolicyPresent,
  permissionsThroughGroups,
  preferRolesOverAccessKeys,
  rotateAccessKeys,
  strongPasswordPolicy,
  validPolicy,
];
