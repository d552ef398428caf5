/** Settings of a whole account of Open Telekom Cloud, which are asked for where they belong. */
import type { Account, Entity, IamModel } from '../model/iam-model';
import { cloudOf } from '../model/cloud';
import type { Resource } from '../model/resource';
import { mayEnter } from './second-factor';

/**
 * Where to say that a stack lacks a setting of the account: the stack that is the baseline, or the first user that it lets in to
 * the console. Undefined where the setting is there, or belongs elsewhere.
 */
export function placeForSetting(
  kind: Entity['kind'],
  { resource, isBaseline, clouds }: Account,
  model: IamModel,
): Resource | undefined {
  if (!clouds.has('otc') || model.entities.some((entity) => entity.kind === kind)) return undefined;
  if (isBaseline) return resource;
  const users = model.entities.filter((entity) => entity.kind === 'user' && cloudOf(entity.resource.type) === 'otc');
  return users.find((user) => user.kind === 'user' && user.signIn !== undefined && mayEnter(user.signIn) === true)
    ?.resource;
}
