/** What in a stack of Open Telekom Cloud holds for the whole account (domain). Defaults are the provider's. */
import type { LoginPolicy, OtcPasswordPolicy, ProtectionPolicy } from '../model/otc';
import type { Of } from './aws-drafts';
import { blocksIn } from './blocks';
import { settingOf } from './otc-resources';

/** The password policies: one, or a broken stack. */
export function otcPasswordPolicies(of: Of): readonly OtcPasswordPolicy[] {
  return of('identity_password_policy').map((resource) => ({
    kind: 'otc-password-policy',
    resource,
    minimumLength: settingOf(resource, ['minimum_password_length'], 8),
    classes: settingOf(resource, ['password_char_combination'], 2),
    validityPeriod: settingOf(resource, ['password_validity_period'], 0),
    remembered: settingOf(resource, ['number_of_recent_passwords_disallowed'], 1),
    identicalInARow: settingOf(resource, ['maximum_consecutive_identical_chars'], 0),
    refusesUserName: settingOf(resource, ['password_not_username_or_invert'], true),
    minimumAge: settingOf(resource, ['minimum_password_age'], 0),
  }));
}

/** The policies on signing in. */
export function loginPolicies(of: Of): readonly LoginPolicy[] {
  return of('identity_login_policy').map((resource) => ({
    kind: 'login-policy',
    resource,
    accountValidity: settingOf(resource, ['account_validity_period'], 0),
    sessionTimeout: settingOf(resource, ['session_timeout'], null),
    failedLogins: settingOf(resource, ['login_failed_times'], null),
    lockoutDuration: settingOf(resource, ['lockout_duration'], null),
    failurePeriod: settingOf(resource, ['period_with_login_failures'], null),
  }));
}

/** The protection of critical operations. */
export function protectionPolicies(of: Of): readonly ProtectionPolicy[] {
  return of('identity_protection_policy').map((resource) => {
    const [block] = blocksIn(resource.values.get('self_management'));
    const keys = block?.kind === 'map' ? block.entries.get('access_key') : block;
    return {
      kind: 'protection-policy',
      resource,
      isEnabled: settingOf(resource, ['enable_operation_protection_policy', 'protection_enabled'], false),
      ...(keys === undefined ? {} : { selfManagedKeys: { property: 'self_management', value: keys } }),
    };
  });
}
