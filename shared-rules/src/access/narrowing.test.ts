import { readTerraform } from '../expressions';
import { awsAttribute } from '../schemas/aws-attributes';
import { iamModel } from '../schemas/aws';
import { terraformOf } from '../rule/example';
import type { NarrowerStatements } from '../rule/finding';
import { grantedBy } from './granted';
import { narrowed } from './narrowing';
import { newAccess } from './new-access';

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const bucket: Resources = { 'aws_s3_bucket.b': { bucket: 'acme-invoices' } };
const queue: Resources = { 'aws_sqs_queue.q': { name: 'jobs' } };
const role: Resources = {
  'aws_iam_role.worker': {
    name: 'worker',
    assume_role_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  },
};

const documentOf = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

function suggestion(statement: object, resources: Resources): NarrowerStatements | undefined {
  const policy = { 'aws_iam_policy.p': { name: 'p', policy: documentOf(statement) } };
  const stack = readTerraform(terraformOf({ title: '', resources: { ...resources, ...policy } }), {
    stack: 's',
    attribute: awsAttribute,
  });
  const model = iamModel(stack);
  const [granted] = model.entities.flatMap((entity) => (entity.kind === 'policy' ? grantedBy(entity, model) : []));
  return granted && narrowed(granted, model);
}

const allow = (action: string | readonly string[], resource: string, condition?: object): object => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition === undefined ? {} : { Condition: condition }),
});

describe('narrowed', () => {
  it('allows what changes something on what the stack declares, and leaves what cannot be bounded', () => {
    expect(suggestion(allow(['sqs:SendMessage', 'sqs:ListQueues'], '*'), { ...queue, ...bucket })?.statements).toEqual([
      allow('sqs:ListQueues', '*'),
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:jobs'),
    ]);
  });

  it('tells objects from their bucket', () => {
    expect(suggestion(allow(['s3:DeleteObject', 's3:DeleteBucket'], '*'), bucket)?.statements).toEqual([
      allow('s3:DeleteObject', 'arn:aws:s3:::acme-invoices/*'),
      allow('s3:DeleteBucket', 'arn:aws:s3:::acme-invoices'),
    ]);
  });

  it('passes the roles of the stack to the services that they trust', () => {
    expect(suggestion(allow('iam:PassRole', '*'), role)?.statements).toEqual([
      allow('iam:PassRole', 'arn:aws:iam::*:role/worker', {
        StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      }),
    ]);
  });

  it('keeps the conditions', () => {
    const condition = {
      StringEquals: { 'aws:RequestedRegion': 'eu-central-1' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const [statement] = suggestion(allow('sqs:SendMessage', '*', condition), queue)?.statements ?? [];
    expect(statement?.['Condition']).toEqual(condition);
    const [passed] = suggestion(allow('iam:PassRole', '*', condition), role)?.statements ?? [];
    expect(passed?.['Condition']).toEqual({
      ...condition,
      StringEquals: { 'aws:RequestedRegion': 'eu-central-1', 'iam:PassedToService': 'lambda.amazonaws.com' },
    });
  });

  it('leaves what shares a resource out of a wildcard, and keeps it where it is named', () => {
    const actions = (statement: object): string => JSON.stringify(suggestion(statement, queue)?.statements);
    expect(actions(allow('sqs:*', '*'))).not.toMatch(/AddPermission|sqs:Add|"sqs:\*"/);
    expect(actions(allow('sqs:*', '*'))).toMatch(/sqs:Send/);
    expect(actions(allow('sqs:AddPermission', '*'))).toContain('sqs:AddPermission');
  });

  it.each([
    ['s3:*', '*'],
    ['sqs:*', 'arn:aws:sqs:eu-central-1:*:*'],
    [['s3:Put*', 's3:Get*', 'iam:PassRole'], '*'],
    ['iam:*', '*'],
  ])('grants nothing new in the place of %j on %s', (action, resource) => {
    const found = suggestion(allow(action, resource), { ...bucket, ...queue, ...role });
    expect(found).toBeDefined();
    const after = documentOf(...(found?.statements ?? []));
    expect(newAccess(documentOf(allow(action, resource)), after)).toEqual({ answer: 'no' });
    expect(newAccess(after, documentOf(allow(action, resource))).answer).toBe('yes');
  });

  it.each<[string, object, Resources]>([
    ['the stack has nothing that fits', allow('sqs:SendMessage', '*'), bucket],
    ['the statement names other resources', allow('sqs:SendMessage', 'arn:aws:sqs:*:*:mails'), queue],
    ['the names in the stack are chosen on creation', allow('sqs:SendMessage', '*'), { 'aws_sqs_queue.q': {} }],
    ['the statement says what it does not grant', { ...allow('x', '*'), Action: undefined, NotAction: 's3:*' }, queue],
    ['everything is granted', allow('*', '*'), bucket],
  ])('says nothing where %s', (_, statement, resources) => {
    expect(suggestion(statement, resources)).toBeUndefined();
  });
});
