import { readTerraform } from '../expressions';
import type { IamModel } from '../model/iam-model';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import { changeOf, type Earlier } from './change';

type Resources = Example['resources'];

const modelOf = (resources: Resources): IamModel =>
  iamModel(readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute }));

/** Addresses of those who are newly allowed something, with the action. */
function changes(after: Resources, before?: Resources, ceiling?: Earlier['ceiling']): readonly string[] {
  const earlier = { ...(before && { before: modelOf(before) }), ...(ceiling && { ceiling }) };
  return modelOf(after).entities.flatMap((entity) => {
    if (entity.kind !== 'policy' && entity.kind !== 'user' && entity.kind !== 'group' && entity.kind !== 'role')
      return [];
    const change = changeOf(entity, earlier);
    return change.answer === 'yes' ? [`${entity.resource.address} ${change.witness.action}`] : [];
  });
}

const document = (Action: string | readonly string[], ...more: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }, ...more] });
const policy = (text: string): Resources => ({ 'aws_iam_policy.p': { name: 'p', policy: text } });
const alice = { 'aws_iam_user.alice': { name: 'alice' } };
const attached = {
  ...alice,
  'aws_iam_user_policy_attachment.a': { user: '${aws_iam_user.alice.name}', policy_arn: '${aws_iam_policy.p.arn}' },
};

describe('what a change newly allows', () => {
  it('is nothing where nothing changes', () => {
    const stack = { ...policy(document('sqs:SendMessage')), ...attached };
    expect(changes(stack, stack)).toEqual([]);
  });

  it('is said of the policy that changes, and not of the user who has it', () => {
    const before = { ...policy(document('sqs:SendMessage')), ...attached };
    const after = { ...policy(document(['sqs:SendMessage', 'sqs:DeleteQueue'])), ...attached };
    expect(changes(after, before)).toEqual(['aws_iam_policy.p sqs:DeleteQueue']);
  });

  it('is said of the user who newly gets an old policy', () => {
    const old = policy(document('sqs:SendMessage'));
    expect(changes({ ...old, ...attached }, { ...old, ...alice })).toEqual(['aws_iam_user.alice sqs:SendMessage']);
  });

  it('is what a deny no longer takes away', () => {
    const deny = { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' };
    const before = policy(document(['sqs:SendMessage', 'sqs:ListQueues'], deny));
    const after = policy(document(['sqs:SendMessage', 'sqs:ListQueues']));
    expect(changes(after, before)).toEqual(['aws_iam_policy.p sqs:SendMessage']);
  });

  it('is what a boundary no longer keeps back', () => {
    const edge = { 'aws_iam_policy.edge': { name: 'edge', policy: document('s3:GetObject') } };
    const stack = { ...policy(document('sqs:SendMessage')), ...attached, ...edge };
    const bounded = { 'aws_iam_user.alice': { name: 'alice', permissions_boundary: '${aws_iam_policy.edge.arn}' } };
    expect(changes(stack, { ...stack, ...bounded })).toEqual(['aws_iam_user.alice sqs:SendMessage']);
    expect(changes({ ...stack, ...bounded }, stack)).toEqual([]);
  });

  it('is everything of what is new', () => {
    expect(changes(policy(document('sqs:SendMessage')), {})).toEqual(['aws_iam_policy.p sqs:SendMessage']);
  });

  it('is nothing where a resource gets another address in the program', () => {
    const moved = { 'aws_iam_policy.q': { name: 'p', policy: document('sqs:SendMessage') } };
    expect(changes(moved, policy(document('sqs:SendMessage')))).toEqual([]);
  });

  it('stays within a ceiling, where there is one', () => {
    const [before, after] = [
      policy(document('sqs:SendMessage')),
      policy(document(['sqs:SendMessage', 's3:GetObject'])),
    ];
    expect(changes(after, before, document('s3:*'))).toEqual([]);
    expect(changes(after, before, document('ec2:*'))).toHaveLength(1);
  });
});
