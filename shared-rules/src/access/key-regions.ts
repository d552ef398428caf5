/** Access keys that are told apart by the region that they are for. */
import type { AccessKey, IamModel } from '../model/iam-model';
import { regions } from '../policy/validate/regions';
import { holdingsOf } from './keys';

/** The regions that a user's keys are for, sorted, and the key that makes it more than one. */
export interface RegionalKeys {
  readonly regions: readonly string[];
  readonly second: AccessKey;
}

/** Longest first: no region's name is the start of another one's. */
const REGION = new RegExp(`(?<![a-z0-9])(?:${regions.join('|')})(?![a-z0-9])`);

/** The keys of the owner of a key, when their names or the providers that make them tell at least two regions. */
export function regionalKeys(key: AccessKey, model: IamModel): RegionalKeys | undefined {
  const keys = holdingsOf(key, model).keys.filter(({ status }) => status !== 'inactive');
  return distinguish(keys, regionInName) ?? distinguish(keys, (each) => regionOfProvider(each, model));
}

function distinguish(
  keys: readonly AccessKey[],
  regionOf: (key: AccessKey) => string | undefined,
): RegionalKeys | undefined {
  const first = new Map<string, AccessKey>();
  for (const key of keys) {
    const region = regionOf(key);
    if (region !== undefined && !first.has(region)) first.set(region, key);
  }
  const second = [...first.values()][1];
  return second === undefined ? undefined : { regions: [...first.keys()].sort(), second };
}

/** Of an address such as `aws_iam_access_key.backup["eu-west-1"]`, or of the name at the end of a Pulumi URN. */
function regionInName({ resource }: AccessKey): string | undefined {
  return regionIn(resource.address.slice(resource.address.lastIndexOf('::') + 1));
}

function regionOfProvider({ resource }: AccessKey, { account }: IamModel): string | undefined {
  const { provider = 'aws' } = resource;
  return account.regions.get(provider) ?? regionIn(provider.slice(provider.lastIndexOf('::') + 1));
}

function regionIn(name: string): string | undefined {
  return REGION.exec(name.toLowerCase().replaceAll('_', '-'))?.[0];
}
