/** The parts of a configuration that say who is inside, and what the organization limits. */
import type { Limits, ZoneOfTrust } from '../model/organization';
import { fromJson, known, type Value } from '../model/value';
import { controlPolicyFault, FULL_ACCESS, type ControlPolicyUse } from '../schemas/control-policies';
import { describe, isDocument, object, unknownKeys } from './configuration-words';

const TRUST = ['accounts', 'organization', 'thirdParties'] as const;
const ORGANIZATION = ['serviceControlPolicies', 'resourceControlPolicies'] as const;

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;

/** `trust`: the zone of trust. */
export function trustIn(source: unknown, problems: string[]): ZoneOfTrust {
  const fields = object(source, '`trust`', problems);
  unknownKeys('trust', fields, TRUST, problems);
  const { organization } = fields;
  if (organization !== undefined && (typeof organization !== 'string' || !ORGANIZATION_ID.test(organization)))
    problems.push(`\`trust.organization\`: ${describe(organization)} is no organization id such as \`o-a1b2c3d4e5\``);
  const accounts = accountsIn(fields['accounts'], 'trust.accounts', problems);
  const thirdParties = accountsIn(fields['thirdParties'], 'trust.thirdParties', problems);
  return {
    ...(accounts !== undefined && { accounts }),
    ...(typeof organization === 'string' && { organization }),
    ...(thirdParties !== undefined && { thirdParties }),
  };
}

function accountsIn(source: unknown, path: string, problems: string[]): readonly string[] | undefined {
  if (source === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(source) ? source : [source];
  for (const [index, account] of list.entries()) {
    if (typeof account === 'string' && ACCOUNT.test(account)) continue;
    const hint = typeof account === 'number' ? ': write the account id in quotes' : '';
    problems.push(`\`${path}.${index}\`: ${describe(account)} is no account id of twelve digits${hint}`);
  }
  return list.filter((account) => typeof account === 'string');
}

const NO_LIMITS: Limits = { scps: [], rcps: [] };

/** `organization`: the control policies that bear on the account of the stack. What it does not say stays as it was `before`. */
export function organizationIn(source: unknown, problems: string[], before: Limits = NO_LIMITS): Limits {
  const fields = object(source, '`organization`', problems);
  unknownKeys('organization', fields, ORGANIZATION, problems);
  const { serviceControlPolicies: scps, resourceControlPolicies: rcps } = fields;
  return {
    ...before,
    ...(scps !== undefined && { scps: levelsIn(scps, 'organization.serviceControlPolicies', problems) }),
    ...(rcps !== undefined && { rcps: levelsIn(rcps, 'organization.resourceControlPolicies', problems) }),
  };
}

/**
 * A list of documents is one level, on which AWS's own policy that allows everything is attached too; a list of lists holds the
 * levels one by one, with everything that is attached there.
 */
function levelsIn(source: unknown, path: string, problems: string[]): Limits['scps'] {
  const list: readonly unknown[] = Array.isArray(source) ? source : [source];
  const use = path.endsWith('resourceControlPolicies') ? 'rcp' : 'scp';
  const isLevels = list.length > 0 && list.every((item) => Array.isArray(item));
  if (isLevels)
    return list.map((level, index) => documentsIn(level as readonly unknown[], `${path}.${index}`, use, problems));
  return list.length === 0 ? [] : [[FULL_ACCESS[use], ...documentsIn(list, path, use, problems)]];
}

function documentsIn(
  list: readonly unknown[],
  path: string,
  use: ControlPolicyUse,
  problems: string[],
): readonly Value[] {
  return list.flatMap((source, index) => {
    const place = `\`${path}.${index}\``;
    if (!isDocument(source)) {
      problems.push(`${place}: ${describe(source)} is not a policy document: a map, or its JSON text`);
      return [];
    }
    const document = typeof source === 'string' ? known(source) : fromJson(source);
    const fault = controlPolicyFault(document, use);
    if (fault !== undefined) problems.push(`${place}: AWS refuses the document: ${fault}`);
    return [document];
  });
}
