import * as data from './property-data';
import { camelCase, singularOf, snakeCase } from './words';

const wordsIn = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

const pairsIn = (words: readonly string[]): ReadonlyMap<string, string> =>
  new Map(words.map((word) => word.split('=') as [string, string]));

const rowsIn = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text
      .split('\n')
      .map((line) => wordsIn(line))
      .filter((row) => row.length > 0)
      .map(([type = '', ...words]) => [type, words] as const),
  );

/**
 * Lists by hand: of the configuration of the provider itself, and of Terraform providers that Pulumi bridges on the user's
 * machine, which publish no declarations.
 */
const byHand = `
  aws assumeRoles=assume_role
  opentelekomcloud_identity_role_v3 actions=action resources=resource statements=statement
  opentelekomcloud_identity_agency_v3 projectRoles=project_role
  opentelekomcloud_compute_instance_v2 networks=network blockDevices=block_device volumes=volume
  opentelekomcloud_cts_event_notification_v3 filters=filter operations=operations notifyUserLists=notify_user_list
`;

const plurals: ReadonlySet<string> = new Set(wordsIn(data.plurals));
const renamed = pairsIn(wordsIn(data.renamed));
const byType: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  [...rowsIn(data.byType), ...rowsIn(byHand)].map(([type, words]) => [type, pairsIn(words)] as const),
);
const userKeys: ReadonlySet<string> = new Set(wordsIn(data.userKeys));
const jsonText: ReadonlySet<string> = new Set(wordsIn(data.jsonText));
const blocks: ReadonlyMap<string, readonly string[]> = rowsIn(data.blocks);

/**
 * The Terraform name of a Pulumi property of a resource of that Terraform type, at whatever depth it stands:
 * `inlinePolicies` of an `aws_iam_role` is `inline_policy`, `managedPolicyArns` is `managed_policy_arns`.
 */
export function terraformName(type: string, property: string): string {
  const special = byType.get(type)?.get(property) ?? renamed.get(property);
  if (special !== undefined) return special;
  const name = snakeCase(property);
  return plurals.has(property) ? singularOf(name) : name;
}

/**
 * The Pulumi name of a Terraform argument; `isList` says whether it holds a list, which Pulumi names in the plural.
 * Where Pulumi's declarations are at hand, looking for the property whose `terraformName` it is says more.
 */
export function pulumiName(type: string, argument: string, isList: boolean): string {
  const special = [...(byType.get(type) ?? [])].find(([, name]) => name === argument)?.[0];
  if (special !== undefined) return special;
  const name = camelCase(argument);
  const plural = `${/(?:ss|sh|ch|x)$/.test(name) ? `${name}e` : name.replace(/y$/, 'ie')}s`;
  return isList && terraformName(type, plural) === argument ? plural : name;
}

/** True when the keys of an object under this property are the user's and stay as they are: tags, variables, labels. */
export function holdsUserKeys(type: string, property: string): boolean {
  return userKeys.has(property) && blocks.get(type)?.includes(property) !== true;
}

/** True when an object under this property is a JSON document that Terraform has as text: a policy. */
export function holdsJsonText(type: string, property: string): boolean {
  return jsonText.has(property) && blocks.get(type)?.includes(property) !== true;
}
