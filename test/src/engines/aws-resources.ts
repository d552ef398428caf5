import { randomBytes } from 'node:crypto';

import { type Plain, type PlainObject, asString, hasUnknown, isObject, secret, unknown } from './aws-values';
import { otcKind } from './otc-resources';
import { type Created, type ResourceKind, hash } from './resource-kind';

/** The account in which the test provider pretends to create. */
export const account = '123456789012';
/** The region in which the test provider pretends to create. */
export const region = 'eu-central-1';

const path: PlainObject = { path: '/' };
const named = { named: 'name', id: (created: Created): string => created.name };
const createDate = (): Plain => '2026-01-01T00:00:00Z';
const fingerprint = (created: Created): Plain | undefined => whenEncrypted(created, hash('fingerprint', created));

/** The types of AWS that tests use. Every other type gets an `arn` and keeps its inputs. */
const kinds: Readonly<Record<string, ResourceKind>> = {
  'aws:iam/user:User': {
    ...named,
    defaults: { ...path, forceDestroy: false },
    computed: { arn: iamArn('user'), uniqueId: uniqueId('AIDA') },
  },
  'aws:iam/group:Group': { ...named, defaults: path, computed: { arn: iamArn('group'), uniqueId: uniqueId('AGPA') } },
  'aws:iam/role:Role': {
    ...named,
    defaults: { ...path, forceDetachPolicies: false, maxSessionDuration: 3600 },
    documents: ['assumeRolePolicy'],
    computed: { arn: iamArn('role'), uniqueId: uniqueId('AROA'), createDate },
  },
  'aws:iam/policy:Policy': {
    ...named,
    defaults: path,
    documents: ['policy'],
    computed: { arn: iamArn('policy'), policyId: uniqueId('ANPA'), attachmentCount: () => 0 },
    id: (created) => iamArn('policy')(created),
  },
  'aws:iam/instanceProfile:InstanceProfile': {
    ...named,
    defaults: path,
    computed: { arn: iamArn('instance-profile'), uniqueId: uniqueId('AIPA'), createDate },
  },
  'aws:iam/userPolicy:UserPolicy': inlinePolicy('user'),
  'aws:iam/groupPolicy:GroupPolicy': inlinePolicy('group'),
  'aws:iam/rolePolicy:RolePolicy': inlinePolicy('role'),
  'aws:iam/policyAttachment:PolicyAttachment': { ...named, computed: {} },
  'aws:iam/groupMembership:GroupMembership': { ...named, computed: {} },
  'aws:iam/userPolicyAttachment:UserPolicyAttachment': attachment('user'),
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment': attachment('group'),
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': attachment('role'),
  'aws:iam/userGroupMembership:UserGroupMembership': attachment('user'),
  'aws:iam/accessKey:AccessKey': {
    defaults: { status: 'Active' },
    computed: {
      createDate,
      secret: (created) => unlessEncrypted(created, keySecret(created)),
      sesSmtpPasswordV4: (created) => unlessEncrypted(created, hash('smtp', created)),
      encryptedSecret: (created) => whenEncrypted(created, hash('secret', created)),
      encryptedSesSmtpPasswordV4: (created) => whenEncrypted(created, hash('smtp', created)),
      keyFingerprint: fingerprint,
    },
    secrets: ['secret', 'sesSmtpPasswordV4'],
    id: (created) => uniqueId('AKIA')(created),
  },
  'aws:iam/userLoginProfile:UserLoginProfile': {
    defaults: { passwordLength: 20 },
    computed: {
      password: (created) => unlessEncrypted(created, hash('password', created).slice(0, 20)),
      encryptedPassword: (created) => whenEncrypted(created, hash('password', created)),
      keyFingerprint: fingerprint,
    },
    secrets: ['password'],
    id: (created) => asString(created.inputs.user) ?? created.name,
  },
  'aws:iam/serviceSpecificCredential:ServiceSpecificCredential': {
    defaults: { status: 'Active' },
    computed: {
      serviceUserName: (created) => `${created.name}-at-${account}`,
      servicePassword: (created) => hash('password', created),
      serviceSpecificCredentialId: uniqueId('ACCA'),
    },
    secrets: ['servicePassword'],
    id: (created) => uniqueId('ACCA')(created),
  },
  'aws:iam/virtualMfaDevice:VirtualMfaDevice': {
    defaults: path,
    computed: {
      arn: iamArn('mfa'),
      base32StringSeed: (created) => hash('seed', created),
      qrCodePng: (created) => hash('code', created),
    },
    secrets: ['base32StringSeed', 'qrCodePng'],
    id: (created) => iamArn('mfa')(created),
  },
  'aws:iam/accountPasswordPolicy:AccountPasswordPolicy': {
    defaults: { allowUsersToChangePassword: true, minimumPasswordLength: 6 },
    computed: { expirePasswords: (created) => Number(created.inputs.maxPasswordAge ?? 0) > 0 },
    id: () => 'iam-account-password-policy',
  },
  'aws-native:iam:User': nativeKind('userName', 'arn', 'user'),
  'aws-native:iam:Group': nativeKind('groupName', 'arn', 'group'),
  'aws-native:iam:Role': nativeKind('roleName', 'arn', 'role'),
  'aws-native:iam:ManagedPolicy': nativeKind('managedPolicyName', 'policyArn', 'policy'),
  'aws-native:iam:VirtualMfaDevice': nativeKind('virtualMfaDeviceName', 'serialNumber', 'mfa'),
};

