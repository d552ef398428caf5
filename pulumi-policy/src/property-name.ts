import * as otcData from './otc-property-data';
import * as awsData from './property-data';
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

/** How the names of a provider's properties differ from Terraform's. */
interface Names {
  readonly plurals: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, string>;
  readonly byType: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly userKeys: ReadonlySet<string>;
  readonly jsonText: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, readonly string[]>;
}

/** A file that is written from the declarations of providers. */
type Data = Readonly<Record<keyof Names, string>>;

const namesOf = (data: Data, byHand = ''): Names => ({
  plurals: new Set(wordsIn(data.plurals)),
  renamed: pairsIn(wordsIn(data.renamed)),
  byType: new Map([...rowsIn(data.byType), ...rowsIn(byHand)].map(([type, words]) => [type, pairsIn(words)] as const)),
  userKeys: new Set(wordsIn(data.userKeys)),
  jsonText: new Set(wordsIn(data.jsonText)),
  blocks: rowsIn(data.blocks),
});

// The configuration of the provider itself is in no declaration of a resource.
const aws = namesOf(awsData, 'aws assumeRoles=assume_role');
const otc = namesOf(otcData);

/** Pulumi bridges the providers of OTC, and of Huawei Cloud whose relative it is, on the user's machine. */
const OTC = /^(?:opentelekomcloud|huaweicloud)(?:_(.*))?$/;
const namesFor = (type: string): Names => (OTC.test(type) ? otc : aws);

/** Bridged on the fly, a resource's own `id` argument makes room for Pulumi's: `identityUserV3Id` of an `identity_user_v3`. */
function isOwnId(type: string, property: string): boolean {
  const [, name] = OTC.exec(type) ?? [];
  return name !== undefined && property === `${camelCase(name)}Id`;
}

/**
 * The Terraform name of a Pulumi property of a resource of that Terraform type, at whatever depth it stands:
 * `inlinePolicies` of an `aws_iam_role` is `inline_policy`, `managedPolicyArns` is `managed_policy_arns`.
 */
export function terraformName(type: string, property: string): string {
  const { byType, renamed, plurals } = namesFor(type);
  const special = byType.get(type)?.get(property) ?? renamed.get(property);
  if (special !== undefined) return special;
  if (isOwnId(type, property)) return 'id';
  const name = snakeCase(property);
  return plurals.has(property) ? singularOf(name) : name;
}

/**
 * The Pulumi name of a Terraform argument; `isList` says whether it holds a list, which Pulumi names in the plural.
 * Where Pulumi's declarations are at hand, looking for the property whose `terraformName` it is says more.
 */
export function pulumiName(type: string, argument: string, isList: boolean): string {
  const special = [...(namesFor(type).byType.get(type) ?? [])].find(([, name]) => name === argument)?.[0];
  if (special !== undefined) return special;
  const name = camelCase(argument);
  const plural = `${/(?:ss|sh|ch|x)$/.test(name) ? `${name}e` : name.replace(/y$/, 'ie')}s`;
  return isList && terraformName(type, plural) === argument ? plural : name;
}

/** True when the keys of an object under this property are the user's and stay as they are: tags, variables, labels. */
export function holdsUserKeys(type: string, property: string): boolean {
  const { userKeys, blocks } = namesFor(type);
  return userKeys.has(property) && blocks.get(type)?.includes(property) !== true;
}

/** True when an object under this property is a JSON document that Terraform has as text: a policy. */
export function holdsJsonText(type: string, property: string): boolean {
  const { jsonText, blocks } = namesFor(type);
  return jsonText.has(property) && blocks.get(type)?.includes(property) !== true;
}
