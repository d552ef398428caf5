import { actionTable } from './actions';
import {
  actionHasConditionKey,
  actionReference,
  arnFormats,
  conditionKeyType,
  globalConditionKeys,
  isGlobalConditionKey,
  servicePrefixes,
  serviceReference,
  supportsResourceControlPolicies,
} from './reference';

/** Names that are properties of every object, or no names at all. */
const NO_NAMES = [
  '__proto__',
  '__proto__:x',
  'constructor',
  'constructor:name',
  'toString',
  'hasOwnProperty',
  '',
  ':',
  '*',
];

const HUGE = 'a'.repeat(1_000_000);

describe('what AWS documents about an action', () => {
  it('names the resources and the condition keys, whichever case the action is in', () => {
    const action = actionReference('S3:getobject');
    expect(action).toBe(actionReference('s3:GetObject'));
    expect(action).toMatchObject({ name: 's3:GetObject', levels: ['Read'] });
    expect(action?.resourceTypes.map((type) => [type.name, type.arn])).toContainEqual([
      'object',
      'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ]);
    expect(action?.conditionKeys).toContain('s3:ExistingObjectTag/<key>');
  });

  it('has the keys of PassRole, and those of the role that it passes', () => {
    const action = actionReference('iam:PassRole');
    expect(action?.conditionKeys).toEqual([
      'aws:ResourceTag/${TagKey}',
      'iam:AssociatedResourceArn',
      'iam:PassedToService',
      'iam:ResourceTag/${TagKey}',
    ]);
    expect(action?.resourceTypes).toEqual([
      {
        name: 'role',
        arn: 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}',
        conditionKeys: ['aws:ResourceTag/${TagKey}', 'iam:ResourceTag/${TagKey}'],
      },
    ]);
  });

  it('says both of two levels, and one of one', () => {
    expect(actionReference('s3:PutBucketTagging')?.levels).toEqual(['Tagging', 'Write']);
    expect(actionReference('iam:AttachUserPolicy')?.levels).toEqual(['Permissions management', 'Write']);
    expect(actionReference('s3:ListBucket')?.levels).toEqual(['List']);
    expect(actionReference('iam:PassRole')?.levels).toEqual(['Write']);
  });

  it('has no resource type for an action without resource-level permissions', () => {
    expect(actionReference('s3:ListAllMyBuckets')?.resourceTypes).toEqual([]);
    expect(actionReference('s3:ListBucket')?.resourceTypes).not.toEqual([]);
  });

  it('gives a resource type with two formats of ARN twice', () => {
    const types = actionReference('lex:DeleteBot')?.resourceTypes.filter((type) => type.name === 'bot');
    expect(types?.map((type) => type.arn)).toEqual([
      'arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}',
      'arn:${Partition}:lex:${Region}:${Account}:bot:${BotName}',
    ]);
  });

  it('is there for every action of the table, in its order', () => {
    const services = servicePrefixes().map((prefix) => serviceReference(prefix)!);
    const actions = services.flatMap((service) => service.actions);
    expect(actions.map((action) => action.name)).toEqual(actionTable().names);
    expect(actions.filter((action) => action.levels.length === 0)).toEqual([]);
    const levels = new Set(actions.flatMap((action) => action.levels));
    expect([...levels].sort()).toEqual(['List', 'Permissions management', 'Read', 'Tagging', 'Write']);
    for (const { prefix, resourceTypes } of services) {
      expect(resourceTypes.filter((type) => !/^arn:\$\{Partition\}(:[^:, ]*){3}:[^, ]+$/.test(type.arn))).toEqual([]);
      expect(serviceReference(prefix.toUpperCase())?.prefix).toBe(prefix);
    }
  });

  it('names only keys of its service, each once and in the same spelling', () => {
    for (const prefix of servicePrefixes()) {
      const { actions, resourceTypes, conditionKeys } = serviceReference(prefix)!;
      const known = new Set(conditionKeys);
      for (const keys of [...actions, ...resourceTypes].map((entry) => entry.conditionKeys)) {
        expect(keys.filter((key) => !known.has(key))).toEqual([]);
        expect(new Set(keys).size).toBe(keys.length);
      }
      expect(conditionKeys.filter((key) => conditionKeyType(key) === undefined)).toEqual([]);
    }
  });

  it('is nothing for a name that AWS does not document', () => {
    for (const name of [...NO_NAMES, 's3', 's3:', 's3:*', ':GetObject', 's3:GetObjects', 's3:GetObject ', HUGE]) {
      expect(actionReference(name)).toBeUndefined();
      expect(actionHasConditionKey(name, 's3:authType')).toBeUndefined();
    }
    for (const name of [...NO_NAMES, 's3:', HUGE]) expect(serviceReference(name)).toBeUndefined();
  });
});

describe('the condition keys of an action', () => {
  it('are found in whichever case, with a tag key in the place of the template', () => {
    expect(actionHasConditionKey('S3:GETOBJECT', 'S3:existingobjecttag/Team')).toBe(true);
    expect(actionHasConditionKey('s3:GetObject', 's3:ExistingObjectTag/')).toBe(false);
    expect(actionHasConditionKey('s3:GetObject', 's3:prefix')).toBe(false);
    expect(actionHasConditionKey('s3:ListBucket', 's3:prefix')).toBe(true);
  });

  it('are the global ones only where the action documents them', () => {
    expect(actionHasConditionKey('iam:PassRole', 'aws:ResourceTag/Team')).toBe(true);
    expect(actionHasConditionKey('iam:PassRole', 'aws:RequestTag/Team')).toBe(false);
    expect(actionHasConditionKey('iam:PassRole', 'aws:SourceIp')).toBe(false);
  });

  it('are not found by the name of a property of objects', () => {
    for (const key of [...NO_NAMES, HUGE]) expect(actionHasConditionKey('s3:GetObject', key)).toBe(false);
  });
});

describe('the type of a condition key', () => {
  it.each([
    ['aws:SourceIp', 'IPAddress'],
    ['AWS:MULTIFACTORAUTHPRESENT', 'Bool'],
    ['aws:MultiFactorAuthAge', 'Numeric'],
    ['aws:CurrentTime', 'Date'],
    ['aws:SourceArn', 'ARN'],
    ['aws:TagKeys', 'ArrayOfString'],
    ['aws:PrincipalTag/team/eu', 'String'],
    ['aws:ResourceTag/${TagKey}', 'String'],
    ['iam:PolicyARN', 'ARN'],
    ['s3:signatureAge', 'Numeric'],
    ['kms:EncryptionContext:AppName', 'String'],
    ['token.actions.githubusercontent.com:repository', 'String'],
    ['token.actions.ours.ghe.com:repository', 'String'],
    ['saml:edupersonaffiliation', 'ArrayOfString'],
    ['accounts.google.com:google/organization_number', 'Numeric'],
    ['ec2:osuser', 'String'],
  ])('of %s is %s', (key, type) => {
    expect(conditionKeyType(key)).toBe(type);
  });

  it('is that of the service after which the key is named', () => {
    expect(serviceReference('q')?.conditionKeys).toContain('identitystore:UserId');
    expect(conditionKeyType('identitystore:UserId')).toBe('String');
    expect(conditionKeyType('identitystore:GroupId')).toBe('ArrayOfString');
  });

  it('is unknown for a key that AWS does not document', () => {
    const keys = [
      'aws:PrincipalTag',
      'aws:PrincipalTag/',
      'aws:SourceIps',
      's3:nothing',
      'nothing:sub',
      'SourceIp',
      HUGE,
    ];
    for (const key of [...NO_NAMES, ...keys]) expect(conditionKeyType(key)).toBeUndefined();
  });

  it('is that of the closest template', () => {
    expect(conditionKeyType('events:Metadata/a')).toBe('ArrayOfString');
    expect(conditionKeyType('events:Metadata/a/Matcher')).toBe('String');
  });
});

describe('the global condition keys', () => {
  it('are those that AWS lists, some of which belong to a service', () => {
    expect(globalConditionKeys()).toHaveLength(59);
    for (const key of ['aws:SourceVpce', 'AWS:sourcevpce', 'aws:RequestTag/Team', 'lambda:SourceFunctionArn']) {
      expect(isGlobalConditionKey(key)).toBe(true);
    }
    for (const key of [...NO_NAMES, 'aws:SourceVpces', 'lambda:FunctionArn', 'aws:RequestTag', HUGE]) {
      expect(isGlobalConditionKey(key)).toBe(false);
    }
  });

  it('have a type each', () => {
    expect(globalConditionKeys().filter((key) => conditionKeyType(key) === undefined)).toEqual([]);
  });
});

describe('the formats of the ARNs of a service', () => {
  it('are those that name it, whichever prefix the actions have', () => {
    expect(arnFormats('s3')).toContain('arn:${Partition}:s3:::${BucketName}');
    expect(arnFormats('s3').filter((arn) => !arn.startsWith('arn:${Partition}:s3:'))).toEqual([]);
    expect(arnFormats('vpc-lattice')).toContain(
      'arn:${Partition}:vpc-lattice:${Region}:${Account}:service/${ServiceId}/${RequestPath}',
    );
  });

  it('are there once, for every service that has an ARN', () => {
    const all = servicePrefixes().flatMap((prefix) => serviceReference(prefix)!.resourceTypes.map((type) => type.arn));
    const formats = new Set(all.filter((arn) => !arn.startsWith('arn:${Partition}:${Vendor}:')));
    const services = new Set([...formats].map((arn) => arn.split(':')[2]));
    expect([...services].flatMap((service) => arnFormats(service)).sort()).toEqual([...formats].sort());
  });

  it('are none for a service without', () => {
    for (const name of [...NO_NAMES, 'S3', 'vpc-lattice-svcs', HUGE]) expect(arnFormats(name)).toEqual([]);
  });
});

describe('resource control policies', () => {
  it.each(['s3', 'S3', 'kms', 'sts'])('apply to the resources of %s', (service) => {
    expect(supportsResourceControlPolicies(service)).toBe(true);
  });

  it.each(['iam', 'ec2', 's3:GetObject', 's3-object-lambda'])('do nothing to those of %s', (service) => {
    expect(supportsResourceControlPolicies(service)).toBe(false);
  });

  it('apply to no service that AWS does not document', () => {
    for (const name of [...NO_NAMES, HUGE]) expect(supportsResourceControlPolicies(name)).toBe(false);
  });
});
