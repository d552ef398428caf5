import type { Resource } from '../model/resource';
import { dictionary, fromJson, known, list, unknown, type Value } from '../model/value';
import { renderPolicyDocument } from './aws-policy-document';

const open = unknown('it is open', [{ address: 'aws_s3_bucket.b', attribute: 'arn' }]);

function data(values: Readonly<Record<string, unknown>>): Resource {
  const entries = Object.entries(values).map(
    ([name, value]) => [name, isValue(value) ? value : toValue(value)] as const,
  );
  return {
    address: 'data.aws_iam_policy_document.d',
    type: 'aws_iam_policy_document',
    mode: 'data',
    stack: 's',
    values: new Map(entries),
  };
}

const isValue = (value: unknown): value is Value => typeof value === 'object' && value !== null && 'kind' in value;

function toValue(value: unknown): Value {
  if (isValue(value)) return value;
  if (Array.isArray(value)) return list(value.map(toValue));
  if (typeof value !== 'object' || value === null) return fromJson(value);
  return dictionary(Object.entries(value).map(([key, entry]) => [key, toValue(entry)] as const));
}

/** The rendered text, `<>` for each hole. */
function render(values: Readonly<Record<string, unknown>>): string {
  const value = renderPolicyDocument(data(values));
  if (value.kind === 'known') return String(value.value);
  if (value.kind === 'text') return value.parts.map((part) => (typeof part === 'string' ? part : '<>')).join('');
  return value.kind === 'unknown' ? value.reason : value.kind;
}

const json = (values: Readonly<Record<string, unknown>>): unknown => JSON.parse(render(values));
const statement = (block: object): unknown => (json({ statement: [block] }) as { Statement: unknown[] }).Statement[0];
const document = (...statements: readonly object[]): Value =>
  known(JSON.stringify({ Version: '2012-10-17', Statement: statements }));

describe('a statement', () => {
  it('is printed with all its elements', () => {
    expect(
      render({
        policy_id: 'p',
        statement: [
          {
            sid: 'A',
            effect: 'Deny',
            not_actions: ['s3:Get*'],
            not_resources: ['arn:b', 'arn:a', 'arn:b'],
            not_principals: { type: 'AWS', identifiers: ['a', 'b'] },
            condition: [{ test: 'StringLike', variable: 's3:prefix', values: ['', 'home/'] }],
          },
        ],
      }),
    ).toBe(
      '{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"A","Effect":"Deny","NotAction":"s3:Get*",' +
        '"NotResource":["arn:b","arn:a"],"NotPrincipal":{"AWS":["b","a"]},"Condition":{"StringLike":{"s3:prefix":["","home/"]}}}]}',
    );
  });

  it('allows when it does not say, and leaves out what is empty', () => {
    expect(statement({ sid: '', effect: null, actions: ['a'], resources: [], condition: [] })).toEqual({
      Effect: 'Allow',
      Action: 'a',
    });
  });

  it('may be one block that is no list', () => {
    expect(json({ statement: { actions: ['a'] } })).toEqual(json({ statement: [{ actions: ['a'] }] }));
  });

  it('has variables of IAM where `&{` stands', () => {
    const condition = { test: 'StringEquals', variable: 'aws:username', values: ['&{aws:username}'] };
    expect(
      statement({
        resources: ['arn:&{aws:username}/*'],
        principals: { type: 'AWS', identifiers: ['&{x}'] },
        condition,
      }),
    ).toEqual({
      Effect: 'Allow',
      Resource: 'arn:${aws:username}/*',
      Principal: { AWS: '${x}' },
      Condition: { StringEquals: { 'aws:username': '${aws:username}' } },
    });
  });

  it('has everyone as a text only when nobody else is named', () => {
    const everyone = { type: '*', identifiers: ['*'] };
    expect(statement({ principals: [everyone] })).toMatchObject({ Principal: '*' });
    expect(statement({ principals: [{ type: 'AWS', identifiers: ['*'] }] })).toMatchObject({ Principal: { AWS: '*' } });
    expect(statement({ principals: [everyone, { type: 'AWS', identifiers: ['a'] }] })).toMatchObject({
      Principal: { '*': '*', AWS: 'a' },
    });
  });

  it('gathers blocks of one kind', () => {
    const principals = [
      { type: 'AWS', identifiers: ['a'] },
      { type: 'AWS', identifiers: ['b'] },
      { type: 'Service', identifiers: ['c'] },
    ];
    const condition = [
      { test: 'Bool', variable: 'x', values: [true] },
      { test: 'Bool', variable: 'x', values: ['b'] },
      { test: 'Bool', variable: 'y', values: ['c'] },
    ];
    expect(statement({ principals, condition })).toEqual({
      Effect: 'Allow',
      Principal: { AWS: ['a', 'b'], Service: 'c' },
      Condition: { Bool: { x: ['true', 'b'], y: 'c' } },
    });
  });
});

