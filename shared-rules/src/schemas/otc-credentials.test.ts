import { readTerraform } from '../expressions';
import type { Example } from '../rule/define-rule';
import type { Stack } from '../model/resource';
import { terraformOf } from '../rule/example';
import { iamModel } from './aws';
import { awsAttribute } from './aws-attributes';

const TEXT = 'Not-a-real-password-1';
const userWith = (password: unknown): Example['resources'] => ({
  'opentelekomcloud_identity_user_v3.alice': { name: 'alice', password },
});

function stackOf(resources: Example['resources']): Stack {
  return readTerraform(terraformOf({ title: '', resources }), { stack: 's', attribute: awsAttribute });
}

function written(stack: Stack): unknown {
  const profile = iamModel(stack).entities.find((entity) => entity.kind === 'login-profile');
  if (profile === undefined) throw new Error('there is no password');
  return profile.written;
}

describe('a console password of Open Telekom Cloud', () => {
  it.each([
    ['as it is', userWith(TEXT)],
    ['in a local', { 'local.password': { value: TEXT }, ...userWith('${local.password}') }],
    ['in a variable that anybody may read', { 'var.password': { default: TEXT }, ...userWith('${var.password}') }],
  ])('is written into the program %s', (_, resources) => expect(written(stackOf(resources))).toBe(true));

  it.each([
    ['a sensitive variable', { 'var.p': { default: TEXT, sensitive: true }, ...userWith('${var.p}') }],
    ['a random one', { 'random_password.p': { length: 20 }, ...userWith('${random_password.p.result}') }],
    ['made of a random one', { 'random_password.p': { length: 20 }, ...userWith('A-${random_password.p.result}') }],
  ])('is not written where it is %s', (_, resources) => expect(written(stackOf(resources))).toBeUndefined());

  it('may be written where an engine marks it as a secret and shows values alone', () => {
    const { name, resources, notChecked } = stackOf(userWith(TEXT));
    expect(written({ name, resources, notChecked, secrets: [TEXT] })).toMatchObject({ kind: 'unknown' });
  });

  it.each([[null], ['']])('is none where it is %p', (password) => {
    const { entities } = iamModel(stackOf(userWith(password)));
    expect(entities.filter(({ kind }) => kind === 'login-profile')).toEqual([]);
  });
});
