import { readTerraform } from '../expressions';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import type { Cause } from './cause';
import { tagControl, type TagControl } from './tag-control';

const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** What is found of a user with these documents. */
function ofUser(...documents: readonly string[]): Cause<TagControl>['on'] {
  const policies = documents.map((policy, at) => [
    `aws_iam_user_policy.p${String(at)}`,
    { name: `p${String(at)}`, user: '${aws_iam_user.alice.name}', policy },
  ]);
  const resources = { 'aws_iam_user.alice': { name: 'alice' }, ...Object.fromEntries(policies) } as never;
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  const user = iamModel(stack).entities.find(({ kind }) => kind === 'user');
  if (user?.kind !== 'user') throw new Error('no user');
  return tagControl(user).on;
}

const KEY = 'aws:PrincipalTag/team';
const own = 'arn:aws:iam::*:user/alice';
const read = (Condition: object): object => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::blue/*',
  Condition,
});
const tagging = { Effect: 'Allow', Action: 'iam:TagUser', Resource: own };
const blue = { StringEquals: { [KEY]: 'blue' } };

describe('a tag that its subject sets', () => {
  it.each([
    ['is compared', blue],
    ['is compared with a pattern', { StringLike: { [KEY]: 'bl*' } }],
    ['is only asked to be there', { Null: { [KEY]: 'false' } }],
  ])('opens what it limits where it %s', (_, condition) => {
    expect(ofUser(document(tagging, read(condition)))).toBe('grant');
  });

  it('is none of those that only AWS sets', () => {
    const ofMachine = (tag: string): object => ({
      Effect: 'Allow',
      Action: 'ec2:TerminateInstances',
      Resource: '*',
      Condition: { StringEquals: { [`ec2:ResourceTag/${tag}`]: 'blue' } },
    });
    const tags = { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*' };
    expect(ofUser(document(tags, ofMachine('team')))).toBe('grant');
    expect(ofUser(document(tags, ofMachine('aws:cloudformation:stack-name')))).toBe('nothing');
  });

  it('is found over two documents', () => {
    expect(ofUser(document(tagging), document(read(blue)))).toBe('together');
  });

  it.each([
    ['a deny in another document', document({ Effect: 'Deny', Action: 'iam:Tag*', Resource: '*' })],
    ['a deny of that tag key', document({ Effect: 'Deny', Action: 'iam:TagUser', Resource: '*', Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } } })], // prettier-ignore
  ])('cannot be set against %s', (_, deny) => {
    expect(ofUser(document(tagging, read(blue)), deny)).toBe('nothing');
  });

  it.each([
    ['the tags of another user', { ...tagging, Resource: 'arn:aws:iam::*:user/bob' }],
    ['other keys only', { ...tagging, Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['color'] } } }],
    ['other values only', { ...tagging, Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } } }],
  ])('is not meant by who sets %s', (_, statement) => {
    expect(ofUser(document(statement, read(blue)))).toBe('nothing');
  });

  it('is of no use where its absence opens', () => {
    expect(ofUser(document(tagging, read({ Null: { [KEY]: 'true' } })))).toBe('nothing');
  });

  it('is of no use where another statement gives the same without it', () => {
    expect(ofUser(document(tagging, read(blue), read({})))).toBe('nothing');
  });
});
