/** What holds for the whole account, and instance profiles. */
import { cloudOf, type Cloud } from '../model/cloud';
import type { Account, InstanceProfile, PasswordPolicy } from '../model/iam-model';
import type { Setting } from '../model/settings';
import type { OtcMonitoring } from '../model/otc';
import type { Resource, Stack } from '../model/resource';
import { isNull, known, stringOf, unknown, type Scalar, type Unknown, type Value } from '../model/value';
import { nameOf, type Of } from './aws-drafts';
import { monitoringOf } from './aws-monitoring';
import type { Providers } from './aws-providers';
import { valuesInBlocks } from './blocks';

const CLASSES = ['lowercase_characters', 'uppercase_characters', 'numbers', 'symbols'];

/** The account's password policies: one, or a broken stack. What is not written is what IAM takes then. */
export function passwordPolicies(of: Of): readonly PasswordPolicy[] {
  return of('aws_iam_account_password_policy').map((resource) => {
    const setting = (property: string, fallback: Scalar): Setting => {
      const value = resource.values.get(property);
      return { property, value: value === undefined || isNull(value) ? known(fallback) : value };
    };
    return {
      kind: 'password-policy',
      resource,
      minimumLength: setting('minimum_password_length', 6),
      maximumAge: setting('max_password_age', 0),
      remembered: setting('password_reuse_prevention', 0),
      classes: CLASSES.map((name) => setting(`require_${name}`, false)),
      usersMayChange: setting('allow_users_to_change_password', true),
      hardExpiry: setting('hard_expiry', false),
    };
  });
}

/** The instance profiles. Older configurations list one role under `roles`. */
export function instanceProfiles(of: Of): readonly InstanceProfile[] {
  return of('aws_iam_instance_profile').map((resource) => {
    const roles = resource.values.get('roles');
    const [first] = roles?.kind === 'list' ? roles.items : [roles];
    const role = [resource.values.get('role'), first].find((value) => !isNull(value));
    const name = nameOf(resource);
    return { kind: 'instance-profile', resource, name, ...(role === undefined ? {} : { role }) };
  });
}

/** AWS Config's managed rule (AWS Config Developer Guide, "access-keys-rotated"). */
const KEY_AGE = 'ACCESS_KEYS_ROTATED';

/** Standards of Security Hub with the control IAM.3, "IAM users' access keys should be rotated every 90 days or less". */
const STANDARDS = /aws-foundational-security-best-practices|cis-aws-foundations-benchmark/;

/** What in the stack holds for the whole account. */
export function accountOf(
  { name, resources }: Stack,
  isBaseline: boolean,
  of: Of,
  providers: Providers,
  otc: OtcMonitoring,
): Account {
  const watches = [
    ...of('aws_config_config_rule').map(configRule),
    ...of('aws_config_organization_managed_rule').map((rule) => named(rule, rule.values.get('rule_identifier'))),
    ...of('aws_config_conformance_pack').map(conformancePack),
    ...of('aws_config_organization_conformance_pack').map(conformancePack),
    ...of('aws_securityhub_standards_subscription').map((each) => standard(each, each.values.get('standards_arn'))),
  ].filter((watch) => watch !== undefined);
  const keyAgeWatch = watches.find(({ uncertain }) => uncertain === undefined) ?? watches[0];
  const resource: Resource = { address: name, type: 'stack', mode: 'managed', values: new Map(), stack: name };
  const regions = regionsOf(providers);
  const accounts = accountsOf(providers);
  const account = {
    kind: 'account',
    resource,
    isBaseline,
    clouds: cloudsOf(resources),
    regions,
    accounts,
    monitoring: { ...monitoringOf(of, regions), otc },
  } as const;
  return keyAgeWatch === undefined ? account : { ...account, keyAgeWatch };
}

/** Provider blocks have the provider's name as their type. */
function cloudsOf(resources: readonly Resource[]): ReadonlySet<Cloud> {
  const own = resources.filter(({ mode }) => mode !== 'output' && mode !== 'variable' && mode !== 'local');
  const types = own.map(({ type, mode }) => (mode === 'provider' ? `${type}_` : type));
  const clouds = new Set(types.filter((type) => type.startsWith('aws') || cloudOf(type) !== 'aws').map(cloudOf));
  return clouds.size === 0 ? new Set(['aws']) : clouds;
}

function accountsOf(providers: Providers): readonly string[] {
  const lists = [...providers.values()].map(({ values }) => values.get('allowed_account_ids'));
  return [
    ...new Set(lists.flatMap((list) => (list?.kind === 'list' ? list.items : [])).flatMap((id) => stringOf(id) ?? [])),
  ];
}

function regionsOf(providers: Providers): ReadonlyMap<string, string> {
  const pairs = [...providers].map(([name, { values }]) => [name, stringOf(values.get('region'))] as const);
  return new Map(pairs.flatMap(([name, region]) => (region === undefined ? [] : [[name, region] as const])));
}

function configRule(rule: Resource): Resource | undefined {
  const [identifier] = valuesInBlocks(rule.values.get('source'), 'source_identifier');
  return named(rule, identifier);
}

function named(rule: Resource, identifier: Value | undefined): Resource | undefined {
  if (identifier === undefined || stringOf(identifier) === KEY_AGE) return identifier && rule;
  return identifier.kind === 'unknown' ? perhaps(rule, identifier) : undefined;
}

/** The template is YAML whose rules stand by their identifiers. */
function conformancePack(pack: Resource): Resource | undefined {
  const body = pack.values.get('template_body');
  const text = stringOf(body)?.replace(/(^|\s)#.*/g, '');
  if (text !== undefined) return new RegExp(`\\b${KEY_AGE}\\b`).test(text) ? pack : undefined;
  const elsewhere = unknown(`the template of \`${pack.address}\` is not in this stack`);
  return perhaps(pack, body?.kind === 'unknown' ? body : elsewhere);
}

function standard(subscription: Resource, arn: Value | undefined): Resource | undefined {
  const text = arn?.kind === 'text' ? arn.parts.filter((part) => typeof part === 'string').join('') : stringOf(arn);
  if (text !== undefined) return STANDARDS.test(text) ? subscription : undefined;
  return arn?.kind === 'unknown' ? perhaps(subscription, arn) : undefined;
}

/** It is not known whether the resource watches anything. */
function perhaps(resource: Resource, uncertain: Unknown): Resource {
  return { ...resource, uncertain };
}
