/** Who can take the role of somebody whose finding was accepted. */
import { noAdministratorAccess } from '../rules/permissions/no-administrator-access';
import { noPrivilegeEscalation } from '../rules/permissions/no-privilege-escalation';
import { readTerraform } from '../expressions';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { awsAttribute } from '../schemas/aws-attributes';
import { parseConfiguration } from './configuration';
import { evaluate } from './evaluate';

const rules = [noAdministratorAccess, noPrivilegeEscalation];

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource = '*'): string => document({ Effect: 'Allow', Action, Resource });
const trust = (AWS: string): string => document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } });

const REASON = { reason: 'for emergencies', owner: 'sec@acme.example', expires: '2027-03-31' };
const ROLE = 'aws_iam_role.admin';
const GRANT = 'aws_iam_role_policy.admin';

/** `alice` may assume `hop`, `hop` may assume `admin`, `bob` may assume nothing. */
const chain: Example['resources'] = {
  [ROLE]: { name: 'admin', assume_role_policy: trust('${aws_iam_role.hop.arn}') },
  [GRANT]: { role: '${aws_iam_role.admin.name}', policy: allow('*') },
  'aws_iam_role.hop': { name: 'hop', assume_role_policy: trust('${aws_iam_user.alice.arn}') },
  'aws_iam_role_policy.hop': {
    role: '${aws_iam_role.hop.name}',
    policy: allow('sts:AssumeRole', '${aws_iam_role.admin.arn}'),
  },
  'aws_iam_user.alice': { name: 'alice' },
  'aws_iam_user.bob': { name: 'bob' },
};

const exempt = (resource: string, rule = 'no-administrator-access'): object => ({ rule, resource, ...REASON });

function found(resources: Example['resources'], ...exemptions: readonly object[]): readonly string[] {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const configuration = parseConfiguration({ exemptions }, rules);
  const { findings } = evaluate([stack], { rules, configuration, today: '2026-11-23' });
  return findings.map(({ status, severity, resource: { address }, message }) =>
    [status, severity, address, /can become .*/.exec(message)?.[0]].filter((each) => each !== undefined).join(' '),
  );
}

const HOP = `violation medium aws_iam_role.hop can become an administrator: it may assume role \`admin\`, for which that is accepted`;
const ALICE = `violation medium aws_iam_user.alice can become an administrator: it may assume role \`admin\` through role \`hop\`, for which that is accepted`;

describe('whoever can become an administrator whose finding is', () => {
  it('not exempted stands in that finding only', () => {
    expect(found(chain)).toEqual([`violation critical ${GRANT}`]);
  });

  it('exempted is found on its own, through every role', () => {
    expect(found(chain, exempt(GRANT))).toEqual([HOP, `exempt critical ${GRANT}`, ALICE]);
  });

  it('exempted by an exemption that expired stands in that finding only', () => {
    const findings = found(chain, { ...exempt(GRANT), expires: '2026-11-22' });
    expect(findings.filter((each) => each.includes('can become'))).toEqual([]);
    expect(findings).toContain(`violation critical ${GRANT}`);
  });

  it('exempted may be exempted too, one by one', () => {
    expect(found(chain, exempt(GRANT), exempt('aws_iam_user.alice'))).toEqual([
      HOP,
      `exempt critical ${GRANT}`,
      ALICE.replace('violation', 'exempt'),
    ]);
  });

  it('exempted on the policy that the role has', () => {
    const { [GRANT]: inline, ...others } = chain;
    const managed = {
      ...others,
      'aws_iam_policy.all': { name: 'all', policy: inline?.['policy'] },
      'aws_iam_role_policy_attachment.all': {
        role: '${aws_iam_role.admin.name}',
        policy_arn: '${aws_iam_policy.all.arn}',
      },
    };
    expect(found(managed, exempt('aws_iam_policy.all'))).toEqual([`exempt critical aws_iam_policy.all`, HOP, ALICE]);
  });

  it('exempted, and who has the same policy, is not said to become one', () => {
    const { [GRANT]: inline, ...others } = chain;
    const managed = {
      ...others,
      'aws_iam_policy.all': { name: 'all', policy: inline?.['policy'] },
      'aws_iam_role_policy_attachment.all': {
        role: '${aws_iam_role.admin.name}',
        policy_arn: '${aws_iam_policy.all.arn}',
      },
      'aws_iam_user_policy_attachment.all': {
        user: '${aws_iam_user.alice.name}',
        policy_arn: '${aws_iam_policy.all.arn}',
      },
    };
    expect(found(managed, exempt('aws_iam_policy.all'))).toEqual([`exempt critical aws_iam_policy.all`, HOP]);
  });
});

describe('whoever can become somebody who can become more', () => {
  const ways = { ...chain, [GRANT]: { role: '${aws_iam_role.admin.name}', policy: allow('iam:PutRolePolicy') } };

  it('is found where that is exempted', () => {
    const findings = found(ways, exempt(GRANT, 'no-privilege-escalation'), exempt(GRANT));
    expect(findings.filter((each) => each.startsWith('violation medium aws_iam_user.alice'))).toHaveLength(1);
    expect(found(ways).filter((each) => each.includes('aws_iam_user.alice'))).toEqual([]);
  });
});