/** What the provider makes of the inputs before anything is created: names, defaults, documents as text. */
export function checkInputs(type: string, logicalName: string, old: PlainObject, inputs: PlainObject): PlainObject {
  const kind = kindOf(type);
  const checked: Record<string, Plain> = { ...kind.defaults, ...inputs };
  if (kind.named !== undefined && checked[kind.named] === undefined) {
    // A name is made once: the next deployment must not rename the resource.
    checked[kind.named] = old[kind.named] ?? `${logicalName}-${randomBytes(4).toString('hex').slice(0, 7)}`;
  }
  for (const property of kind.documents ?? []) {
    const document = checked[property];
    if (document !== undefined) checked[property] = documentText(document);
  }
  return withInlineDocuments(checked);
}

/** What a preview shows: the inputs, and everything that AWS would tell is unknown. */
export function previewOutputs(type: string, inputs: PlainObject): PlainObject {
  const { computed, secrets = [] } = kindOf(type);
  const outputs = Object.keys(computed).map((key): [string, Plain] => [
    key,
    secrets.includes(key) ? secret(unknown) : unknown,
  ]);
  return { ...Object.fromEntries(outputs), ...inputs };
}

/** What a creation gives. */
export function createOutputs(
  type: string,
  logicalName: string,
  inputs: PlainObject,
): { id: string; outputs: PlainObject } {
  const { computed, secrets = [], id, named: property = 'name' } = kindOf(type);
  const nameInputs = [inputs[property], inputs.virtualMfaDeviceName, logicalName];
  const created: Created = {
    type,
    name: nameInputs.map(asString).find((name) => name !== undefined) ?? logicalName,
    inputs,
  };
  const outputs: Record<string, Plain> = {};
  for (const [key, value] of Object.entries(computed)) {
    const given = value(created);
    if (given !== undefined) outputs[key] = secrets.includes(key) ? secret(given) : given;
  }
  const own = id(created);
  // Of a Terraform resource the id is an attribute like others; `aws-native` keeps it beside the outputs.
  const identity = /^(?:aws|opentelekomcloud):/.test(type) ? { id: own } : {};
  return { id: own, outputs: { ...identity, ...outputs, ...inputs } };
}

function kindOf(type: string): ResourceKind {
  return (
    kinds[type] ??
    otcKind(type) ?? {
      computed: { arn: otherArn },
      id: (created) => `${created.name}-${hash('id', created).slice(0, 8)}`,
    }
  );
}

function inlinePolicy(owner: string): ResourceKind {
  return {
    named: 'name',
    documents: ['policy'],
    computed: {},
    id: (created) => `${ownerOf(owner, created)}:${created.name}`,
  };
}

function attachment(owner: string): ResourceKind {
  return { computed: {}, id: (created) => `${ownerOf(owner, created)}-${hash('attachment', created).slice(0, 20)}` };
}

function ownerOf(property: string, created: Created): string {
  return asString(created.inputs[property]) ?? created.name;
}

function nativeKind(property: string, arnProperty: string, arnType: string): ResourceKind {
  return { named: property, computed: { [arnProperty]: iamArn(arnType) }, id: (created) => created.name };
}

function withInlineDocuments(inputs: PlainObject): PlainObject {
  const inline = inputs.inlinePolicies;
  if (!Array.isArray(inline)) return inputs;
  const policies = inline.map((each: Plain) =>
    isObject(each) && each.policy !== undefined ? { ...each, policy: documentText(each.policy) } : each,
  );
  return { ...inputs, inlinePolicies: policies };
}

function documentText(document: Plain): Plain {
  if (!isObject(document)) return document;
  return hasUnknown(document) ? unknown : JSON.stringify(document);
}

function iamArn(type: string): (created: Created) => string {
  return ({ name, inputs }) => `arn:aws:iam::${account}:${type}${asString(inputs.path) ?? '/'}${name}`;
}

function otherArn({ type, name }: Created): string {
  const [, module = '', resource = ''] = type.split(':');
  return `arn:aws:${module.split('/')[0] ?? ''}:${region}:${account}:${resource.toLowerCase()}/${name}`;
}

/** Access keys have 20 characters, everything else that IAM numbers has 21, in the letters of base32. */
function uniqueId(prefix: string): (created: Created) => string {
  const base32 = (digit: string): string => 'QRSTUVWXYZ234567'.charAt(Number.parseInt(digit, 16));
  return (created) => `${prefix}${hash(prefix, created).replace(/./g, base32)}`.slice(0, prefix === 'AKIA' ? 20 : 21);
}

/** 40 letters of base64, as the secret of a real key. */
function keySecret(created: Created): string {
  return Buffer.from(hash('secret', created), 'hex').toString('base64').repeat(2).replaceAll('=', '/').slice(0, 40);
}

function unlessEncrypted(created: Created, value: string): string | undefined {
  return created.inputs.pgpKey === undefined ? value : undefined;
}

function whenEncrypted(created: Created, value: string): string | undefined {
  return created.inputs.pgpKey === undefined ? undefined : value;
}
