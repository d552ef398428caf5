import { readTerraform } from '../expressions';
import { fromJson, known, list, unknown, type Value } from '../model/value';
import { readDocument } from '../policy/document';
import { terraformOf } from '../rule/example';
import { documentOfBlocks, documentOfJson } from './otc-documents';

/** The document of the custom role of a stack, as its statements or why it is not known. */
function documentOf(
  role: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Value {
  const resources = { ...more, 'opentelekomcloud_identity_role_v3.r': { display_name: 'r', ...role } };
  const { resources: read } = readTerraform(terraformOf({ title: '', resources }), {
    stack: 's',
    attribute: () => undefined,
  });
  const values = read.find(({ type }) => type === 'opentelekomcloud_identity_role_v3')?.values;
  const json = values?.get('policy');
  return json === undefined ? documentOfBlocks(values?.get('statement')) : documentOfJson(json);
}

interface Plain {
  readonly Statement: readonly (Readonly<Record<string, unknown>> & { readonly Condition?: unknown })[];
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'text':
      return value.parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
    case 'unknown':
      return `unknown: ${value.reason}`;
    case 'list':
      return [...value.items.map(plain), ...(value.more === undefined ? [] : [`more: ${value.more.reason}`])];
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
  }
}

const statementsOf = (value: Value): Plain['Statement'] => (plain(value) as Plain).Statement;
const allow = { effect: 'Allow', action: ['obs:bucket:*'] };
const conditionOf = (condition: unknown, more = {}): unknown => {
  const [statement] = statementsOf(documentOf({ statement: [{ ...allow, condition }] }, more));
  return typeof statement === 'object' ? statement.Condition : statement;
};

describe('the statements of a role', () => {
  it.each([
    ['one block', allow],
    ['a list of blocks', [allow]],
  ])('are read from %s', (_, statement) => {
    expect(statementsOf(documentOf({ statement }))).toEqual([
      { Effect: 'Allow', Action: ['obs:bucket:*'], Resource: '*' },
    ]);
  });

  it.each([
    ['one object', { Effect: 'Deny', Action: 'ecs:*:*' }],
    ['a list', [{ Effect: 'Deny', Action: ['ecs:*:*'] }]],
  ])('are read from JSON with %s', (_, Statement) => {
    const [statement, ...others] = statementsOf(documentOfJson(known(JSON.stringify({ Version: '1.1', Statement }))));
    expect(statement).toMatchObject({ Effect: 'Deny', Resource: '*' });
    expect(others).toEqual([]);
  });

  it('may be more where blocks are not known', () => {
    const statements = documentOfBlocks(list([fromJson(allow)], [], unknown('who knows')));
    expect(statementsOf(statements)).toEqual([expect.objectContaining({ Effect: 'Allow' }), 'more: who knows']);
  });

  it('are not known where the blocks are a variable', () => {
    const document = documentOf({ statement: '${var.s}' }, { 'var.s': { type: 'any' } });
    expect(readDocument(document, 'identity').open ?? readDocument(document, 'identity').problem).toBeDefined();
  });

  it.each([
    ['{', 'the policy is no JSON object'],
    ['[]', 'the policy is no JSON object'],
    ['{"Version":"1.1"}', 'the policy has no statement'],
  ])('are not known of the text %s', (text, reason) => {
    expect(documentOfJson(known(text))).toMatchObject({ kind: 'unknown', reason });
  });
});

describe('the resources of a statement', () => {
  it.each([
    ['OBS:*:*:bucket:acme', 'arn:otc:obs:*:*:bucket:acme'],
    ['obs:*:*:object:acme/*', 'arn:otc:obs:*:*:object:acme/*'],
    ['KMS:*:*:KeyId:1', 'arn:otc:kms:*:*:KeyId:1'],
    ['*', '*'],
    ['/iam/agencies/1', 'arn:otc:iam:*:*:/iam/agencies/1'],
  ])('%s are %s to the engine', (resource, expected) => {
    expect(statementsOf(documentOf({ statement: [{ ...allow, resource: [resource] }] }))[0]?.['Resource']).toEqual([
      expected,
    ]);
  });

  it('keep what is known of a name with a hole', () => {
    const [statement] = statementsOf(
      documentOf({ statement: [{ ...allow, resource: ['OBS:*:*:bucket:${var.b}'] }] }, { 'var.b': { type: 'string' } }),
    );
    expect(statement?.['Resource']).toEqual(['arn:otc:obs:*:*:bucket:?']);
  });

  it('may be agencies by their URI', () => {
    const text = JSON.stringify({
      Statement: [{ Effect: 'Allow', Action: 'iam:agencies:assume', Resource: { uri: ['/iam/agencies/1'] } }],
    });
    expect(statementsOf(documentOfJson(known(text)))[0]?.['Resource']).toEqual(['arn:otc:iam:*:*:/iam/agencies/1']);
  });

  it.each([null, []])('are all where %j is written', (resource) => {
    expect(statementsOf(documentOf({ statement: [{ ...allow, resource }] }))[0]?.['Resource']).toBe('*');
  });
});

