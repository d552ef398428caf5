/** Tags of a resource: its own, over those that its provider gives to everything (`default_tags`). */
import type { User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { isNull, unknown, type Unknown, type Value } from '../model/value';
import type { Providers } from './aws-providers';
import { valuesInBlocks } from './blocks';

/** What the provider configurations of a stack give to every resource, by the name of the configuration. */
export type Tags = ReadonlyMap<string, readonly Value[]>;

/** The `default_tags` of every configuration. */
export function defaultTags(providers: Providers): Tags {
  return new Map(
    [...providers].map(([name, { values }]) => [name, valuesInBlocks(values.get('default_tags'), 'tags')] as const),
  );
}

interface Layer {
  readonly entries: ReadonlyMap<string, Value>;
  readonly more?: Unknown;
}

/** The tags that a resource will have. `tags_all` is there where an engine has merged them already. */
export function tagsIn(resource: Resource, defaults: Tags): User['tags'] {
  const given = [resource.values.get('tags_all'), resource.values.get('tags')];
  const layers = [...(defaults.get(resource.provider ?? 'aws') ?? []), ...given].flatMap(layerOf);
  const known = new Map<string, Value>();
  let open: Unknown | undefined;
  for (const { entries, more } of layers) {
    // What is not known may take the place of what stands below it.
    if (more !== undefined) for (const key of known.keys()) known.set(key, more);
    for (const [key, value] of entries) known.set(key, value);
    open = more ?? open;
  }
  return open === undefined ? { known } : { known, open };
}

function layerOf(tags: Value | undefined): readonly Layer[] {
  if (tags === undefined || isNull(tags)) return [];
  if (tags.kind === 'map') return [tags];
  return [{ entries: new Map(), more: tags.kind === 'unknown' ? tags : unknown('the tags are not a map') }];
}
