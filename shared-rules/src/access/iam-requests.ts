/** What the requests of IAM carry, for questions about who may change whose permissions. */
import type { Access } from './access';
import { IAM_REGIONS } from './home';
import { searchRequest, type Fixed } from './search';

/** Whether what the principal gives to itself stays within a permissions boundary. */
export function isBounded({ layers }: Access): boolean {
  return layers.some(({ name }) => name === 'boundary');
}

/** IAM is called in one region. */
export function iamRegion({ home }: Access): Fixed {
  return new Map([['aws:requestedregion', [IAM_REGIONS.get(home.partition) ?? 'us-east-1']]]);
}

/** AWS managed policies that make an administrator of whoever attaches them to itself. */
const WORST = ['AdministratorAccess', 'IAMFullAccess', 'AdministratorAccess-Amplify'];

/**
 * What a request to attach a policy carries besides `fixed`, once for each policy that gives more: one of the worst of AWS,
 * or one of its own that the principal may write.
 */
export function attachments(access: Access, fixed: Fixed): readonly Fixed[] {
  const { partition, account } = access.home;
  const own = `arn:${partition}:iam::${account}:policy/of-its-own`;
  const mayWrite = searchRequest(access, { action: 'iam:CreatePolicy', resources: [own], fixed: iamRegion(access) });
  const policies = [
    ...WORST.map((name) => `arn:${partition}:iam::aws:policy/${name}`),
    ...(mayWrite.answer === 'yes' ? [own] : []),
  ];
  return policies.map((policy) => new Map([...fixed, ['iam:policyarn', [policy]] as const]));
}
