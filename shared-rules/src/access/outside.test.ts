import { readTerraform } from '../expressions';
import type { ZoneOfTrust } from '../model/organization';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { outsideOpenings, protectedBy, publicOpenings, type OutsideOpening } from './outside';

const ZONE: ZoneOfTrust = { accounts: ['111122223333'], organization: 'o-a1b2c3d4e5' };

const policy = (principal: unknown, condition: object = {}, resource = '*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: 'sns:Publish', Resource: resource, Condition: condition },
    ],
  });

function read(resources: Example['resources']) {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const model = iamModel(stack, { zone: ZONE });
  const [found] = model.entities.filter((entity) => entity.kind === 'resource-policy');
  if (found === undefined) throw new Error('there is no policy');
  return { model, found };
}

function outside(text: string): readonly OutsideOpening[] {
  const { model, found } = read({ 'aws_sns_topic.t': { name: 't', policy: text } });
  return outsideOpenings(found, model).openings;
}

describe('who gets in from outside', () => {
  it.each<[string, string, string, string]>([
    ['an account', 'account', '999988887777', policy({ AWS: '999988887777' })],
    ['a role of an account', 'account', '999988887777', policy({ AWS: 'arn:aws:iam::999988887777:role/shop' })],
    [
      'an organization',
      'organization',
      'o-z9y8x7w6v5',
      policy('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } }),
    ],
    [
      'a unit of an organization',
      'organization',
      'o-z9y8x7w6v5',
      policy('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-z9y8x7w6v5/r-1/*' } }),
    ],
    ['a service', 'service', 's3.amazonaws.com', policy({ Service: 's3.amazonaws.com' })],
    [
      'a service for an account',
      'account',
      '999988887777',
      policy({ Service: 's3.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '999988887777' } }),
    ],
    ['a provider', 'provider', 'accounts.google.com', policy({ Federated: 'accounts.google.com' })],
  ])('is %s', (_, by, who, text) => {
    expect(outside(text)).toMatchObject([{ by, who }]);
  });

  it('is told with a place only where the policy does not speak of all of it', () => {
    const arn = 'arn:aws:sns:eu-central-1:111122223333:t';
    expect(outside(policy({ AWS: '999988887777' })).map(({ place }) => place)).toEqual(['']);
    expect(outside(policy({ AWS: '999988887777' }, {}, arn)).map(({ place }) => place)).toEqual([` on ${arn}`]);
  });

  it('is found beside somebody of whom nothing is known, who may be everybody', () => {
    const { model, found } = read({
      'var.reader': { type: 'string' },
      'aws_sns_topic.t': { name: 't', policy: policy({ AWS: ['${var.reader}', '999988887777'] }) },
    });
    expect(publicOpenings(found).doubt?.reason).toContain('everybody');
    expect(outsideOpenings(found, model).openings).toMatchObject([{ by: 'account', who: '999988887777' }]);
  });

  it('is nobody by a principal that comes from a resource of the stack', () => {
    const { found } = read({
      'aws_iam_role.r': { name: 'r', assume_role_policy: '{}' },
      'aws_sns_topic.t': { name: 't', policy: policy({ AWS: '${aws_iam_role.r.arn}' }) },
    });
    expect(publicOpenings(found)).toEqual({ openings: [] });
  });
});

describe('what a policy protects', () => {
  it('has the name of the resource that it refers to where its own is not known', () => {
    const { found } = read({
      'aws_sns_topic.t': {},
      'aws_sns_topic_policy.t': { arn: '${aws_sns_topic.t.arn}', policy: policy('*') },
    });
    expect(protectedBy(found)).toBe('SNS topic `aws_sns_topic.t`');
  });
});
