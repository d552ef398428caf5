import { readTerraform } from '.';

const exemption = { rule: 'no-iam-users', reason: 'break glass', owner: 'sec@acme.example' };
const note = (exemptions: unknown): object => ({
  '//': { 'iam-guardrails': { exemptions }, metadata: { path: 's/a' } },
});

/** What each resource of a configuration declares, by address. */
function declared(configuration: object): Readonly<Record<string, unknown>> {
  const { resources } = readTerraform(configuration, { stack: 's' });
  return Object.fromEntries(resources.map(({ address, exemptions }) => [address, exemptions]));
}

describe('exemptions in the comment of a block', () => {
  it.each([
    ['resource', { resource: { aws_iam_user: { a: note([exemption]) } } }, 'aws_iam_user.a'],
    ['data', { data: { aws_iam_policy_document: { a: note([exemption]) } } }, 'data.aws_iam_policy_document.a'],
    ['provider', { provider: { aws: [note([exemption])] } }, 'provider.aws'],
    ['output', { output: { a: { ...note([exemption]), value: 'x' } } }, 'output.a'],
    ['variable', { variable: { a: { ...note([exemption]), default: 'x' } } }, 'var.a'],
    ['module', { module: { a: { ...note([exemption]), source: './x' } } }, 'module.a'],
  ])('are those of the %s', (_, configuration, address) => {
    expect(declared(configuration)).toEqual({ [address]: [exemption] });
  });

  it('are those of every instance, and no argument', () => {
    const configuration = { resource: { aws_iam_user: { a: { ...note([exemption]), for_each: ['x', 'y'] } } } };
    expect(declared(configuration)).toEqual({ 'aws_iam_user.a["x"]': [exemption], 'aws_iam_user.a["y"]': [exemption] });
    const [user] = readTerraform(configuration, { stack: 's' }).resources;
    expect([...(user?.values.keys() ?? [])]).toEqual([]);
  });

  it('are handed on as they are written: the engine says what is wrong', () => {
    expect(declared({ resource: { aws_iam_user: { a: note('for ever') } } })).toEqual({
      'aws_iam_user.a': ['for ever'],
    });
  });

  it.each([
    ['a text', 'iam-guardrails: exempt'],
    ['a note of somebody else', { 'other-tool': { exemptions: [exemption] } }],
    ['what the libraries leave there', { metadata: { path: 's/a', exemptions: [exemption] } }],
  ])('are none where the comment is %s', (_, comment) => {
    expect(declared({ resource: { aws_iam_user: { a: { '//': comment } } } })).toEqual({ 'aws_iam_user.a': undefined });
  });
});
