import { readTerraform } from '../expressions';
import type { IamModel } from '../model/iam-model';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { directGrantsOf, type DirectGrant } from './direct';

const modelOf = (resource: object): IamModel =>
  iamModel(readTerraform({ resource }, { stack: 'test', attribute: awsAttribute }));

function directGrants(resource: object): readonly DirectGrant[] {
  const model = modelOf(resource);
  return model.entities.flatMap((entity) =>
    entity.kind === 'user' || entity.kind === 'outside-holder' ? directGrantsOf(entity, model) : [],
  );
}

const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const billing = 'arn:aws:iam::aws:policy/job-function/Billing';
const parameter = { aws_ssm_parameter: { late: { name: '/late', type: 'String' } } };
const LATE = '${aws_ssm_parameter.late.insecure_value}';

describe('directGrantsOf', () => {
  it('lists a resource once, with three of its users and the number of the others', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const [grant, ...others] = directGrants({
      aws_iam_user: Object.fromEntries(names.map((name) => [name, { name }])),
      aws_iam_policy_attachment: { all: { name: 'all', users: names, policy_arn: admin } },
    });
    expect(others).toEqual([]);
    expect(grant).toMatchObject({
      property: 'policy_arn',
      users: 'users `a`, `b`, `c` and 2 more',
      isPlural: true,
      documents: 'policy `AdministratorAccess`',
    });
  });

  it('counts users of the stack and others together', () => {
    const [grant] = directGrants({
      ...parameter,
      aws_iam_user: { a: { name: 'a' } },
      aws_iam_policy_attachment: { all: { name: 'all', users: ['a', 'b', LATE], policy_arn: admin } },
    });
    expect(grant?.users).toBe('users `a`, `b` and 1 more');
    expect(grant?.doubt).toBeUndefined();
  });

  it('lists all policies of an exclusive list, the unknown ones as a number', () => {
    const [grant] = directGrants({
      ...parameter,
      aws_iam_user: { a: { name: 'a' } },
      aws_iam_user_policy_attachments_exclusive: { a: { user_name: 'a', policy_arns: [billing, admin, LATE] } },
    });
    expect(grant?.documents).toBe('policies `AdministratorAccess`, `Billing` and 1 more');
  });

  it('is certain that an unknown user gets a policy, and says so once', () => {
    const grants = directGrants({
      ...parameter,
      aws_iam_user: { a: { name: 'a' }, b: { name: 'b' } },
      aws_iam_user_policy_attachment: { some: { user: LATE, policy_arn: admin } },
    });
    expect(grants.map(({ users, doubt }) => [users, doubt])).toEqual([['a user that is not known yet', undefined]]);
  });

  it.each([
    [
      'users',
      { aws_iam_policy_attachment: { x: { name: 'x', users: `\${split(",", "${LATE}")}`, policy_arn: admin } } },
    ],
    [
      'policies',
      {
        aws_iam_user_policy_attachments_exclusive: { x: { user_name: 'a', policy_arns: `\${split(",", "${LATE}")}` } },
      },
    ],
  ])('doubts a list of %s of which nothing is known: it may be empty', (_, attachments) => {
    const grants = directGrants({ ...parameter, aws_iam_user: { a: { name: 'a' } }, ...attachments });
    expect(grants).toHaveLength(1);
    expect(grants[0]?.doubt).toBeDefined();
  });

  it('leaves out what a group hands down and what roles and groups have', () => {
    expect(
      directGrants({
        aws_iam_user: { a: { name: 'a' } },
        aws_iam_group: { g: { name: 'g' } },
        aws_iam_user_group_membership: { a: { user: 'a', groups: ['g'] } },
        aws_iam_policy_attachment: { all: { name: 'all', groups: ['g', 'h'], roles: ['r'], policy_arn: admin } },
      }),
    ).toEqual([]);
  });
});
