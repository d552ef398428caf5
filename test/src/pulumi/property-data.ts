/**
 * Derives how Pulumi's property names differ from Terraform's, by laying the declarations of both AWS providers side by
 * side. `pulumi-policy/src/property-data.ts` is what `renderPropertyData` writes; a test fails when it is stale.
 */
import { singularOf } from '@iam-guardrails/pulumi-policy/mapping';
import { pulumiType, snakeCase, terraformType } from '@iam-guardrails/pulumi-policy/mapping';
import {
  type Property,
  type TerraformShape,
  pulumiArguments,
  pulumiMembers,
  pulumiTokens,
  takesJsonText,
  takesList,
  takesUserKeys,
  terraformShape,
  terraformTypes,
} from './provider-shapes';

/** One property of a Pulumi resource, laid beside its Terraform argument. */
export interface Pair {
  /** Terraform type of the resource. */
  readonly type: string;
  /** Where in the resource, in Pulumi's names: `inlinePolicies.policy`. */
  readonly path: string;
  readonly pulumi: Property;
  /** Terraform's name. */
  readonly terraform: string;
}

/** Arguments that Pulumi named itself, by resource: no rule finds these. */
const ownNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_api_gateway_base_path_mapping: { restApi: 'api_id' },
  aws_api_gateway_stage: { restApi: 'rest_api_id', deployment: 'deployment_id' },
  aws_cloudwatch_log_subscription_filter: { logGroup: 'log_group_name' },
  aws_cloudwatch_metric_alarm: { name: 'alarm_name' },
  aws_elastic_beanstalk_environment: { version: 'version_label' },
  aws_iot_topic_rule: { kineses: 'kinesis' },
  aws_lambda_function: { name: 'function_name', code: 'filename' },
  aws_lambda_layer_version: { code: 'filename' },
  aws_lambda_permission: { function: 'function_name' },
  aws_s3_bucket_website_configuration: { routingRuleDetails: 'routing_rule' },
  aws_sns_topic_subscription: { topic: 'topic_arn' },
  ...Object.fromEntries(
    ['authorizer', 'deployment', 'integration', 'integration_response', 'method', 'method_response', 'method_settings']
      .concat(['model', 'request_validator', 'resource'])
      .map((name) => [`aws_api_gateway_${name}`, { restApi: 'rest_api_id' }]),
  ),
};

const bare = (name: string): string => name.replaceAll('_', '');

/** Terraform's name of a Pulumi property among those that the resource declares; undefined when it declares none. */
function partnerOf(type: string, name: string, declared: ReadonlySet<string>): string | undefined {
  const snake = snakeCase(name);
  const own = ownNames[type]?.[name];
  const guesses = [own, snake, singularOf(snake), snake.replace(/es$/, ''), snake.replace(/ices$/, 'ex')];
  const exact = guesses.find((guess) => guess !== undefined && declared.has(guess));
  if (exact !== undefined) return exact;
  const known = [...declared];
  return (
    known.find((candidate) => bare(candidate) === bare(snake) || bare(candidate) === bare(singularOf(snake))) ??
    known.find((candidate) => singularOf(candidate) === snake)
  );
}

/** Lays the arguments of one resource side by side, nested blocks included. */
export function pairsOf(token: string, shape: TerraformShape): readonly Pair[] {
  const type = terraformType(token) ?? token;
  const align = (
    properties: readonly Property[],
    counterparts: readonly Property[],
    path: string,
    visited: readonly (readonly Property[])[],
  ): readonly Pair[] => {
    const byName = new Map(counterparts.map((property) => [property.terraform ?? snakeCase(property.name), property]));
    const left = new Set(byName.keys());
    // A plain name takes its partner first: `tag` and `tags` may both be there.
    const plainFirst = properties.toSorted(
      (a, b) => Number(left.has(snakeCase(b.name))) - Number(left.has(snakeCase(a.name))),
    );
    return plainFirst.flatMap((pulumi) => {
      const terraform = partnerOf(type, pulumi.name, left);
      if (terraform === undefined) return [];
      left.delete(terraform);
      const at = path === '' ? pulumi.name : `${path}.${pulumi.name}`;
      const members = pulumiMembers(pulumi);
      const structure = shape.structures.get(/^\w+/.exec(byName.get(terraform)?.type ?? '')?.[0] ?? '');
      const deeper =
        members === undefined || structure === undefined || visited.includes(members)
          ? []
          : align(members, structure, at, [...visited, members]);
      return [{ type, path: at, pulumi, terraform }, ...deeper];
    });
  };
  return align(pulumiArguments(token) ?? [], shape.args, '', []);
}

