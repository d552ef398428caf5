import { concatenate, dictionary, known, list, unknown } from '../model/value';
import { parsePolicy } from './parse';
import { decode } from './text';
import { validatePolicy } from './validate';

describe('parsePolicy', () => {
  const text = '{\r\n  "Statement": [\r\n    { "Sid": "a", "Action": ["x", "y"] }\r\n  ]\r\n}';

  it('knows where values and names stand', () => {
    const { json, checks, positionOf } = parsePolicy(text);
    expect(json).toEqual(JSON.parse(text));
    expect(checks).toEqual([]);
    expect(positionOf([])).toEqual({ line: 1, column: 1 });
    expect(positionOf(['Statement', 0, 'Action', 1])).toEqual({ line: 3, column: 35 });
    expect(positionOf(['Statement', 0, 'Action'], 'name')).toEqual({ line: 3, column: 19 });
    expect(positionOf(['Statement', 1])).toBeUndefined();
    expect(positionOf(['Statement', 'Sid'])).toBeUndefined();
    expect(positionOf(['constructor'])).toBeUndefined();
  });

  it('says where the text stops being JSON', () => {
    expect(parsePolicy('{\n  "Statement": [}').checks).toMatchObject([
      { code: 'JSON_SYNTAX_ERROR', severity: 'error', path: [], position: { line: 2, column: 17 } },
    ]);
    expect(parsePolicy('').checks).toHaveLength(1);
    expect(parsePolicy('{} // no').checks).toHaveLength(1);
  });

  it('finds names that stand twice, which JSON.parse does not tell', () => {
    expect(parsePolicy('{"a": {"b": 1, "c": ":", "b": 2}}').checks).toMatchObject([
      { code: 'JSON_SYNTAX_ERROR', message: expect.stringContaining('`b`'), position: { line: 1, column: 26 } },
    ]);
    expect(parsePolicy('{"a": {"b": 1}, "c": {"b": [{"b": 2}]}}').checks).toEqual([]);
  });

  it('has no positions for data and values, and reads them all the same', () => {
    const value = dictionary([
      ['Version', known('2012-10-17')],
      ['Statement', list([known('a')])],
    ]);
    expect(parsePolicy(value)).toMatchObject({ json: { Version: '2012-10-17', Statement: ['a'] }, checks: [] });
    expect(parsePolicy({ a: 1 }).positionOf(['a'])).toBeUndefined();
    expect(parsePolicy(known(text)).positionOf([])).toEqual({ line: 1, column: 1 });
  });

  it('keeps what is not known as a symbol, and says when nothing is known', () => {
    const hole = unknown('later', [{ address: 'a.b', attribute: 'arn' }]);
    const { json } = parsePolicy(concatenate(['{"a": ', hole, ', "b": "x', hole, '"}']));
    expect(Object.values(json as object).map((one) => decode(String(one)))).toEqual(['${a.b.arn}', 'x${a.b.arn}']);
    expect(parsePolicy(concatenate(['{"a": 1', hole, '}']))).toMatchObject({
      json: undefined,
      open: { reason: 'later' },
    });
    expect(parsePolicy(hole)).toMatchObject({ json: undefined, checks: [], open: hole });
    expect(parsePolicy('\ue000').checks).toMatchObject([{ code: 'JSON_SYNTAX_ERROR' }]);
  });

  it('says that a map may have more', () => {
    const more = unknown('later');
    const statement = dictionary([['Effect', known('Allow')]], [], more);
    const policy = dictionary([
      ['Version', known('2012-10-17')],
      ['Statement', list([statement])],
    ]);
    expect(validatePolicy(policy, { type: 'identity' })).toEqual([]);
  });
});

describe('hostile documents', () => {
  const deep = 100_000;
  const statement = '"Effect":"Allow","Action":"s3:GetObject","Resource":';
  const many = (count: number, each: (index: number) => object): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: Array.from({ length: count }, (_, index) => each(index)) });

  it.each([
    ['lists without end', '['.repeat(deep)],
    ['deep lists', '['.repeat(deep) + ']'.repeat(deep)],
    ['deep objects', '{"Statement":'.repeat(deep) + '1' + '}'.repeat(deep)],
    ['a deep condition', `{"Statement":{${statement}"*","Condition":{"Bool":{"a:b":${'['.repeat(deep)}${']'.repeat(deep)}}}}}`],
    ['ten thousand statements', many(10_000, (i) => ({ Effect: 'Allow', Action: `s3:GetObjec${i}`, Resource: `arn:aws:s3:::${i}` }))],
    ['ten thousand patterns', many(10_000, (i) => ({ Effect: 'Allow', Action: `*a*a*a*${i}*`, Resource: '*' }))],
    ['twenty thousand resources', many(1, () => ({ Effect: 'Allow', Action: 's3:*', Resource: Array.from({ length: 20_000 }, (_, i) => `arn:aws:s3:::*a*${i}*`) }))],
    ['a long resource', `{"Statement":{${statement}"arn:aws:iam::111122223333:${'*a'.repeat(1_000_000)}"}}`],
    ['many variables', `{"Version":"2012-10-17","Statement":{${statement}"arn:aws:s3:::${'${'.repeat(1_000_000)}}"}}`],
    ['many keys', `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join()}}`],
    ['one key many times', `{${'"Statement":1,'.repeat(100_000)}"Statement":1}`],
    ['names of the prototype', '{"__proto__":{"a":1},"Statement":{"__proto__":1,"Effect":"Allow","Action":"__proto__:x","Resource":"arn:aws:__proto__:x:y:z","Condition":{"__proto__":{"a":1},"StringEquals":{"__proto__":"x","constructor:x":"y","aws:__proto__":"z"}}}}'],
  ])('are judged in bounded time: %s', (_, text) => {
    for (const type of ['identity', 'trust'] as const) {
      const checks = validatePolicy(text, { type });
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.length).toBeLessThanOrEqual(11_000);
    }
  }); // prettier-ignore
});
