/** Password policies of Open Telekom Cloud against what is asked. */
import type { OtcPasswordPolicy } from '../model/otc';
import { flag, judgementOf, least, within, type PasswordDemands, type PasswordJudgement } from './passwords';

/** The most that OTC remembers. */
const LONGEST_MEMORY = 10;
/** The shortest run of a character that is still forbidden by a sensible policy. */
const LONGEST_RUN = 3;

/** Compares a password policy with what is asked, as far as OTC can express it. */
export function judgeOtcPasswords(policy: OtcPasswordPolicy, demands: PasswordDemands): PasswordJudgement {
  return judgementOf([
    least(policy.minimumLength, Math.min(demands.minimumLength, 32)),
    least(policy.classes, demands.classes),
    least(policy.remembered, Math.min(demands.otcRemembered, LONGEST_MEMORY)),
    ...(demands.maximumAge === 0 ? [] : [within(policy.validityPeriod, demands.maximumAge, 'passwords never expire')]),
    within(policy.identicalInARow, LONGEST_RUN, 'a password may be one character over and over'),
    flag(policy.refusesUserName, true),
  ]);
}
