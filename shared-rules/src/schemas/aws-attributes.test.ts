import type { Resource } from '../model/resource';
import { known, unknown, type Value } from '../model/value';
import { awsAttribute } from './aws-attributes';

const reference = { address: 'aws_iam_role.r', attribute: 'name' };

function resource(type: string, values: Readonly<Record<string, Value>>, mode: Resource['mode'] = 'managed'): Resource {
  const address = `${mode === 'data' ? 'data.' : ''}${type}.x`;
  return { address, type, mode, stack: 's', values: new Map(Object.entries(values)) };
}

/** The text, `<>` for each hole. */
function text(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : '<>')).join('');
  return value?.kind === 'known' ? String(value.value) : value?.kind;
}

describe('awsAttribute', () => {
  it.each([
    ['aws_iam_user', 'arn:<>:iam::<>:user/n'],
    ['aws_iam_group', 'arn:<>:iam::<>:group/n'],
    ['aws_iam_role', 'arn:<>:iam::<>:role/n'],
    ['aws_iam_policy', 'arn:<>:iam::<>:policy/n'],
    ['aws_iam_instance_profile', 'arn:<>:iam::<>:instance-profile/n'],
    ['aws_s3_bucket', undefined],
  ])('knows the ARN of %s but for partition and account', (type, arn) => {
    expect(text(awsAttribute(resource(type, { name: known('n') }), 'arn'))).toBe(arn);
  });

  it.each(['https://idp.example.com/realm', 'idp.example.com/realm'])('puts the issuer %s into the ARN', (url) => {
    const values = { url: known(url) };
    const arn = 'arn:<>:iam::<>:oidc-provider/idp.example.com/realm';
    expect(text(awsAttribute(resource('aws_iam_openid_connect_provider', values), 'arn'))).toBe(arn);
    expect(text(awsAttribute(resource('aws_iam_openid_connect_provider', values, 'data'), 'arn'))).toBe(arn);
    expect(awsAttribute(resource('aws_iam_openid_connect_provider', { url: unknown('later') }), 'arn')).toBe(undefined);
  });

  it('puts the path into the ARN', () => {
    expect(text(awsAttribute(resource('aws_iam_user', { name: known('n'), path: known('/team/') }), 'arn'))).toBe(
      'arn:<>:iam::<>:user/team/n',
    );
  });

  it('lets the holes of an ARN refer to it, so that they are taken for the own account', () => {
    const arn = awsAttribute(resource('aws_iam_user', { name: known('n') }), 'arn');
    const holes = arn?.kind === 'text' ? arn.parts.filter((part) => typeof part !== 'string') : [];
    expect(holes.map(({ references }) => references)).toEqual(
      Array(2).fill([{ address: 'aws_iam_user.x', attribute: 'arn' }]),
    );
  });

  it('knows the ARN in parts of what has a name that is known in parts, and nothing where the name is not known', () => {
    const hole = unknown('it is open');
    expect(
      text(
        awsAttribute(resource('aws_iam_user', { name: { kind: 'text', parts: ['a-', hole], references: [] } }), 'arn'),
      ),
    ).toBe('arn:<>:iam::<>:user/a-<>');
    expect(awsAttribute(resource('aws_iam_user', { name: hole }), 'arn')).toBeUndefined();
    expect(awsAttribute(resource('aws_iam_user', {}), 'arn')).toBeUndefined();
    expect(awsAttribute(resource('aws_iam_user', { name: known(null) }), 'arn')).toBeUndefined();
  });

  it('gives the name for the id where AWS does, with its references', () => {
    expect(awsAttribute(resource('aws_iam_role', { name: known('n', [reference]) }), 'id')).toEqual(
      known('n', [reference]),
    );
    expect(awsAttribute(resource('aws_iam_user', {}), 'id')).toBeUndefined();
    expect(awsAttribute(resource('aws_iam_access_key', { name: known('n') }), 'id')).toBeUndefined();
    expect(text(awsAttribute(resource('aws_iam_policy', { name: known('n') }), 'id'))).toBe('arn:<>:iam::<>:policy/n');
  });

  it('renders a policy document for both of its attributes', () => {
    const document = resource('aws_iam_policy_document', {}, 'data');
    expect(awsAttribute(document, 'json')).toEqual(known('{"Version":"2012-10-17"}'));
    expect(awsAttribute(document, 'minified_json')).toEqual(known('{"Version":"2012-10-17"}'));
    expect(awsAttribute(document, 'id')).toBeUndefined();
    expect(awsAttribute(resource('aws_iam_policy_document', {}), 'json')).toBeUndefined();
  });

  it('looks up a policy by its ARN or its name', () => {
    const arn = known('arn:aws:iam::aws:policy/job-function/Billing');
    expect(awsAttribute(resource('aws_iam_policy', { arn }, 'data'), 'id')).toEqual(arn);
    expect(awsAttribute(resource('aws_iam_policy', { arn }, 'data'), 'name')).toEqual(known('Billing'));
    expect(awsAttribute(resource('aws_iam_policy', { name: known('Billing') }, 'data'), 'policy')).toBeUndefined();
  });

  it('knows nothing of who deploys', () => {
    expect(awsAttribute(resource('aws_partition', {}, 'data'), 'partition')).toBeUndefined();
    expect(awsAttribute(resource('aws_caller_identity', {}, 'data'), 'account_id')).toBeUndefined();
  });

  it.each([
    ['ReadOnlyAccess', {}, 'arn:<>:iam::aws:policy/ReadOnlyAccess'],
    ['Billing', {}, 'arn:<>:iam::aws:policy/job-function/Billing'],
    ['Billing', { path_prefix: known('/job-function/') }, 'arn:<>:iam::aws:policy/job-function/Billing'],
    ['Billing', { path_prefix: known('/team/') }, '<>/Billing'],
    ['Billing', { path_prefix: unknown('it is open') }, '<>/Billing'],
    ['require-mfa', {}, '<>/require-mfa'],
  ])('takes the policy %s that is looked up with %j for %s', (name, values, arn) => {
    const found = resource('aws_iam_policy', { name: known(name), ...values }, 'data');
    expect(text(awsAttribute(found, 'arn'))).toBe(arn);
    expect(text(awsAttribute(found, 'id'))).toBe(arn);
  });
});
