import type { Command } from './iam-model';
import type { Resource } from './resource';
import { stringOf, type Value } from './value';

/** Arguments that hold what a machine runs. */
const RUN = ['provisioner', 'user_data', 'user_data_base64', 'part'] as const;
/** Arguments of Pulumi's `command:local:Command` and `command:remote:Command`, which are nothing but commands. */
const COMMANDS = ['create', 'update', 'delete'] as const;

/** Shell text that a resource runs: provisioners, user data and parts of cloud-init, base64 decoded where it is that; `…` is what is not known. */
export function commandsOf(resource: Resource): readonly Command[] {
  const properties = /^command_(local|remote)_command$/.test(resource.type) ? COMMANDS : RUN;
  return properties.flatMap((property) => {
    const value = resource.values.get(property);
    return value === undefined
      ? []
      : texts(value).map((text) => ({ kind: 'command' as const, resource, property, text: decoded(text) }));
  });
}

function texts(value: Value): readonly string[] {
  switch (value.kind) {
    case 'known':
      return stringOf(value) === undefined ? [] : [String(value.value)];
    case 'text':
      return [value.parts.map((part) => (typeof part === 'string' ? part : '…')).join('')];
    case 'list':
      return value.items.flatMap(texts);
    case 'map':
      return [...value.entries.values()].flatMap(texts);
    case 'unknown':
      return value.encoded === undefined ? [] : texts(value.encoded);
  }
}

function decoded(text: string): string {
  return /^[A-Za-z0-9+/\s]{40,}={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString() : text;
}