describe('a document', () => {
  it('without statements has only its version', () => {
    expect(render({})).toBe('{"Version":"2012-10-17"}');
    expect(render({ version: '2008-10-17' })).toBe('{"Version":"2008-10-17"}');
  });

  it('has holes where something is not known, in quotes within a text and bare otherwise', () => {
    const part: Value = { kind: 'text', parts: [open, '/&{x}'], references: open.references };
    expect(render({ statement: [{ actions: [open], resources: [part, 'z'] }] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":<>,"Resource":["z","<>/${x}"]}]}',
    );
    expect(render({ statement: open })).toBe('{"Version":"2012-10-17","Statement":[<>]}');
    expect(render({ statement: list([], [], open) })).toBe('{"Version":"2012-10-17","Statement":[<>]}');
    expect(render({ statement: [{ effect: open, principals: open, condition: open }] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":<>,"Principal":<>,"Condition":<>}]}',
    );
    expect(
      render({
        statement: [
          {
            principals: [
              { type: open, identifiers: ['a'] },
              { type: 'AWS', identifiers: list([known('b')], [], open) },
            ],
          },
        ],
      }),
    ).toBe('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":<>}]}');
    expect(render({ statement: [{ condition: [{ test: 'Bool', variable: open, values: ['a'] }] }] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Condition":{"Bool":{"<>":"a"}}}]}',
    );
  });

  it('keeps what is known of the key of a condition', () => {
    const variable: Value = { kind: 'text', parts: [open, ':sub'], references: open.references };
    const blocks = [
      { test: 'StringLike', variable, values: ['a'] },
      { test: 'StringLike', variable: 'x', values: ['b'] },
    ];
    expect(render({ statement: [{ condition: blocks }] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Condition":{"StringLike":{"x":"b","<>:sub":"a"}}}]}',
    );
  });

  it('refers to what its parts refer to', () => {
    const reference = { address: 'aws_iam_user.u', attribute: 'arn' };
    expect(
      renderPolicyDocument(data({ statement: [{ resources: [known('arn', [reference])], actions: [open] }] }))
        .references,
    ).toEqual([...open.references, reference]);
  });
});

describe('source and override documents', () => {
  const a = { Sid: 'A', Effect: 'Allow', Action: 'a' };
  const b = { Sid: 'B', Effect: 'Allow', Action: 'b' };
  const nameless = { Effect: 'Allow', Action: 'n' };
  const own = { sid: 'A', effect: 'Deny', actions: ['own'] };
  const printedOwn = { Sid: 'A', Effect: 'Deny', Action: 'own' };

  it('come before and after the own statements, which take the place of those of one sid', () => {
    expect(json({ source_policy_documents: [document(a, nameless)], statement: [own, { actions: ['z'] }] })).toEqual({
      Version: '2012-10-17',
      Statement: [printedOwn, nameless, { Effect: 'Allow', Action: 'z' }],
    });
    expect(json({ override_policy_documents: [document(a, nameless), document(b)], statement: [own] })).toEqual({
      Version: '2012-10-17',
      Statement: [a, nameless, b],
    });
  });

  it('never merge statements without a sid', () => {
    expect(json({ source_policy_documents: [document(nameless), document(nameless)] })).toEqual({
      Version: '2012-10-17',
      Statement: [nameless, nameless],
    });
  });

  it('may be given in the older way, and be empty', () => {
    expect(json({ source_json: document(a), override_json: '', statement: [own] })).toEqual({
      Version: '2012-10-17',
      Statement: [printedOwn],
    });
    expect(
      json({ source_json: null, source_policy_documents: [null, ''], override_json: document(a), statement: [own] }),
    ).toMatchObject({ Statement: [a] });
  });

  it('give their id, and never an older version', () => {
    const older = known('{"Version":"2008-10-17","Id":"x","Statement":{"Sid":"A","Effect":"Allow"}}');
    expect(json({ override_policy_documents: [older] })).toEqual({
      Version: '2012-10-17',
      Id: 'x',
      Statement: [{ Sid: 'A', Effect: 'Allow' }],
    });
  });

  it('make the text unknown when two sources share a sid, as the provider refuses them', () => {
    expect(render({ source_policy_documents: [document(a), document(a)] })).toContain('share a `sid`');
    expect(json({ override_policy_documents: [document(a), document(a)] })).toMatchObject({ Statement: [a] });
  });

  it('make the text unknown when one of them cannot be read', () => {
    expect(render({ source_policy_documents: [known('{')] })).toBe(
      'a document of `source_policy_documents` cannot be read',
    );
    expect(render({ override_policy_documents: [open], statement: [own] })).toBe('it is open');
    expect(render({ override_policy_documents: open })).toBe('it is open');
    expect(render({ source_policy_documents: list([document(a)], [], open) })).toBe('it is open');
    expect(renderPolicyDocument(data({ override_policy_documents: [open] })).references).toEqual(open.references);
  });

  it('are read with their holes', () => {
    const source: Value = {
      kind: 'text',
      parts: ['{"Statement":[{"Sid":"A","Resource":"', open, '/*"},', open, ']}'],
      references: open.references,
    };
    expect(render({ source_policy_documents: [source] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Resource":"<>/*"},<>]}',
    );
  });

  it('make the text unknown when a statement that is not known could override another', () => {
    const override: Value = { kind: 'text', parts: ['{"Statement":[', open, ']}'], references: open.references };
    expect(render({ statement: [own], override_policy_documents: [override] })).toContain(
      'it is not known which statements',
    );
    expect(render({ statement: [{ actions: ['a'] }], override_policy_documents: [override] })).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a"},<>]}',
    );
    expect(render({ statement: [own], source_policy_documents: [override] })).toContain('"Statement":[<>,{"Sid":"A"');
  });
});