/** All pairs of all resources that both providers declare, in a stable order. */
export function allPairs(): readonly Pair[] {
  const folders = terraformTypes();
  const tokens = pulumiTokens().filter((token) => pulumiType(terraformType(token) ?? '') === token);
  return tokens.toSorted().flatMap((token) => {
    const folder = folders.get(terraformType(token) ?? '');
    return folder === undefined ? [] : pairsOf(token, terraformShape(folder));
  });
}

/** How the names differ; see the file that is written for what each part means. */
export interface PropertyData {
  readonly plurals: readonly string[];
  readonly renamed: Readonly<Record<string, string>>;
  readonly byType: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly userKeys: readonly string[];
  readonly blocks: Readonly<Record<string, readonly string[]>>;
  readonly jsonText: readonly string[];
}

function grouped<T>(items: Iterable<T>, key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** The most frequent answer, counted by resource; of equals the first in the alphabet. */
function usual(pairs: readonly Pair[]): string {
  const types = [...grouped(pairs, (pair) => pair.terraform)].map(
    ([name, same]) => [name, new Set(same.map((pair) => pair.type)).size] as const,
  );
  return types.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

const sortedRecord = <T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Derives the data from the pairs. */
export function propertyData(pairs: readonly Pair[]): PropertyData {
  // A name that Pulumi made up for one resource says nothing about other resources.
  const common = pairs.filter((pair) => ownNames[pair.type]?.[pair.pulumi.name] !== pair.terraform);
  const byName = grouped(common, (pair) => pair.pulumi.name);
  const usualNames = new Map([...byName].map(([name, same]) => [name, usual(same)] as const));
  const differing = [...usualNames].filter(([name, terraform]) => terraform !== snakeCase(name));
  const isPlural = ([name, terraform]: readonly [string, string]): boolean => singularOf(snakeCase(name)) === terraform;
  const byType = [...grouped(pairs, (pair) => pair.type)].map(([type, ofType]) => {
    const names = [...grouped(ofType, (pair) => pair.pulumi.name)].map(([name, same]) => [name, usual(same)] as const);
    return [type, sortedRecord(names.filter(([name, terraform]) => usualNames.get(name) !== terraform))] as const;
  });
  const userKeys = new Set(pairs.filter((pair) => takesUserKeys(pair.pulumi)).map((pair) => pair.pulumi.name));
  const jsonText = new Set(pairs.filter((pair) => takesJsonText(pair.pulumi)).map((pair) => pair.pulumi.name));
  const blocks = [...grouped(pairs, (pair) => pair.type)].map(([type, ofType]) => {
    const special = ofType.filter(({ pulumi }) => userKeys.has(pulumi.name) || jsonText.has(pulumi.name));
    const isBlock = ({ pulumi }: Pair): boolean =>
      pulumi.type.includes('inputs.') && !takesList(pulumi) && !takesUserKeys(pulumi) && !takesJsonText(pulumi);
    // Where one resource has both, the outer one counts.
    const names = [...grouped(special, (pair) => pair.pulumi.name)].filter(([, same]) =>
      isBlock(same.toSorted((a, b) => a.path.length - b.path.length)[0] as Pair),
    );
    return [type, names.map(([name]) => name).toSorted()] as const;
  });
  return {
    plurals: differing
      .filter(isPlural)
      .map(([name]) => name)
      .toSorted(),
    renamed: sortedRecord(differing.filter((entry) => !isPlural(entry))),
    byType: sortedRecord(byType.filter(([, names]) => Object.keys(names).length > 0)),
    userKeys: [...userKeys].toSorted(),
    blocks: sortedRecord(blocks.filter(([, names]) => names.length > 0)),
    jsonText: [...jsonText].toSorted(),
  };
}
