import { page, type Ours, type Reviewed } from './page';

const run = {
  version: '1.2.3',
  names: { CKV_AWS_40: 'Policies are attached to groups', CKV_AWS_252: 'A trail tells', CKV_AWS_999: 'Another topic' },
  failed: [
    { check: 'CKV_AWS_40', resource: 'aws_iam_user_policy.a', file: '/a.tf' },
    { check: 'CKV_AWS_40', resource: 'aws_iam_user_policy.b', file: '/a.tf' },
    { check: 'CKV_AWS_252', resource: 'aws_cloudtrail.t', file: '/a.tf' },
    { check: 'CKV_AWS_999', resource: 'aws_iam_user_policy.a', file: '/a.tf' },
  ],
};
const ours: readonly Ours[] = [
  { rule: 'no-inline-policy', also: ['permissions-through-groups'], address: 'aws_iam_user_policy.a' },
  { rule: 'no-iam-users', also: [], address: 'aws_iam_user.u' },
];
const reviewed = (onlyCheckov: Readonly<Record<string, string>>, onlyOurs = {}): Reviewed => ({
  furtherChecks: new Map(),
  sameThing: new Map(),
  onlyCheckov: new Map(Object.entries(onlyCheckov)),
  onlyOurs: new Map(Object.entries(onlyOurs)),
});

describe('the comparison with Checkov', () => {
  it('has a line for each resource; what is told along with another finding is found too', () => {
    const { text, problems } = page(
      run,
      ours,
      reviewed({ CKV_AWS_40: 'Because.' }, { 'no-iam-users': 'Nor do they.' }),
    );
    expect(text).toContain('Checkov 1.2.3 finds 4 things, 3 of them on identities');
    expect(text).toContain(
      '| `aws_iam_user_policy.a` | CKV_AWS_40 | `no-inline-policy` (`permissions-through-groups`) |',
    );
    expect(text).toContain('- `CKV_AWS_40` (Policies are attached to groups) on `aws_iam_user_policy.b`: Because.');
    expect(text).toContain(
      '- `CKV_AWS_252` (A trail tells) on `aws_cloudtrail.t`: Asks for a notice of each delivery of logs.',
    );
    expect(text).toContain('- `no-iam-users` on `aws_iam_user.u`: Nor do they.');
    expect(text).not.toContain('CKV_AWS_999');
    expect(problems).toEqual([]);
  });

  it('names what nobody has explained, and explanations of nothing', () => {
    expect(page(run, ours, reviewed({ 'CKV_AWS_40/aws_iam_user_policy.a': 'Because.' })).problems).toEqual([
      'not explained: CKV_AWS_40 on aws_iam_user_policy.b',
      'explained, but no difference any more: CKV_AWS_40/aws_iam_user_policy.a',
      'not explained: no-iam-users on aws_iam_user.u',
    ]);
  });
});