describe('the condition of a statement', () => {
  const started = { StringLike: { 'g:ProjectName': ['eu-de*'] } };

  it.each([
    ['JSON text', '{"StringStartWith":{"g:ProjectName":["eu-de"]}}'],
    ['a heredoc', '\n{\n  "StringStartWith": {\n    "g:ProjectName": ["eu-de"]\n  }\n}\n'],
    ['a map', { StringStartWith: { 'g:ProjectName': ['eu-de'] } }],
  ])('is read from %s', (_, condition) => {
    expect(conditionOf(condition)).toEqual(started);
  });

  it('keeps what is known of a heredoc with holes', () => {
    const text = '{"StringStartWith":{"g:ProjectName":["eu-de_${var.stage}"]}}';
    expect(conditionOf(text, { 'var.stage': { type: 'string' } })).toEqual({
      StringLike: { 'g:ProjectName': ['eu-de_?*'] },
    });
  });

  it.each([
    ['StringEndWith', 'StringLike', '*x'],
    ['StringNotContains', 'StringNotLike', '*x*'],
    ['StringMatch', 'StringLike', 'x'],
    ['ForAnyValue:StringStartWith', 'ForAnyValue:StringLike', 'x*'],
    ['StringEndWithIfExists', 'StringLikeIfExists', '*x'],
    ['NumberLessThan', 'NumericLessThan', 'x'],
    ['Bool', 'Bool', 'x'],
  ])('%s is %s to the engine', (operator, expected, value) => {
    expect(conditionOf({ [operator]: { 'g:UserName': 'x' } })).toEqual({ [expected]: { 'g:UserName': value } });
  });

  it('compares two keys by operators that come to the same one', () => {
    expect(conditionOf({ StringStartWith: { 'g:ProjectName': ['a'] }, StringMatch: { 'g:UserName': ['b'] } })).toEqual({
      StringLike: { 'g:ProjectName': ['a*'], 'g:UserName': ['b'] },
    });
  });

  it.each([
    ['{"StringStartWith":', 'the condition is no JSON object'],
    ['[]', 'the condition is no JSON object'],
    [{ StringSounds: { 'g:UserName': 'x' } }, 'the condition operator `StringSounds` is not known'],
    [
      { StringStartWith: { 'g:UserName': ['a'] }, StringEndWith: { 'g:UserName': ['b'] } },
      'the condition compares `g:UserName` twice',
    ],
  ])('%j makes the statement unknown, and never one without a condition', (condition, reason) => {
    const [statement] = statementsOf(documentOf({ statement: [{ ...allow, condition }] }));
    expect(statement).toBe(`unknown: ${reason}`);
  });

  it.each([null, '', ' '])('is none where %j is written', (condition) => {
    expect(conditionOf(condition)).toBeUndefined();
  });
});

it.each([
  ['allow', 'Allow'],
  ['DENY', 'Deny'],
  ['Maybe', 'Maybe'],
])('takes the effect `%s` for `%s`', (effect, expected) => {
  expect(statementsOf(documentOf({ statement: [{ effect, action: ['*:*:*'] }] }))).toMatchObject([
    { Effect: expected },
  ]);
});

it('has no variables: what looks like one is the text itself', () => {
  const document = documentOfJson(
    known('{"Statement":[{"Effect":"Allow","Action":"obs:object:*","Resource":"obs:*:*:object:${x}/*"}]}'),
  );
  expect(plain(document)).toMatchObject({
    Version: '2008-10-17',
    Statement: [{ Resource: 'arn:otc:obs:*:*:object:${x}/*' }],
  });
});
