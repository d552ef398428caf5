import type { Rule } from './rule/define-rule';
import { noRootAccessKey } from './rules/credentials/no-root-access-key';
import { noAdministratorAccess } from './rules/permissions/no-administrator-access';
import { noPrivilegeEscalation } from './rules/permissions/no-privilege-escalation';
import { validPolicy } from './rules/permissions/valid-policy';
import { noUserWithoutMfa } from './rules/users/no-user-without-mfa';

/** Every rule. The engine is given its rules and does not import this list, so that an organisation's own rules run the same way. */
export const rules: readonly Rule[] = [
  noAdministratorAccess,
  noPrivilegeEscalation,
  noRootAccessKey,
  noUserWithoutMfa,
  validPolicy,
];
