import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unknown } from '../model/value';
import { actionTable } from '../policy/actions';
import { actionReference } from '../policy/reference';
import { symbolFor } from '../policy/text';
import { accessOf, type Access, type AccessSource } from './access';
import { escalations, mostDirect, searchEscalations } from './escalation';
import { isAdministrator } from './administrator';
import { ESCALATION_PATHS } from './escalation-paths';

type Part = Readonly<Record<string, unknown>>;

const document = (...parts: readonly Part[]): object => ({
  Version: '2012-10-17',
  Statement: parts.map((part) => ({
    Effect: 'Allow',
    ...('NotResource' in part ? {} : { Resource: '*' }),
    ...part,
  })),
});
const deny = (part: Part): Part => ({ Effect: 'Deny', ...part });
/** Of whoever has the documents. */
const anybody = (...documents: readonly object[]): Access => accessOf({ identity: documents });
const asUser = (documents: readonly object[], more: Partial<AccessSource> = {}): Access =>
  accessOf({ identity: documents, principal: { kind: 'user', name: 'alice' }, ...more });
const asRole = (documents: readonly object[], more: Partial<AccessSource> = {}): Access =>
  accessOf({ identity: documents, principal: { kind: 'role', name: 'deployer' }, ...more });
const ids = (access: Access): readonly string[] => escalations(access).map(({ path }) => path);

