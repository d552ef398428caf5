/** Console passwords and the policy that the account has for them. */
import { cloudOf, type Cloud } from '../model/cloud';
import type { IamModel, LoginProfile, PasswordPolicy } from '../model/iam-model';
import type { OtcPasswordPolicy } from '../model/otc';
import type { Setting } from '../model/settings';
import { unknown, type Unknown } from '../model/value';
import { booleanOf, numberOf } from '../model/settings';
import { isPresent } from './baseline';

/** What is asked of a password policy. */
export interface PasswordDemands {
  readonly minimumLength: number;
  /** Classes of characters that every password must have. */
  readonly classes: number;
  readonly remembered: number;
  /** The same where the cloud is Open Telekom Cloud, which remembers ten at most. */
  readonly otcRemembered: number;
  /** Days; 0 when passwords need not expire. */
  readonly maximumAge: number;
}

/** A setting that is weaker than what is asked. */
export interface WeakSetting {
  readonly property: string;
  readonly is: number | boolean;
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
  return judgementOf([
    least(minimumLength, demands.minimumLength),
    ...classesOf(classes, demands.classes),
    least(remembered, demands.remembered),
    ...(demands.maximumAge === 0 ? [] : [within(maximumAge, demands.maximumAge, 'passwords never expire')]),
    flag(usersMayChange, true),
    flag(hardExpiry, false),
  ]);
}

/** What is wrong with one setting, if anything, or why that is not known. */
export type SettingJudgement = WeakSetting | Open | undefined;

/** All of the settings together. */
export function judgementOf(all: readonly SettingJudgement[]): PasswordJudgement {
  const weak = all.filter((each) => each !== undefined && 'problem' in each);
  const open = all.find((each) => each !== undefined && 'reason' in each);
  return open === undefined ? { weak } : { weak, open };
}

/** What a finding says of all weak settings together; undefined where none is weak. */
export interface Weakness {
  /** The first of the arguments. */
  readonly property: string;
  /** In words. */
  readonly settings: string;
  /** The arguments as they should be. */
  readonly fix: Readonly<Record<string, number | boolean>>;
  /** The settings as they are: whoever accepted them did not accept weaker ones. */
  readonly fingerprint: string;
}

/** The weak settings of a policy, for one finding. */
export function weaknessOf({ weak }: PasswordJudgement): Weakness | undefined {
  const [first] = weak;
  if (first === undefined) return undefined;
  return {
    property: first.property,
    settings: weak.map(({ problem }) => problem).join('; '),
    fix: Object.fromEntries(weak.map(({ property, wanted }) => [property, wanted])),
    fingerprint: weak.map(({ property, is }) => `${property}=${is}`).join('\n'),
  };
}

type Open = NonNullable<PasswordJudgement['open']>;

function openOf({ property, value }: Setting): Open {
  return { property, reason: value.kind === 'unknown' ? value : unknown(`\`${property}\` is not known`) };
}

function number(setting: Setting, wanted: number, isStrong: (is: number) => boolean, should: string): SettingJudgement {
  const is = numberOf(setting.value);
  if (is === undefined) return openOf(setting);
  const { property } = setting;
  return isStrong(is) ? undefined : { property, is, wanted, problem: `\`${property}\` is ${is}${should} ${wanted}` };
}

/** A number that should be no smaller. */
export function least(setting: Setting, wanted: number): SettingJudgement {
  return number(setting, wanted, (is) => is >= wanted, ' and should be at least');
}

/** A number that should be no greater, where 0 sets no limit. */
export function within(setting: Setting, most: number, without: string): SettingJudgement {
  const never = numberOf(setting.value) === 0 ? `, so ${without},` : '';
  return number(setting, most, (is) => is > 0 && is <= most, `${never} and should be at most`);
}

/** A switch. */
export function flag(setting: Setting, wanted: boolean): SettingJudgement {
  const is = booleanOf(setting.value);
  if (is === undefined) return openOf(setting);
  const { property } = setting;
  const word = (on: boolean): string => (on ? 'on' : 'off');
  return is === wanted
    ? undefined
    : { property, is, wanted, problem: `\`${property}\` is ${word(is)} and should be ${word(wanted)}` };
}

/** As many of the classes that are off as are missing for certain; any of the unknown ones may be on. */
function classesOf(classes: readonly Setting[], wanted: number): readonly (WeakSetting | Open)[] {
  const judged = classes.map((setting) => flag(setting, true)).filter((each) => each !== undefined);
  const off = judged.filter((each) => 'problem' in each);
  const open = judged.filter((each) => 'reason' in each);
  const on = classes.length - judged.length;
  return on >= wanted ? [] : [...off.slice(0, Math.max(wanted - on - open.length, 0)), ...open];
}

type AnyPolicy = PasswordPolicy | OtcPasswordPolicy;

/**
 * Where to report what concerns all console passwords of a cloud in the stack: the first one by address of those that are certain
 * to be there, and of which the account has no password policy for certain.
 */
export function firstPassword(model: IamModel, cloud: Cloud): LoginProfile | undefined {
  const all = model.entities.filter((entity) => entity.kind === 'login-profile' && isOf(entity, cloud));
  const covered = new Set(policiesOf(model, cloud).map(({ resource }) => resource.provider));
  const open = preferred(all, ({ resource }) => !covered.has(resource.provider));
  const [one, ...others] = preferred(
    open,
    ({ resource }) => resource.uncertain === undefined,
  ) as readonly LoginProfile[];
  return others.reduce((first, each) => (each.resource.address < (first?.resource.address ?? '') ? each : first), one);
}

function isOf({ resource }: LoginProfile | AnyPolicy, cloud: Cloud): boolean {
  return cloudOf(resource.type) === cloud;
}

function preferred<T>(all: readonly T[], isPreferred: (each: T) => boolean): readonly T[] {
  const some = all.filter(isPreferred);
  return some.length > 0 ? some : all;
}

function policiesOf({ entities }: IamModel, cloud: Cloud): readonly AnyPolicy[] {
  return entities
    .filter((entity) => entity.kind === 'password-policy' || entity.kind === 'otc-password-policy')
    .filter((entity) => isOf(entity, cloud));
}

/** Whether the stack has a password policy for the account of a password; unknown when it is not known whether it will be there. */
export function hasPasswordPolicy(
  model: IamModel,
  cloud: Cloud,
  password: LoginProfile | undefined,
): boolean | Unknown {
  const policies = policiesOf(model, cloud).map(({ resource }) => resource);
  return isPresent(policies, password?.resource);
}
