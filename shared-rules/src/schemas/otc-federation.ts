/**
 * Federation of Open Telekom Cloud: rules put whoever signs in at an identity provider into groups (IAM API Reference of OTC, "Creating
 * a Mapping"). Whom the provider lets in is its own affair, so the groups only learn that they have such members.
 */
import { decodeJson } from '../expressions/json';
import { shownAddress } from '../model/address';
import type { Group } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { isNull, known, stringOf, unknown, type Dictionary, type Unknown, type Value } from '../model/value';
import { add, type Draft, type Of } from './aws-drafts';
import { blocksIn } from './blocks';
import { follow, type Index } from './links';
import { firstOf } from './otc-resources';

/** Resources that hold rules, by `otcName`. */
const MAPPINGS = ['identity_mapping', 'identity_provider', 'identity_provider_conversion'];

/** Counts federated users among the members of the groups that they are put into. */
export function admitFederated(of: Of, groups: Index<Draft<Group>>): void {
  for (const resource of MAPPINGS.flatMap(of)) {
    const address = shownAddress(resource.address);
    const { rules, open } = rulesOf(resource);
    const reasons = open === undefined ? [] : [open];
    for (const rule of rules) {
      const member = known(
        isOpenToAll(rule) ? `everybody who signs in by ${address}` : `whoever meets the rules of ${address}`,
      );
      for (const name of groupsOf(rule)) {
        const target = follow(name, groups, resource);
        if (target.to === 'entity') target.entity.members = add(target.entity.members, member);
        else if (target.to === 'unknown') reasons.push(target.reason);
      }
    }
    const [reason] = reasons;
    if (reason !== undefined) for (const each of groups.all) each.members = { ...each.members, open: reason };
  }
}

interface Rules {
  readonly rules: readonly Dictionary[];
  readonly open?: Unknown;
}

/** JSON text (`rules`, `mapping_rules`), or the blocks of Huawei Cloud. */
function rulesOf(resource: Resource): Rules {
  const [, source] = firstOf(resource, ['rules', 'mapping_rules', 'conversion_rules']);
  if (source === undefined) return { rules: [] };
  const decoded = source.kind === 'list' || source.kind === 'map' ? source : (decodeJson(source) ?? source);
  const inner = decoded.kind === 'map' ? (decoded.entries.get('rules') ?? decoded) : decoded;
  const items = blocksIn(inner);
  const rules = items.filter((item) => item.kind === 'map');
  const unread =
    items.find((item) => item.kind === 'unknown') ?? (rules.length < items.length ? broken(resource) : undefined);
  return { rules, ...(unread === undefined ? {} : { open: unread }) };
}

function broken({ address }: Resource): Unknown {
  return unknown(`the rules of \`${shownAddress(address)}\` cannot be read`);
}

/** `{ "group": { "name": "a" } }`, `{ "groups": "[\\"a\\",\\"b\\"]" }`, or a block with the name; `{0}` stands for what the provider says. */
function groupsOf(rule: Dictionary): readonly Value[] {
  return blocksIn(rule.entries.get('local')).flatMap((local) => {
    if (local.kind !== 'map') return local.kind === 'unknown' ? [local] : [];
    const one = local.entries.get('group');
    const several = local.entries.get('groups');
    const name = one?.kind === 'map' ? one.entries.get('name') : one;
    const names = several === undefined ? [] : blocksIn(decodeJson(several) ?? several);
    return [...(isNull(name) || name === undefined ? [] : [name]), ...names].map(sayable);
  });
}

function sayable(name: Value): Value {
  return /\{\d+\}/.test(stringOf(name) ?? '') ? unknown('the identity provider says which group it is') : name;
}

/** Whether a rule asks for nothing but that an attribute is there. */
function isOpenToAll(rule: Dictionary): boolean {
  return !blocksIn(rule.entries.get('remote')).some(
    (remote) =>
      remote.kind !== 'map' ||
      ['any_one_of', 'not_any_of', 'condition'].some((key) => !isNull(remote.entries.get(key))),
  );
}