const ROLE = 'arn:aws:iam::123456789012:role/app';
const pass = (resource: string | readonly string[] = '*', service?: string): Part => ({
  Action: 'iam:PassRole',
  Resource: resource,
  ...(service === undefined ? {} : { Condition: { StringEquals: { 'iam:PassedToService': service } } }),
});
const FUNCTIONS: Part = { Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'] };

describe('the catalogue', () => {
  it('has each id and each set of steps once', () => {
    const paths = ESCALATION_PATHS.map(({ id }) => id);
    expect(new Set(paths).size).toBe(paths.length);
    const sets = ESCALATION_PATHS.map(({ steps }) =>
      steps
        .map(({ action, on, same, boundary }) => [action, on, same, boundary].join(' '))
        .sort()
        .join(),
    );
    expect(new Set(sets).size).toBe(sets.length);
  });

  it('names actions that AWS documents and types of resources that they have', () => {
    const names = new Set(actionTable().names);
    const steps = ESCALATION_PATHS.flatMap((path) => path.steps);
    expect(steps.filter(({ action }) => !names.has(action))).toEqual([]);
    for (const { action, of = [] } of steps) {
      const types = actionReference(action)?.resourceTypes.map(({ name }) => name);
      expect(types).toEqual(expect.arrayContaining([...of]));
    }
  });

  it('needs every step: without one of them the path is closed', () => {
    for (const { id, steps } of ESCALATION_PATHS) {
      const needed = steps.filter(({ helps }) => helps !== true).map(({ action }) => action);
      if (!id.includes('boundary'))
        expect([id, ids(anybody(document({ Action: needed })))]).toEqual([id, expect.arrayContaining([id])]);
      for (const action of needed) {
        const rest = needed.filter((other) => other !== action);
        expect([id, action, rest.length === 0 ? [] : ids(anybody(document({ Action: rest })))]).toEqual([
          id,
          action,
          expect.not.arrayContaining([id]),
        ]);
      }
    }
  });
});

describe('escalations', () => {
  it('shows a request for each step, and the roles that may be passed', () => {
    const access = asRole([
      document(pass(`${ROLE}-*`), { ...FUNCTIONS, Resource: 'arn:aws:lambda:*:*:function:app-*' }),
    ]);
    expect(escalations(access)).toMatchObject([
      {
        path: 'lambda-001',
        title: 'run a function of its own as another role',
        steps: [
          {
            principal: 'arn:aws:iam::123456789012:role/deployer',
            action: 'iam:PassRole',
            resource: expect.stringMatching(/:role\/app-/),
            context: { 'iam:passedtoservice': 'lambda.amazonaws.com' },
          },
          { action: 'lambda:CreateFunction', resource: expect.stringMatching(/:function:app-/) },
          { action: 'lambda:InvokeFunction', resource: expect.stringMatching(/:function:app-/) },
        ],
        passedRoles: [`${ROLE}-*`],
      },
    ]);
  });

  it('has the way with the fewest steps first, and knows which ways are parts of others', () => {
    const { found } = searchEscalations(
      anybody(document({ Action: ['lambda:UpdateFunctionCode', 'lambda:AddPermission'] })),
    );
    expect(found.map(({ path }) => path)).toEqual(['lambda-003', 'lambda-005']);
    expect(mostDirect(found).map(({ path }) => path)).toEqual(['lambda-003']);
  });

  it('finds nothing where nothing is allowed', () => {
    expect(ids(anybody())).toEqual([]);
    expect(ids(anybody(document({ Action: ['s3:*', 'iam:Get*', 'iam:List*', 'ec2:Describe*'] })))).toEqual([]);
  });

  it.each<[string, Access, readonly string[]]>([
    ['to its service', anybody(document(pass('*', 'lambda.amazonaws.com'), FUNCTIONS)), ['lambda-001']],
    ['to another service', anybody(document(pass('*', 'ec2.amazonaws.com'), FUNCTIONS)), []],
    ['that is named', anybody(document(pass(ROLE), FUNCTIONS)), ['lambda-001']],
    ['that is itself', asRole([document(pass('arn:aws:iam::*:role/deployer'), FUNCTIONS)]), []],
    ['that is no role', anybody(document(pass('arn:aws:iam::*:user/*'), FUNCTIONS)), []],
    [
      'that only AWS can use',
      anybody(document(pass('arn:aws:iam::*:role/aws-service-role/lambda.amazonaws.com/*'), FUNCTIONS)),
      [],
    ],
    ['of another account', asRole([document(pass(ROLE.replace('123456789012', '*')), FUNCTIONS)]), ['lambda-001']],
    [
      'in any case of letters',
      anybody(document({ Action: 'IAM:PASSROLE' }, { Action: 'Lambda:*Function' })),
      ['lambda-001'],
    ],
    [
      'to a resource that is not known',
      anybody(
        document(
          { ...pass(), Condition: { ArnLike: { 'iam:AssociatedResourceArn': 'arn:aws:lambda:*:*:function:app-*' } } },
          FUNCTIONS,
        ),
      ),
      ['lambda-001'],
    ],
    [
      'in China',
      anybody(document(pass('arn:aws-cn:iam::*:role/*', 'ec2.amazonaws.com.cn'), { Action: 'ec2:RunInstances' })),
      ['ec2-001'],
    ],
  ])('a role %s', (_, access, expected) => {
    expect(ids(access).filter((id) => /00[1]$/.test(id))).toEqual(expected);
  });

  it.each<[string, Access, readonly string[]]>([
    ['the key of any user', asUser([document({ Action: 'iam:CreateAccessKey' })]), ['iam-002']],
    [
      'the key of the own user',
      asUser([document({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/alice' })]),
      [],
    ],
    [
      'the key of the own user by a variable',
      asUser([document({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}' })]),
      [],
    ],
    [
      'the own key of whoever has the policy',
      anybody(document({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}' })),
      [],
    ],
    [
      'the key of a user whose name begins like the own',
      asUser([document({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}*' })]),
      ['iam-002'],
    ],
    [
      'the own password',
      asUser([
        document({
          Action: ['iam:UpdateLoginProfile', 'iam:CreateLoginProfile'],
          Resource: 'arn:aws:iam::*:user/alice',
        }),
      ]),
      [],
    ],
    [
      'the key of another user by a user whose name is not known',
      asUser([document({ Action: 'iam:CreateAccessKey' })], { principal: { kind: 'user', name: symbolFor('x.name') } }),
      ['iam-002'],
    ],
    [
      'the own key by a user whose name is not known',
      asUser([document({ Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::*:user/${aws:username}' })], {
        principal: { kind: 'user', name: symbolFor('x.name') },
      }),
      [],
    ],
    [
      'the trust of another role',
      asRole([document({ Action: 'iam:UpdateAssumeRolePolicy', Resource: ROLE })]),
      ['iam-012'],
    ],
    [
      'the trust of the own role',
      asRole([document({ Action: 'iam:UpdateAssumeRolePolicy', Resource: 'arn:aws:iam::*:role/deployer' })]),
      [],
    ],
    ['any role to assume', asUser([document({ Action: 'sts:AssumeRole' })]), ['sts-001']],
    ['roles of a kind to assume', asUser([document({ Action: 'sts:AssumeRole', Resource: `${ROLE}-*` })]), ['sts-001']],
    ['one role to assume', asUser([document({ Action: 'sts:AssumeRole', Resource: ROLE })]), ['sts-001']],
    [
      'one role to assume in any account',
      asUser([document({ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/app' })]),
      ['sts-001'],
    ],
    [
      'roles of another account to assume',
      asUser([document({ Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::999999999999:role/*' })]),
      [],
    ],
    ['all roles but one to assume', asUser([document({ Action: 'sts:AssumeRole', NotResource: ROLE })]), ['sts-001']],
    [
      'the policy of another user',
      asUser([document({ Action: 'iam:PutUserPolicy', Resource: 'arn:aws:iam::*:user/bob' })]),
      ['iam-007'],
    ],
    [
      'the code of one function, which runs as a role of its own',
      anybody(document({ Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:*:*:function:app' })),
      ['lambda-003'],
    ],
  ])('%s', (_, access, expected) => {
    expect(searchEscalations(access).undecided).toEqual([]);
    expect(ids(access)).toEqual(expected);
  });

  it.each<[string, Part, Part]>([
    [
      'roles to assume',
      { Action: 'sts:AssumeRole', Resource: ROLE },
      { Action: 'sts:AssumeRole', Resource: `${ROLE}*` },
    ],
    [
      'functions to deploy',
      { Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:*:*:function:app' },
      { Action: 'lambda:UpdateFunctionCode', Resource: 'arn:aws:lambda:*:*:function:*' },
    ],
    [
      'machines to command',
      { Action: 'ssm:StartSession', Resource: 'arn:aws:ec2:eu-central-1:123456789012:instance/i-1' },
      { Action: 'ssm:StartSession', Resource: 'arn:aws:ec2:*:*:instance/*' },
    ],
  ])('what exists is everyday work where a document names it: %s', (_, named, open) => {
    const found = (part: Part, options: { readonly named: boolean }): number =>
      searchEscalations(asRole([document(part)]), options).found.length;
    expect(found(named, { named: true })).toBeGreaterThan(0);
    expect(found(named, { named: false })).toBe(0);
    expect(found(open, { named: false })).toBeGreaterThan(0);
  });

  it.each<[string, Part, readonly string[]]>([
    ['any policy', {}, ['iam-009']],
    ['one that reads', { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }, []],
    ['any of AWS', { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/*' } }, ['iam-009']],
    [
      'to roles within a boundary',
      { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/b' } },
      [],
    ],
  ])('attaching %s', (_, condition, expected) => {
    expect(ids(asRole([document({ Action: 'iam:AttachRolePolicy', Condition: condition })]))).toEqual(expected);
  });

  it('counts attaching a policy of its own that it may write', () => {
    const attach = {
      Action: 'iam:AttachRolePolicy',
      Condition: {
        ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::*:policy/*' },
        ArnNotLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:*' },
      },
    };
    expect(ids(asRole([document(attach)]))).toEqual([]);
    expect(ids(asRole([document(attach, { Action: 'iam:CreatePolicy' })]))).toEqual(['iam-009']);
  });

  const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
  const team = 'arn:aws:iam::*:policy/team/*';
  const attach = (action: string, pattern: string): Part => ({
    Action: action,
    Condition: { ArnLike: { 'iam:PolicyARN': pattern } },
  });

  it.each<[string, string, string, readonly string[]]>([
    ['under a path', team, team, ['iam-008', 'iam-009']],
    ['under a prefix', 'arn:aws:iam::*:policy/dev-*', 'arn:aws:iam::*:policy/dev-*', ['iam-008', 'iam-009']],
    ['where two patterns meet', 'arn:aws:iam::*:policy/dev-*', 'arn:aws:iam::*:policy/*-own', ['iam-008', 'iam-009']],
    ['elsewhere', team, 'arn:aws:iam::*:policy/other/*', []],
    ['that is there already', BOUNDARY, 'arn:aws:iam::*:policy/*', []],
  ])('counts attaching a policy of its own that it may write %s', (_, attached, written, expected) => {
    const create = { Action: 'iam:CreatePolicy', Resource: written };
    const user = [document(attach('iam:AttachUserPolicy', attached), create)];
    const role = [document(attach('iam:AttachRolePolicy', attached), create)];
    expect([...ids(asUser(user)), ...ids(asRole(role))]).toEqual(expected);
    expect([...ids(anybody(...user)), ...ids(anybody(...role))]).toEqual(expected);
    const answer = expected.length === 0 ? 'no' : 'yes';
    for (const access of [asUser(user), asRole(role), anybody(...user), anybody(...role)])
      expect(isAdministrator(access).answer).toBe(answer);
  });

  it.each<[string, string, readonly string[]]>([
    ['that does nearly everything', 'arn:aws:iam::aws:policy/PowerUserAccess', ['iam-009']],
    ['that writes roles', 'arn:aws:iam::aws:policy/service-role/*', ['iam-009']],
    ['of a service', 'arn:aws:iam::aws:policy/Amazon*', []],
  ])('knows a policy of AWS %s', (_, policy, expected) => {
    expect(ids(asRole([document(attach('iam:AttachRolePolicy', policy))]))).toEqual(expected);
  });

  const write = (kind: string, condition: object): Part => ({
    Action: [`iam:Create${kind}`, `iam:Put${kind}Policy`, `iam:Attach${kind}Policy`],
    Resource: `arn:aws:iam::*:${kind.toLowerCase()}/dev-*`,
    Condition: condition,
  });
  const change = (action: string, name = 'dev-*', condition = {}): Part => ({
    Action: `iam:${action}PermissionsBoundary`,
    Resource: `arn:aws:iam::*:${action.includes('User') ? 'user' : 'role'}/${name}`,
    Condition: condition,
  });
  const within = (boundary = BOUNDARY): object => ({ StringEquals: { 'iam:PermissionsBoundary': boundary } });

  it.each<[string, readonly Part[], readonly string[]]>([
    ['that stays', [write('Role', within())], []],
    ['that can be taken off', [write('Role', within()), change('DeleteRole')], ['iam-005', 'iam-009']],
    ['that can be replaced', [write('Role', within()), change('PutRole')], ['iam-005', 'iam-009']],
    ['of users that can be taken off', [write('User', within()), change('DeleteUser')], ['iam-007', 'iam-008']],
    ['that can be taken off some', [write('Role', within()), change('DeleteRole', '*-x')], ['iam-005', 'iam-009']],
    ['that can be taken off others', [write('Role', within()), change('DeleteRole', 'ops-*')], []],
    ['that can be replaced by itself', [write('Role', within()), change('PutRole', 'dev-*', within())], []],
    [
      'that is another than the one that can be taken off',
      [write('Role', within()), change('DeleteRole', 'dev-*', within(`${BOUNDARY}-2`))],
      [],
    ],
    ['of users where that of roles can be taken off', [write('User', within()), change('DeleteRole')], []],
    ['that may be any', [write('Role', { Null: { 'iam:PermissionsBoundary': 'false' } })], ['iam-005', 'iam-009']],
    ['that matches all', [write('Role', { StringLike: { 'iam:PermissionsBoundary': '*' } })], ['iam-005', 'iam-009']],
    [
      'that is of AWS',
      [write('Role', { ArnLike: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/*' } })],
      ['iam-005', 'iam-009'],
    ],
    [
      'that a deny asks for and that can be taken off',
      [
        { Action: 'iam:PutRolePolicy' },
        deny({ Action: 'iam:PutRolePolicy', Condition: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } } }),
        change('DeleteRole'),
      ],
      ['iam-005'],
    ],
  ])('writing into principals within a boundary %s', (_, parts, expected) => {
    expect(ids(asRole([document(...parts)]))).toEqual(expected);
    expect(searchEscalations(anybody(document(...parts))).undecided).toEqual([]);
    expect(ids(anybody(document(...parts)))).toEqual(expected);
  });

  it('names the statements by which a boundary is taken off', () => {
    const documents = [document(write('Role', within())), document(change('DeleteRole'))];
    const { found } = searchEscalations(asRole(documents));
    expect(found.find(({ path }) => path === 'iam-005')?.statements).toEqual([
      { document: 0, statement: 0 },
      { document: 1, statement: 0 },
    ]);
  });

  it.each<[string, Part, readonly string[]]>([
    ['itself', { Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'] }, []],
    ['itself under a path', { Resource: 'arn:aws:iam::*:user/team/${aws:username}' }, []],
    ['whose name ends like its own', { Resource: 'arn:aws:iam::*:user/*${aws:username}' }, ['iam-002']],
    ['under a path of its name', { Resource: 'arn:aws:iam::*:user/${aws:username}/*' }, ['iam-002']],
  ])('names are unique in an account: the key of a user %s', (_, part, expected) => {
    const documents = [document({ Action: 'iam:CreateAccessKey', ...part })];
    const named = asUser(documents, { principal: { kind: 'user', name: 'alice', path: '/team/' } });
    for (const access of [asUser(documents), named, anybody(...documents)]) expect(ids(access)).toEqual(expected);
  });

  it('names of roles are unique too', () => {
    const trust = (name: string): Access =>
      asRole([document({ Action: 'iam:UpdateAssumeRolePolicy', Resource: `arn:aws:iam::*:role/${name}` })]);
    expect(ids(trust('*/deployer'))).toEqual([]);
    expect(ids(trust('*deployer'))).toEqual(['iam-012']);
  });

  it.each<[string, readonly Part[], readonly string[]]>([
    ['none', [{ Action: 'ec2:RunInstances', Condition: { Null: { 'ec2:InstanceProfile': 'true' } } }], []],
    [
      'none by a deny',
      [
        { Action: 'ec2:RunInstances' },
        deny({
          Action: 'ec2:RunInstances',
          Resource: 'arn:aws:ec2:*:*:instance/*',
          Condition: { Null: { 'ec2:InstanceProfile': 'false' } },
        }),
      ],
      [],
    ],
    [
      'one of some names',
      [
        {
          Action: 'ec2:RunInstances',
          Condition: { ArnLike: { 'ec2:InstanceProfile': 'arn:aws:iam::*:instance-profile/app-*' } },
        },
      ],
      ['ec2-001'],
    ],
  ])('starts machines with a profile: %s', (_, parts, expected) => {
    expect(ids(asRole([document(pass(), ...parts)]))).toEqual(expected);
  });

  it.each<[string, readonly Part[], string]>([
    [
      'a function another role',
      [
        {
          Action: ['lambda:UpdateFunctionConfiguration', 'lambda:UpdateFunctionCode'],
          Resource: 'arn:aws:lambda:*:*:function:app',
        },
      ],
      'lambda-role',
    ],
    [
      'a state machine another role',
      [
        {
          Action: ['states:UpdateStateMachine', 'states:StartExecution'],
          Resource: 'arn:aws:states:*:*:stateMachine:app',
        },
      ],
      'states-role',
    ],
  ])('giving %s counts where a document names it', (_, parts, id) => {
    const found = (...all: readonly Part[]): readonly string[] =>
      searchEscalations(asRole([document(...all)])).found.map(({ path }) => path);
    expect(found(...parts)).toEqual([]);
    expect(found(pass(), ...parts)).toContain(id);
  });

  it.each<[string, readonly string[]]>([
    ['app:*', ['batch-001']],
    ['*', ['batch-001']],
    ['other:*', []],
  ])('a job is submitted with a revision of what was registered: %s', (submitted, expected) => {
    const job = (action: string, name: string): Part => ({
      Action: `batch:${action}`,
      Resource: `arn:aws:batch:*:*:job-definition/${name}`,
    });
    const access = asRole([document(pass(), job('RegisterJobDefinition', 'app'), job('SubmitJob', submitted))]);
    expect(ids(access).filter((id) => id === 'batch-001')).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    ['created', 'CreateDocument', ['ssm-create-document']],
    ['changed', 'UpdateDocument', ['ssm-update-document']],
  ])('a document of its own that it %s is run on machines', (_, action, expected) => {
    const own = (name: string): Access =>
      asRole([
        document(
          { Action: 'ssm:SendCommand', Resource: ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ssm:*:*:document/own-*'] },
          { Action: `ssm:${action}`, Resource: `arn:aws:ssm:*:*:document/${name}` },
        ),
      ]);
    expect(ids(own('own-*'))).toEqual(expected);
    expect(ids(own('other-*'))).toEqual([]);
  });

  it('leaves roles alone that AWS or Identity Center keeps', () => {
    const put = (resource: string): Access => asRole([document({ Action: 'iam:PutRolePolicy', Resource: resource })]);
    expect(ids(put('arn:aws:iam::*:role/aws-service-role/connect.amazonaws.com/*'))).toEqual([]);
    expect(ids(put('arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*'))).toEqual([]);
    expect(ids(put('arn:aws:iam::*:role/team/*'))).toEqual(['iam-005']);
  });

  it.each<[string, Part, readonly string[]]>([
    ['MFA', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }, ['lambda-003']],
    ['a tag of the resource', { StringEquals: { 'aws:ResourceTag/team': 'app' } }, ['lambda-003']],
    ['another principal', { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/other' } }, []],
    ['itself', { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/deployer' } }, ['lambda-003']],
    ['a service that calls for it', { Bool: { 'aws:ViaAWSService': 'true' } }, []],
    ['a session of long ago', { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } }, []],
    ['a session of these years', { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } }, ['lambda-003']],
    ['a time that is over', { DateLessThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' } }, []],
  ])('a condition that asks for %s', (_, condition, expected) => {
    expect(ids(asRole([document({ Action: 'lambda:UpdateFunctionCode', Condition: condition })]))).toEqual(expected);
  });

  it('takes all documents together', () => {
    expect(ids(asRole([document(pass()), document(FUNCTIONS)]))).toEqual(['lambda-001']);
    expect(ids(asRole([document(pass())]))).toEqual([]);
    expect(ids(asRole([document(pass()), document(FUNCTIONS), document(deny({ Action: 'lambda:Invoke*' }))]))).toEqual(
      [],
    );
    expect(ids(asRole([document(pass(), FUNCTIONS, deny({ NotAction: 'lambda:*' }))]))).toEqual([]);
    expect(
      ids(asRole([document(pass(), FUNCTIONS, deny({ Action: 'iam:PassRole', NotResource: `${ROLE}-*` }))])),
    ).toEqual(['lambda-001']);
  });

  it('stays within the boundary and the policies of the organization', () => {
    const documents = [document(pass(), FUNCTIONS)];
    const wide = document({ Action: '*' });
    expect(ids(asRole(documents, { boundary: wide, scps: [[wide]] }))).toEqual(['lambda-001']);
    expect(ids(asRole(documents, { boundary: document({ Action: 'lambda:*' }) }))).toEqual([]);
    expect(ids(asRole(documents, { scps: [[wide, document(deny({ Action: 'iam:PassRole' }))]] }))).toEqual([]);
  });

  it('sees who is in a boundary remove it', () => {
    const remove = [document({ Action: 'iam:DeleteRolePermissionsBoundary' })];
    expect(ids(asRole(remove))).toEqual([]);
    expect(ids(asRole(remove, { boundary: document({ Action: '*' }) }))).toEqual(['iam-remove-role-boundary']);
    const others = [document({ Action: 'iam:DeleteRolePermissionsBoundary', Resource: ROLE })];
    expect(ids(asRole(others, { boundary: document({ Action: '*' }) }))).toEqual([]);
  });

  it('asks for steps on one resource where it must be one', () => {
    const on = (create: string, invoke: string): Access =>
      asRole([
        document(
          pass(),
          { Action: 'lambda:CreateFunction', Resource: `arn:aws:lambda:*:*:function:${create}` },
          { Action: 'lambda:InvokeFunction', Resource: `arn:aws:lambda:*:*:function:${invoke}` },
        ),
      ]);
    expect(ids(on('a', 'a'))).toEqual(['lambda-001']);
    expect(ids(on('a', 'b'))).toEqual([]);
    expect(ids(on('a*', '*b'))).toEqual(['lambda-001']);
    expect(ids(on('*', 'b'))).toEqual(['lambda-001']);
    expect(searchEscalations(on('a', 'b')).undecided).toEqual([]);
  });

  it.each<[string, string, string, readonly string[]]>([
    ['the same', 'aws:ResourceTag/a', '1', ['glue-005']],
    ['others', 'aws:ResourceTag/a', '2', []],
    ['further ones', 'aws:ResourceTag/b', '2', ['glue-005']],
  ])('asks for steps on a resource with one set of tags: %s', (_, key, value, expected) => {
    const tagged = (action: string, tag: string, wanted: string | readonly string[]): Part => ({
      Action: `glue:${action}`,
      Condition: { StringEquals: { [tag]: wanted } },
    });
    const build = (first: string | readonly string[], second: string | readonly string[]): readonly string[] =>
      ids(
        asRole([document(pass(), tagged('UpdateJob', 'aws:ResourceTag/a', first), tagged('StartJobRun', key, second))]),
      );
    expect(build('1', value)).toEqual(expected);
    expect(build(['0', '1'], value)).toEqual(expected);
    expect(build('1', ['0', value])).toEqual(expected);
  });

  it('holds ARNs against the resource that the step is done to', () => {
    const send = (...resources: readonly string[]): Access =>
      asRole([document({ Action: 'ssm:SendCommand', Resource: resources })]);
    const instances = 'arn:aws:ec2:*:*:instance/*';
    expect(ids(send(instances, 'arn:aws:ssm:*:*:document/AWS-RunShellScript'))).toEqual(['ssm-002']);
    expect(ids(send(instances, 'arn:aws:ssm:*:*:document/restart-app'))).toEqual([]);
    expect(ids(send('arn:aws:ssm:*:*:document/*'))).toEqual([]);
    expect(
      ids(asRole([document(pass(), { Action: 'ec2:RunInstances', Resource: 'arn:aws:ec2:*:*:subnet/*' })])),
    ).toEqual([]);
  });

  it('says what it could not decide, and does not guess', () => {
    const open = searchEscalations(asRole([document({ Action: 's3:*' })], { open: unknown('`x` is not known') }));
    expect(open).toMatchObject({ found: [], undecided: [{ reason: '`x` is not known' }] });
    const rejected = searchEscalations(anybody({ Version: '2012-10-17', Statement: [{ Action: '*', Resource: '*' }] }));
    expect(rejected.found).toEqual([]);
    expect(rejected.undecided[0]?.reason).toMatch(/MISSING_EFFECT/);
    const uncertain = { document: document(pass()), uncertain: unknown('`y` is not known') };
    const perhaps = searchEscalations(accessOf({ identity: [document(FUNCTIONS), uncertain] }));
    expect(perhaps).toMatchObject({ found: [], undecided: [{ path: 'lambda-001', reason: '`y` is not known' }] });
    const bounded = { open: unknown('`x` is not known'), boundary: document({ Action: 's3:*' }) };
    expect(searchEscalations(asRole([], bounded))).toEqual({ found: [], undecided: [] });
  });

  it('ends on hostile documents', () => {
    const globs = Array.from({ length: 300 }, (_, index) => `arn:aws:lambda:*:*:function:${'*a'.repeat(20)}${index}`);
    const start = Date.now();
    searchEscalations(
      anybody(document({ Action: '*a*a*a*a*a*', Resource: globs }, pass(), deny({ Action: '*', Resource: globs }))),
    );
    searchEscalations(
      anybody(
        document(
          ...Array.from({ length: 2000 }, () => ({ Action: ['iam:*', '__proto__:*'], Resource: 'constructor' })),
        ),
      ),
    );
    expect(Date.now() - start).toBeLessThan(30_000);
  });
});

// Re-expressed from iam-vulnerable (Bishop Fox, MIT), "tool-testing": what other tools miss, and what they wrongly find.
describe('what other tools get wrong', () => {
  const version = (more: Part): object => document({ Action: 'iam:CreatePolicyVersion', ...more });

  it.each<[string, readonly object[]]>([
    ['steps in two policies', [document({ Action: ['ec2:DescribeInstances', 'ec2:RunInstances'] }), document(pass())]],
    ['a resource that can be used', [version({ Resource: 'arn:aws:iam::*:policy/fn2-*' })]],
    [
      'a condition that holds',
      [version({ Condition: { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } } })],
    ],
    ['everything but some actions', [document({ NotAction: ['iam:Update*', 'iam:Create*', 'iam:Attach*'] })]],
  ])('finds %s', (_, documents) => {
    for (const access of [asUser(documents), asRole(documents)]) expect(ids(access)).not.toEqual([]);
  });

  it.each<[string, readonly object[]]>([
    ['what the same policy denies', [document({ Action: 'iam:*' }, deny({ Action: 'iam:*' }))]],
    ['what another policy denies', [document({ Action: '*' }), document(deny({ Action: '*' }))]],
    ['a deny alone', [document(deny({ Action: 'iam:*' }))]],
    ['a resource that cannot be used', [version({ Resource: 'arn:aws:iam::aws:policy/fp4-*' })]],
    [
      'a condition that holds no more',
      [version({ Condition: { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } } })],
    ],
  ])('is silent about %s', (_, documents) => {
    for (const access of [anybody(...documents), asUser(documents), asRole(documents)]) {
      expect(searchEscalations(access)).toEqual({ found: [], undecided: [] });
    }
  });
});

const CORPUS = join(__dirname, '../../../../shared/corpora/pathfinding-cloud/minimal_policies.jsonl');
const present = existsSync(CORPUS);

describe('the minimal policies of pathfinding.cloud', () => {
  (present ? it : it.skip)(
    `are each found under their id, with their permissions${present ? '' : ' (not run: the corpora are not here)'}`,
    () => {
      const lines = readFileSync(CORPUS, 'utf8').trim().split('\n');
      expect(lines.length).toBe(65);
      for (const line of lines) {
        const { id, document: source } = JSON.parse(line) as {
          readonly id: string;
          readonly document: { readonly Statement: readonly [{ readonly Action: readonly string[] }] };
        };
        const found = escalations(accessOf({ identity: [source] })).find(({ path }) => path === id);
        const actions = found?.steps.map(({ action }) => action) ?? [];
        expect([id, ...new Set(actions)].sort()).toEqual([id, ...source.Statement[0].Action].sort());
      }
    },
  );
});
