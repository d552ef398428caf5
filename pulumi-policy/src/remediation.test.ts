import type { Finding } from '@iam-guardrails/shared-rules';
import { SIGNATURE, signatures } from './raw';
import { mended } from './remediation';

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const LOGIN = 'aws:iam/userLoginProfile:UserLoginProfile';

const suggests = (type: string, ...fixes: readonly (Readonly<Record<string, unknown>> | undefined)[]): Finding[] =>
  fixes.map(
    (fix) => ({ resource: { type }, suggestion: fix === undefined ? null : { arguments: fix } }) as unknown as Finding,
  );
const login = (...fixes: readonly (Readonly<Record<string, unknown>> | undefined)[]): Finding[] =>
  suggests('aws_iam_user_login_profile', ...fixes);

describe('mended', () => {
  it('sets what is suggested in the names of Pulumi and keeps everything else the very same', () => {
    const tags = { a: UNKNOWN };
    const properties = { user: UNKNOWN, tags, passwordLength: 20 };
    const result = mended(
      properties,
      LOGIN,
      login({ password_reset_required: true }, undefined, { password_length: 24 }),
    );
    expect(result).toEqual({ user: UNKNOWN, tags, passwordLength: 24, passwordResetRequired: true });
    expect(result?.['tags']).toBe(tags);
    expect(properties).toEqual({ user: UNKNOWN, tags, passwordLength: 20 });
  });

  it('is nothing where nothing is suggested', () => {
    expect(mended({ user: 'u' }, LOGIN, [])).toBeUndefined();
    expect(mended({ user: 'u' }, LOGIN, login(undefined, {}))).toBeUndefined();
  });

  it('leaves a property out for `null`', () => {
    expect(mended({ user: 'u', pgpKey: 'k' }, LOGIN, login({ pgp_key: null }))).toEqual({ user: 'u' });
  });

  it('no longer calls a default what was one', () => {
    const defaults = { __defaults: ['passwordLength', 'passwordResetRequired'], passwordResetRequired: false };
    expect(mended(defaults, LOGIN, login({ password_reset_required: true }))).toEqual({
      __defaults: ['passwordLength'],
      passwordResetRequired: true,
    });
  });

  it('keeps a secret a secret', () => {
    const marked = (value: unknown): object => ({ [SIGNATURE]: signatures.secret, value });
    const { Secret } = jest.requireActual<{ Secret: new (value: unknown) => object }>('@pulumi/policy/policy');
    for (const policy of [marked('{}'), new Secret('{}')]) {
      expect(
        mended({ policy }, 'aws:iam/policy:Policy', suggests('aws_iam_policy', { policy: '{"Version":"2012-10-17"}' })),
      ).toEqual({ policy: marked('{"Version":"2012-10-17"}') });
    }
  });

  it('writes a document as text, a list in the plural, and keys of the user as they are', () => {
    const fix = {
      assume_role_policy: { Statement: [] },
      managed_policy_arns: ['a'],
      inline_policy: [{ name: 'n', policy: '{}' }],
      tags: { cost_center: 'x' },
    };
    expect(mended({}, 'aws:iam/role:Role', suggests('aws_iam_role', fix))).toEqual({
      assumeRolePolicy: '{"Statement":[]}',
      managedPolicyArns: ['a'],
      inlinePolicies: [{ name: 'n', policy: '{}' }],
      tags: { cost_center: 'x' },
    });
  });

  it('keeps the names of Terraform inside a Terraform module', () => {
    const token = 'vpc:tf:aws_iam_user_login_profile';
    expect(mended({ user: 'u' }, token, login({ password_reset_required: true }))).toEqual({
      user: 'u',
      password_reset_required: true,
    });
  });
});
