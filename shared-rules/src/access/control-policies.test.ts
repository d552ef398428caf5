import { readTerraform } from '../expressions';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { controlFaults, perimeterHole, type ControlFault } from './control-policies';

const modelOf = (resources: Example['resources']): ReturnType<typeof iamModel> =>
  iamModel(readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute }));

/** What is wrong with each policy, without where it is attached. */
function faultsOf(resources: Example['resources']): readonly ControlFault[] {
  const model = modelOf(resources);
  return model.entities.flatMap((entity) =>
    entity.kind === 'organization-policy' ? controlFaults(entity, model).faults : [],
  );
}

const policy = (name: string, statement: object, type = 'SERVICE_CONTROL_POLICY'): Example['resources'] => ({
  [`aws_organizations_policy.${name}`]: {
    name,
    type,
    content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*', ...statement }] }),
  },
  [`aws_organizations_policy_attachment.${name}`]: {
    policy_id: `\${aws_organizations_policy.${name}.id}`,
    target_id: 'r-abcd',
  },
});
const leave = { Action: 'organizations:LeaveOrganization' };

describe('a deny that never matches', () => {
  it.each([
    [
      'an ARN without an account',
      { Action: 's3:*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam:::root' } } },
    ],
    [
      'a condition on what no action of the service carries',
      { Action: 's3:PutObject', Condition: { StringEquals: { 'ec2:InstanceType': 't2.micro' } } },
    ],
    [
      'a list of regions that is asked for all at once',
      {
        Action: 'ec2:*',
        Condition: {
          StringEquals: { 'aws:RequestedRegion': 'eu-central-1' },
          StringNotLike: { 'aws:RequestedRegion': 'eu-*' },
        },
      },
    ],
    [
      'the ARN of a session instead of that of its role',
      { Action: 's3:*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::*:assumed-role/admin/*' } } },
    ],
    [
      'a time that is over',
      { Action: 's3:*', Condition: { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } } },
    ],
  ])('has %s', (_, statement) => {
    expect(faultsOf(policy('p', statement))).toMatchObject([{ kind: 'never', statement: 'statement 1' }]);
  });

  it.each([
    [
      'roles of services among others',
      { Action: 's3:*', Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/*'] } } },
    ],
    ['another partition', { Action: 's3:*', Resource: 'arn:aws-us-gov:s3:::log-*' }],
    ['one account', { Action: 's3:*', Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } }],
    [
      'a time to come',
      { Action: 's3:*', Condition: { DateGreaterThan: { 'aws:CurrentTime': '2090-01-01T00:00:00Z' } } },
    ],
    ['a principal tag', { Action: '*', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } } }],
    [
      'calls through a service',
      { Action: 's3:*', Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } } },
    ],
    [
      'federated sessions',
      { Action: 's3:*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::*:federated-user/*' } } },
    ],
  ])('is none that speaks of %s', (_, statement) => {
    expect(faultsOf(policy('p', statement))).toEqual([]);
  });

  it('is left to `valid-policy` where the document has an error', () => {
    const condition = { StringEquals: { 'aws:PrincipalArnn': 'x' }, Boole: { 'aws:SecureTransport': 'false' } };
    expect(faultsOf(policy('p', { Action: 's3:*', Condition: condition }))).toEqual([]);
  });

  it('of a resource control policy may speak of services that act on their own', () => {
    const ofService = { Action: 's3:*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } };
    expect(faultsOf(policy('p', { ...ofService, Principal: '*' }, 'RESOURCE_CONTROL_POLICY'))).toEqual([]);
    expect(faultsOf(policy('p', ofService))).toMatchObject([{ kind: 'never' }]);
  });
});

describe('a policy that allows everything', () => {
  const full = policy('full', { Effect: 'Allow', Action: '*' });

  it('weighs less beside another one', () => {
    expect(faultsOf(full)).toEqual([{ kind: 'allowsAll' }]);
    expect(faultsOf({ ...full, ...policy('p', leave) })).toEqual([{ kind: 'allowsAll', severity: 'low' }]);
  });

  it('is one fault, wherever it is attached', () => {
    const unattached = Object.entries(full).filter(([address]) => address.startsWith('aws_organizations_policy.'));
    expect(faultsOf(Object.fromEntries(unattached))).toEqual([{ kind: 'allowsAll' }]);
  });

  it('is another thing than a list of what is allowed', () => {
    expect(faultsOf(policy('p', { Effect: 'Allow', Action: 's3:*' }))).toEqual([]);
    const region = { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } };
    expect(faultsOf(policy('p', { Effect: 'Allow', Action: '*', Condition: region }))).toEqual([]);
  });
});

describe('attachments', () => {
  const many = (count: number, type?: string): Example['resources'] =>
    Object.assign(
      {},
      ...Array.from({ length: count }, (_, index) =>
        policy(`p${index}`, type === undefined ? leave : { Action: 's3:*', Principal: '*' }, type),
      ),
    ) as never;

  it('to one place are ten service control policies and five resource control policies at the most', () => {
    expect(faultsOf(many(10))).toEqual([]);
    expect(faultsOf(many(12))).toMatchObject([
      { kind: 'tooMany', quota: 10 },
      { kind: 'tooMany', quota: 10 },
    ]);
    expect(faultsOf(many(5, 'RESOURCE_CONTROL_POLICY'))).toEqual([]);
    expect(faultsOf(many(6, 'RESOURCE_CONTROL_POLICY'))).toMatchObject([{ kind: 'tooMany', quota: 5 }]);
  });

  it('count for nothing in an organization for billing only', () => {
    const organization = {
      'aws_organizations_organization.o': {
        feature_set: 'CONSOLIDATED_BILLING',
        enabled_policy_types: ['SERVICE_CONTROL_POLICY'],
      },
    };
    expect(faultsOf({ ...organization, ...policy('p', leave) })).toEqual([{ kind: 'disabled' }]);
  });
});

describe('the data perimeter', () => {
  const holeOf = (action: unknown, condition: object): ReturnType<typeof perimeterHole> => {
    const model = modelOf({
      'aws_organizations_organization.o': { enabled_policy_types: ['RESOURCE_CONTROL_POLICY'] },
      ...policy('p', { Principal: '*', Action: action, Condition: condition }, 'RESOURCE_CONTROL_POLICY'),
    });
    const [organization] = model.entities.filter((entity) => entity.kind === 'organization');
    return organization === undefined ? {} : perimeterHole(organization, model);
  };

  it.each([
    [{ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    [{ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws_organizations_organization.o.id}' } }],
    [{ StringNotEqualsIfExists: { 'aws:PrincipalAccount': ['111122223333'] } }],
    [{ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*'] } }],
  ])('stands for one service at least: %j', (condition) => {
    expect(holeOf('s3:*', condition)).toEqual({});
  });

  it('is missing where the policies ask for something else', () => {
    const { witness } = holeOf('s3:*', { BoolIfExists: { 'aws:SecureTransport': 'false' } });
    expect(witness).toMatchObject({ action: 's3:GetObject', principal: 'arn:aws:iam::999999999999:role/stranger' });
  });
});
