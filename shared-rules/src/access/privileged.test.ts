import { readTerraform } from '../expressions';
import { iamModel } from '../schemas/aws';
import { awsAttribute } from '../schemas/aws-attributes';
import type { User } from '../model/iam-model';
import { privilegedWithoutMfa, type PrivilegedWithoutMfa } from './privileged';

type Block = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Block[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

const trust = (principal: unknown, more: Block = {}): string =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal }, ...more });

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Parts {
  readonly trust: string;
  readonly role?: Block;
  readonly user?: Block;
  readonly key?: Block;
  /** Of the user. */
  readonly documents?: readonly string[];
  readonly more?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Block;
}

/** How `alice` with an access key is privileged, in a stack with one role for administrators. */
function privileged({
  trust: policy,
  role,
  user,
  key,
  documents = [],
  more = {},
  data = {},
}: Parts): PrivilegedWithoutMfa {
  const policies = documents.map(
    (text, index) => [`p${index}`, { name: `p${index}`, user: 'alice', policy: text }] as const,
  );
  const resource = {
    aws_iam_user: { alice: { name: 'alice', ...user } },
    aws_iam_access_key: { alice: { user: '${aws_iam_user.alice.name}', ...key } },
    aws_iam_role: { admin: { name: 'admin', assume_role_policy: policy, ...role } },
    aws_iam_role_policy_attachment: { admin: { role: '${aws_iam_role.admin.name}', policy_arn: ADMINISTRATOR } },
    ...(policies.length === 0 ? {} : { aws_iam_user_policy: Object.fromEntries(policies) }),
    ...more,
  };
  const model = iamModel(readTerraform({ resource, data }, { stack: 'example', attribute: awsAttribute }));
  const alice = model.entities.find((entity): entity is User => entity.kind === 'user')!;
  return privilegedWithoutMfa(alice, model);
}

const assume = (resource: string, more: Block = {}): string =>
  document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: resource, ...more });

const byRole = { by: 'role', role: 'admin', credential: 'an access key' } as const;

describe('a user who may assume a privileged role', () => {
  it('is found where documents refer to user and role', () => {
    expect(privileged({ trust: trust('${aws_iam_user.alice.arn}') })).toMatchObject({
      ...byRole,
      way: 'names the user and',
    });
    const own = 'arn:aws:iam::${data.aws_caller_identity.current.account_id}:root';
    const data = { aws_caller_identity: { current: {} } };
    const documents = [assume('${aws_iam_role.admin.arn}')];
    expect(privileged({ trust: trust(own), data, documents })).toMatchObject({
      ...byRole,
      way: 'leaves it to `p0` and',
    });
  });

  it('needs a document of its own where the role lets the account in', () => {
    const own = trust('arn:aws:iam::111122223333:root');
    expect(privileged({ trust: own })).toEqual({ by: 'nothing' });
    expect(privileged({ trust: own, documents: [assume('arn:aws:iam::111122223333:role/other')] })).toEqual({
      by: 'nothing',
    });
    expect(privileged({ trust: own, documents: [assume('arn:aws:iam::111122223333:role/adm*')] })).toMatchObject(
      byRole,
    );
  });

  it('has path and name in its ARN, as the role has', () => {
    const path = { path: '/team/' };
    const named = trust('arn:aws:iam::111122223333:user/team/alice');
    expect(privileged({ trust: named })).toEqual({ by: 'nothing' });
    expect(privileged({ trust: named, user: path })).toMatchObject(byRole);
    const account = trust('111122223333');
    const documents = [assume('arn:aws:iam::111122223333:role/team/*')];
    expect(privileged({ trust: account, documents })).toEqual({ by: 'nothing' });
    expect(privileged({ trust: account, documents, role: path })).toMatchObject(byRole);
  });

  it('does not get in where somebody else, a service or a federated user does', () => {
    expect(privileged({ trust: trust('arn:aws:iam::111122223333:role/alice') })).toEqual({ by: 'nothing' });
    const service = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
    const documents = [assume('arn:aws:iam::111122223333:role/admin')];
    expect(privileged({ trust: document(service), documents })).toEqual({ by: 'nothing' });
  });

  it('gets in wherever anybody does', () => {
    expect(privileged({ trust: trust('*') })).toMatchObject(byRole);
  });

  it('is stopped by a deny without MFA, in its own documents or in the trust policy', () => {
    const condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
    const deny = { Effect: 'Deny', Action: 'sts:*', Condition: condition };
    const named = trust('arn:aws:iam::111122223333:user/alice');
    expect(privileged({ trust: named, documents: [document({ ...deny, Resource: '*' })] })).toEqual({ by: 'nothing' });
    const { Statement: statements } = JSON.parse(named) as { readonly Statement: readonly Block[] };
    const both = document(...statements, { ...deny, Action: 'sts:AssumeRole', Principal: { AWS: '*' } });
    expect(privileged({ trust: both })).toEqual({ by: 'nothing' });
  });

  it('is stopped where another condition cannot be met, and not where it can', () => {
    const named = (more: Block): string => trust('arn:aws:iam::111122223333:user/alice', { Condition: more });
    expect(privileged({ trust: named({ StringEquals: { 'aws:username': 'bob' } }) })).toEqual({ by: 'nothing' });
    expect(privileged({ trust: named({ StringEquals: { 'sts:ExternalId': 'x' } }) })).toMatchObject(byRole);
  });

  it('inherits what lets it in from a group', () => {
    const more = {
      aws_iam_group: { people: { name: 'people' } },
      aws_iam_group_policy: {
        people: { name: 'people', group: 'people', policy: assume('arn:aws:iam::111122223333:role/admin') },
      },
      aws_iam_user_group_membership: { alice: { user: 'alice', groups: ['people'] } },
    };
    expect(privileged({ trust: trust('111122223333'), more })).toMatchObject(byRole);
  });

  it('is harmless where the role is', () => {
    const policy = { role: 'admin', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    const more = { aws_iam_role_policy_attachment: { admin: policy } };
    expect(privileged({ trust: trust('*'), more })).toEqual({ by: 'nothing' });
  });
});

describe('what is not known', () => {
  const named = trust('arn:aws:iam::111122223333:user/alice');

  it('is in doubt: a credential or a role that is perhaps not there', () => {
    const late = '${aws_ssm_parameter.late.insecure_value == "yes" ? 1 : 0}';
    const more = { aws_ssm_parameter: { late: { name: 'late', type: 'String' } } };
    expect(privileged({ trust: named, more })).toMatchObject(byRole);
    expect(privileged({ trust: named, more, key: { count: late } })).toMatchObject({ by: 'doubt' });
    expect(privileged({ trust: named, more, role: { count: late } })).toMatchObject({ by: 'doubt' });
  });

  it('is no doubt where the trust policy decides without it', () => {
    const more = {
      aws_ssm_parameter: { late: { name: 'late', type: 'String' } },
      aws_iam_role_policy: {
        late: { name: 'late', role: 'admin', policy: '${aws_ssm_parameter.late.insecure_value}' },
      },
    };
    expect(privileged({ trust: trust('arn:aws:iam::111122223333:user/bob'), more })).toEqual({ by: 'nothing' });
  });
});
