import type { Finding } from '../rule/finding';
import { fixOf } from './suggestion';

const finding = (fix: Readonly<Record<string, unknown>> | undefined): Finding =>
  ({ remediation: 'Mend\nit.', suggestion: fix === undefined ? null : { arguments: fix } }) as unknown as Finding;

describe('fixOf', () => {
  it('says the arguments as they should be', () => {
    expect(fixOf(finding({ password_reset_required: true }))).toBe('set `password_reset_required` to `true`');
    expect(fixOf(finding({ minimum_password_length: 14, hard_expiry: false, status: 'Inactive' }))).toBe(
      'set `minimum_password_length` to `14`, set `hard_expiry` to `false` and set `status` to `"Inactive"`',
    );
    expect(fixOf(finding({ pgp_key: null }))).toBe('leave out `pgp_key`');
  });

  it('spells the arguments as the engine does', () => {
    expect(fixOf(finding({ max_age: 90 }), () => 'maxAge')).toBe('set `maxAge` to `90`');
  });

  it('says the advice of the rule where nothing is suggested, and where a value is too long for a line', () => {
    expect(fixOf(finding(undefined))).toBe('Mend it.');
    expect(fixOf(finding({}))).toBe('Mend it.');
    expect(fixOf(finding({ policy: '{"Version":"2012-10-17"}'.repeat(5) }))).toBe('Mend it.');
  });

  it('holds no character that a terminal would obey', () => {
    expect(fixOf(finding({ 'a\u001b': 'b\u009b\n' }))).toBe('set `a` to `"b\\n"`');
  });
});
