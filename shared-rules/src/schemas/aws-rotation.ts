/** What makes a resource anew from time to time. */
import { blockOf } from '../model/address';
import type { Resource } from '../model/resource';
import { numberOf } from '../model/settings';
import { isNull, referencesIn, unknown, type Unknown, type Value } from '../model/value';

/** The helpers of a stack that keep a value until something makes them anew, by address without an instance. */
export type Rotation = ReadonlyMap<string, readonly Resource[]>;

/** Helpers that are replaced when one of their `keepers` or `triggers` changes: they hand a rotation on. */
const HELPER = /^(random_\w+|null_resource|terraform_data|time_\w+)$/;

/** The helpers by the address that a reference may have. */
export function rotationOf(resources: readonly Resource[]): Rotation {
  const helpers = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.mode !== 'managed' || !HELPER.test(resource.type)) continue;
    const block = blockOf(resource.address);
    helpers.set(block, [...(helpers.get(block) ?? []), resource]);
  }
  return helpers;
}

/**
 * The `time_rotating` that an argument of the resource, its `for_each` or its `replace_triggered_by` depends on,
 * directly or through other helpers.
 */
export function rotatorIn(resource: Resource, rotation: Rotation): Resource | undefined {
  if (rotation.size === 0) return undefined;
  const visited = new Set<string>();
  const pending = originsOf(resource);
  for (let address = pending.pop(); address !== undefined; address = pending.pop()) {
    if (visited.has(address)) continue;
    visited.add(address);
    for (const helper of rotation.get(address) ?? []) {
      if (helper.type === 'time_rotating') return helper;
      pending.push(...originsOf(helper));
    }
  }
  return undefined;
}

function originsOf({ values, replacedBy = [], uncertain }: Resource): string[] {
  const references = [...values.values()].flatMap(referencesIn);
  return [...references, ...(uncertain?.references ?? [])].map(({ address }) => blockOf(address)).concat(replacedBy);
}

/** Arguments of a `time_rotating`, and how many of each are a day. A month counts as the shortest that a year has on average. */
const PER_DAY = {
  rotation_minutes: 24 * 60,
  rotation_hours: 24,
  rotation_days: 1,
  rotation_months: 1 / 30,
  rotation_years: 1 / 365,
} as const;

/** The days after which a `time_rotating` is made anew; undefined where it names a point in time and no period. */
export function daysOf({ values }: Resource): number | Unknown | undefined {
  const periods = Object.entries(PER_DAY).flatMap(([argument, perDay]) => {
    const value = values.get(argument);
    return value === undefined || isNull(value) ? [] : [period(value, argument, perDay)];
  });
  const known = periods.filter((each) => typeof each === 'number');
  return known.length > 0 ? Math.min(...known) : periods[0];
}

function period(value: Value, argument: string, perDay: number): number | Unknown {
  const count = numberOf(value);
  if (count !== undefined) return count / perDay;
  return value.kind === 'unknown' ? value : unknown(`\`${argument}\` is not known`);
}
