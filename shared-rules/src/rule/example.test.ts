import { terraformOf } from './example';

describe('terraformOf', () => {
  it('puts each address into its block', () => {
    const resources = {
      'aws_iam_user.alice': { name: 'alice' },
      'data.aws_region.here': {},
      'output.key': { value: 1 },
      'var.key': { default: 2 },
      'local.tags': { value: { a: 'b' } },
      'module.users': { source: './users' },
    };
    expect(terraformOf({ title: 'x', resources })).toEqual({
      resource: { aws_iam_user: { alice: { name: 'alice' } } },
      data: { aws_region: { here: {} } },
      output: { key: { value: 1 } },
      variable: { key: { default: 2 } },
      locals: { tags: { a: 'b' } },
      module: { users: { source: './users' } },
    });
  });

  it('lists the blocks of one provider, with their aliases', () => {
    const resources = { 'provider.aws': { region: 'a' }, 'provider.aws.west': { region: 'b' }, 'provider.random': {} };
    expect(terraformOf({ title: 'x', resources })).toMatchObject({
      provider: { aws: [{ region: 'a' }, { alias: 'west', region: 'b' }], random: [{}] },
    });
  });
});
