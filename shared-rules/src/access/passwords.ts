/** Console passwords and the policy that the account has for them. */
import type { IamModel, LoginProfile, PasswordPolicy, PasswordSetting } from '../model/iam-model';
import { unknown, type Unknown } from '../model/value';
import { booleanOf, numberOf } from '../model/settings';
import { accountDoubt } from './keys';

/** What is asked of a password policy. */
export interface PasswordDemands {
  readonly minimumLength: number;
  /** Classes of characters that every password must have. */
  readonly classes: number;
  readonly remembered: number;
  /** Days; 0 when passwords need not expire. */
  readonly maximumAge: number;
}

/** A setting that is weaker than what is asked. */
export interface WeakSetting {
  readonly property: string;
  /** What it is and what it should be, in words. */
  readonly problem: string;
  readonly wanted: number | boolean;
}

/** What of a password policy is weak for certain, and what may be. */
export interface PasswordJudgement {
  readonly weak: readonly WeakSetting[];
  readonly open?: { readonly reason: Unknown; readonly property: string };
}

/** Compares a password policy with what is asked. */
export function judgePasswords(policy: PasswordPolicy, demands: PasswordDemands): PasswordJudgement {
  const { minimumLength, classes, remembered, maximumAge, usersMayChange, hardExpiry } = policy;
  const all = [
    least(minimumLength, demands.minimumLength),
    ...classesOf(classes, demands.classes),
    least(remembered, demands.remembered),
    ...(demands.maximumAge === 0 ? [] : [age(maximumAge, demands.maximumAge)]),
    flag(usersMayChange, true),
    flag(hardExpiry, false),
  ];
  const weak = all.filter((each) => each !== undefined && 'problem' in each);
  const open = all.find((each) => each !== undefined && 'reason' in each);
  return open === undefined ? { weak } : { weak, open };
}

type Open = NonNullable<PasswordJudgement['open']>;

function openOf({ property, value }: PasswordSetting): Open {
  return { property, reason: value.kind === 'unknown' ? value : unknown(`\`${property}\` is not known`) };
}

function number(
  setting: PasswordSetting,
  wanted: number,
  isStrong: (is: number) => boolean,
  should: string,
): WeakSetting | Open | undefined {
  const is = numberOf(setting.value);
  if (is === undefined) return openOf(setting);
  const { property } = setting;
  return isStrong(is) ? undefined : { property, wanted, problem: `\`${property}\` is ${is}${should} ${wanted}` };
}

function least(setting: PasswordSetting, wanted: number): WeakSetting | Open | undefined {
  return number(setting, wanted, (is) => is >= wanted, ' and should be at least');
}

/** An age of 0 is none. */
function age(setting: PasswordSetting, most: number): WeakSetting | Open | undefined {
  const never = numberOf(setting.value) === 0 ? ', so passwords never expire,' : '';
  return number(setting, most, (is) => is > 0 && is <= most, `${never} and should be at most`);
}

function flag(setting: PasswordSetting, wanted: boolean): WeakSetting | Open | undefined {
  const is = booleanOf(setting.value);
  if (is === undefined) return openOf(setting);
  const { property } = setting;
  const word = (on: boolean): string => (on ? 'on' : 'off');
  return is === wanted
    ? undefined
    : { property, wanted, problem: `\`${property}\` is ${word(is)} and should be ${word(wanted)}` };
}

/** As many of the classes that are off as are missing for certain; any of the unknown ones may be on. */
function classesOf(classes: readonly PasswordSetting[], wanted: number): readonly (WeakSetting | Open)[] {
  const judged = classes.map((setting) => flag(setting, true)).filter((each) => each !== undefined);
  const off = judged.filter((each) => 'problem' in each);
  const open = judged.filter((each) => 'reason' in each);
  const on = classes.length - judged.length;
  return on >= wanted ? [] : [...off.slice(0, Math.max(wanted - on - open.length, 0)), ...open];
}

/**
 * Where to report what concerns all console passwords of the stack: the first one by address of those that are certain to be
 * there, and of which the account has no password policy for certain.
 */
export function firstPassword(model: IamModel): LoginProfile | undefined {
  const all = model.entities.filter((entity) => entity.kind === 'login-profile');
  const covered = new Set(policiesOf(model).map(({ resource }) => resource.provider));
  const open = preferred(all, ({ resource }) => !covered.has(resource.provider));
  const [one, ...others] = preferred(open, ({ resource }) => resource.uncertain === undefined);
  return others.reduce((first, each) => (each.resource.address < (first?.resource.address ?? '') ? each : first), one);
}

function preferred<T>(all: readonly T[], isPreferred: (each: T) => boolean): readonly T[] {
  const some = all.filter(isPreferred);
  return some.length > 0 ? some : all;
}

function policiesOf({ entities }: IamModel): readonly PasswordPolicy[] {
  return entities.filter((entity) => entity.kind === 'password-policy');
}

/** Whether the stack has a password policy for the account of a password; unknown when it is not known whether it will be there. */
export function hasPasswordPolicy(model: IamModel, password: LoginProfile | undefined): boolean | Unknown {
  const policies = policiesOf(model);
  const [any] = policies;
  if (any === undefined) return false;
  const isOf = ({ resource }: PasswordPolicy): boolean => resource.provider === password?.resource.provider;
  const own = password === undefined ? policies : policies.filter(isOf);
  if (own.length === 0) return accountDoubt(any.resource.provider, password?.resource.provider);
  const doubts = own.map(({ resource }) => resource.uncertain);
  return doubts.includes(undefined) || (doubts[0] ?? false);
}
