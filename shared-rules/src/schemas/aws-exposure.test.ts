import { readTerraform } from '../expressions';
import type { Machine } from '../model/exposure';
import type { Entity, IdentityPool } from '../model/iam-model';
import type { Example } from '../rule/define-rule';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

function entitiesOf(resources: Example['resources']): readonly Entity[] {
  const stack = readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
  return iamModel(stack).entities;
}

const poolOf = (resources: Example['resources']): IdentityPool | undefined =>
  entitiesOf(resources).find((entity) => entity.kind === 'identity-pool');

const machineOf = (type: string, settings: Readonly<Record<string, unknown>>, more = {}): Machine | undefined =>
  entitiesOf({ [`${type}.x`]: settings, ...more }).find((entity) => entity.kind === 'machine');

const pool = { 'aws_cognito_identity_pool.x': { identity_pool_name: 'x', allow_unauthenticated_identities: true } };
const attachment = (roles: unknown): Example['resources'] => ({
  'aws_cognito_identity_pool_roles_attachment.x': { identity_pool_id: '${aws_cognito_identity_pool.x.id}', roles },
});

describe('an identity pool', () => {
  it('has no guests and no classic flow unless it says so', () => {
    const { allowsGuests, allowsClassicFlow, guestRole } =
      poolOf({ 'aws_cognito_identity_pool.x': { identity_pool_name: 'x' } }) ?? {};
    expect([allowsGuests, allowsClassicFlow]).toMatchObject([{ value: false }, { value: false }]);
    expect(guestRole).toBeUndefined();
  });

  it('finds the role of its guests, and not the one of those who sign in', () => {
    const role = { 'aws_iam_role.guests': { name: 'guests', assume_role_policy: '{}' } };
    const arn = '${aws_iam_role.guests.arn}';
    expect(
      poolOf({ ...pool, ...role, ...attachment({ unauthenticated: arn }) })?.guestRole?.role?.resource.address,
    ).toBe('aws_iam_role.guests');
    expect(poolOf({ ...pool, ...role, ...attachment({ authenticated: arn }) })?.guestRole).toBeUndefined();
  });

  it('does not take a role of another stack for none', () => {
    const found = poolOf({ ...pool, ...attachment({ unauthenticated: 'arn:aws:iam::111122223333:role/other' }) });
    expect(found?.guestRole).toMatchObject({ property: 'roles' });
    expect(found?.guestRole?.role).toBeUndefined();
  });

  it('does not know the role where the roles are known on deployment only', () => {
    expect(poolOf({ ...pool, ...attachment('${data.http.roles.body}') })?.uncertainRole?.kind).toBe('unknown');
  });
});

describe('what a machine runs', () => {
  it.each([
    ['aws s3 cp', '#!/bin/sh\naws s3  cp s3://b/k .'],
    ['aws --region eu-central-1 ssm get-parameter', 'aws --region eu-central-1 ssm get-parameter --name n'],
    ['boto3', '#!/bin/sh\npip install boto3\n/srv/report.py'],
    [undefined, '#!/bin/sh\napt-get install -y nginx'],
    [undefined, 'curl https://docs.aws.amazon.com/ # aws s3'],
  ])('has the call %s', (calls, script) => {
    expect(machineOf('aws_instance', { user_data: script })?.calls).toBe(calls);
    const user_data_base64 = Buffer.from(script).toString('base64');
    expect(machineOf('aws_instance', { user_data_base64 })?.calls).toBe(calls);
  });
});

describe('the metadata service of a machine', () => {
  const answers = (settings: Readonly<Record<string, unknown>>, more = {}): unknown =>
    machineOf('aws_instance', settings, more)?.answersWithoutToken;

  it('answers without a token unless something requires one', () => {
    expect(answers({})).toBe(true);
    expect(answers({ metadata_options: { http_tokens: 'optional' } })).toBe(true);
    expect(answers({ metadata_options: { http_tokens: 'required' } })).toBe(false);
    expect(answers({ metadata_options: { http_endpoint: 'disabled' } })).toBe(false);
  });

  it('has the default of the account, which the machine may undo', () => {
    const standard = { 'aws_ec2_instance_metadata_defaults.x': { http_tokens: 'required' } };
    expect(answers({}, standard)).toBe(false);
    expect(answers({ metadata_options: { http_tokens: 'optional' } }, standard)).toBe(true);
  });

  it('is not known where a launch template may say it', () => {
    expect(answers({ launch_template: { name: 'web' } })).toMatchObject({ kind: 'unknown' });
  });

  it('is that of a launch template of the stack, which is told there if it has a role too', () => {
    const template = (settings: object): object => ({ 'aws_launch_template.web': { name: 'web', ...settings } });
    const from = { launch_template: { name: 'web' } };
    expect(answers(from, template({ metadata_options: { http_tokens: 'required' } }))).toBe(false);
    expect(answers(from, template({}))).toBe(true);
    expect(answers(from, template({ iam_instance_profile: { name: 'web' } }))).toBe(false);
  });

  it('is none of a task', () => {
    expect(machineOf('aws_ecs_task_definition', { family: 'x' })?.answersWithoutToken).toBe(false);
  });
});

describe('the role of a task', () => {
  const shares = (own: string | undefined, agent: string): unknown =>
    machineOf(
      'aws_ecs_task_definition',
      { family: 'x', task_role_arn: own, execution_role_arn: agent },
      {
        'aws_iam_role.a': { name: 'a', assume_role_policy: '{}' },
        'aws_iam_role.b': { name: 'b', assume_role_policy: '{}' },
      },
    )?.sharesRole;

  it('is the one that starts it where both are the same', () => {
    expect(shares('arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/a')).toBe(true);
    expect(shares('${aws_iam_role.a.arn}', '${aws_iam_role.a.arn}')).toBe(true);
  });

  it('is another one else', () => {
    expect(shares('arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/b')).toBeUndefined();
    expect(shares('${aws_iam_role.a.arn}', '${aws_iam_role.b.arn}')).toBeUndefined();
    expect(shares(undefined, '${aws_iam_role.b.arn}')).toBeUndefined();
  });
});
