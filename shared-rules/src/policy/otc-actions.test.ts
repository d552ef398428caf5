import { levelOfOtcAction } from './otc-actions';

it.each([
  ['ecs:cloudServers:list', 'read'],
  ['obs:object:GetObject', 'read'],
  ['ecs:*:get*', 'read'],
  ['ecs:*:*', 'write'],
  ['obs:bucket:PutBucketPolicy', 'write'],
  ['iam:users:createUser', 'write'],
  ['iam:agencies:assume', 'write'],
  ['iam:agencies:createAgency', 'permissions'],
  ['IAM:Permissions:grantRoleToGroupOnDomain', 'permissions'],
  ['iam:permissions:listRolesForGroup', 'read'],
  ['iam:*:*', 'permissions'],
  ['*:*:*', 'permissions'],
  ['*:*:list*', 'read'],
  ['*', 'permissions'],
] as const)('an action %s can %s at most', (action, level) => {
  expect(levelOfOtcAction(action)).toBe(level);
});
