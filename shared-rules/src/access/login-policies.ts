/** Limits on signing in to Open Telekom Cloud. */
import type { LoginPolicy } from '../model/otc';
import { isNull } from '../model/value';
import { judgementOf, within, type PasswordJudgement } from './passwords';

/** What is asked of a policy on signing in. */
export interface LoginDemands {
  /** Days after which a user who does not sign in is disabled at the latest. */
  readonly maximumValidity: number;
  /** Minutes after which an idle session ends at the latest. */
  readonly maximumSession: number;
  /** Failed sign-ins after which a user is locked out at the latest. */
  readonly maximumFailures: number;
}

/** Compares a policy with what is asked. What is not written has the default of OTC, which is an hour and five attempts. */
export function judgeLogin(policy: LoginPolicy, demands: LoginDemands): PasswordJudgement {
  const written = (setting: LoginPolicy['sessionTimeout'], most: number, without: string) =>
    isNull(setting.value) ? [] : [within(setting, most, without)];
  return judgementOf([
    within(policy.accountValidity, demands.maximumValidity, 'users who never sign in stay'),
    ...written(policy.sessionTimeout, demands.maximumSession, 'sessions never end'),
    ...written(policy.failedLogins, demands.maximumFailures, 'nobody is locked out'),
  ]);
}
