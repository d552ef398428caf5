/** Settings of a whole account, which are asked for where they belong. */
import type { Account, Entity, IamModel, User } from '../model/iam-model';
import { cloudOf } from '../model/cloud';
import type { Resource } from '../model/resource';
import type { Unknown } from '../model/value';
import { accountDoubt } from './keys';
import { mayEnter } from './second-factor';

/** A stack without a setting of its account. */
export interface Lack {
  /** Where to say so. */
  readonly at: Resource;
  /** Set when it is not known whether the setting is missing, or missed. */
  readonly doubt?: Unknown;
}

/**
 * Whether a setting of Open Telekom Cloud is missing: in the stack that is the baseline, or in one that lets users in to the
 * console. Undefined where the setting is there, or belongs elsewhere.
 */
export function lackOf(
  kind: Entity['kind'],
  { resource, isBaseline, clouds }: Account,
  { entities }: IamModel,
): Lack | undefined {
  if (!clouds.has('otc')) return undefined;
  const settings = entities.filter((entity) => entity.kind === kind).map((setting) => setting.resource);
  if (isBaseline) return lack(resource, isPresent(settings), undefined);
  const lacks = entities.flatMap((entity) => {
    const enters = entity.kind === 'user' && isConsoleUser(entity);
    return enters === false
      ? []
      : (lack(entity.resource, isPresent(settings, entity.resource), enters === true ? undefined : enters) ?? []);
  });
  const certain = lacks.filter(({ doubt }) => doubt === undefined);
  return firstOf(certain.filter(({ at }) => at.uncertain === undefined)) ?? firstOf(certain) ?? firstOf(lacks);
}

function isConsoleUser({ resource, signIn }: User): boolean | Unknown {
  return cloudOf(resource.type) === 'otc' && signIn !== undefined && mayEnter(signIn);
}

function lack(at: Resource, isThere: boolean | Unknown, reason: Unknown | undefined): Lack | undefined {
  if (isThere === true) return undefined;
  const doubt = isThere === false ? reason : isThere;
  return doubt === undefined ? { at } : { at, doubt };
}

/** The same one whatever the order in which an engine tells them. */
function firstOf(lacks: readonly Lack[]): Lack | undefined {
  const [one, ...others] = lacks;
  return one && others.reduce((first, each) => (each.at.address < first.at.address ? each : first), one);
}

/** Whether one of the settings is there for the account of a resource; unknown when it is not known whether it will be there. */
export function isPresent(settings: readonly Resource[], of?: Resource): boolean | Unknown {
  const [any] = settings;
  if (any === undefined) return false;
  const own = of === undefined ? settings : settings.filter(({ provider }) => provider === of.provider);
  if (own.length === 0 && of !== undefined) return accountDoubt(providerOf(any), providerOf(of));
  const doubts = own.map(({ uncertain }) => uncertain);
  return doubts.includes(undefined) || (doubts[0] ?? false);
}

/** The provider configuration; the default one is called as the provider is. */
function providerOf({ provider, type }: Resource): string | undefined {
  return provider ?? type.split('_')[0];
}
