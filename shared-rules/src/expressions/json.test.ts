import fc from 'fast-check';
import { dictionary, known, list, unknown, type Value } from '../model/value';
import { decodeJson, encodeJson, objectOf } from './json';

const hole = unknown('it is open', [{ address: 'a.b', attribute: 'c' }]);

const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .oneof(
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      )
      .map((scalar) => known(scalar)),
    fc.constant(hole),
    fc
      .string({ minLength: 1 })
      .map((text): Value => ({ kind: 'text', parts: [text, hole], references: hole.references })),
    fc.array(tie('value')).map((items) => list(items)),
    fc
      .dictionary(fc.string(), tie('value'))
      .map((entries) => dictionary(Object.entries(entries).sort(([left], [right]) => (left < right ? -1 : 1)))),
  ),
}));

describe('encodeJson', () => {
  it('is undone by decodeJson, holes included', () => {
    fc.assert(
      fc.property(
        values.filter(({ kind }) => kind !== 'unknown'),
        (value) => {
          expect(decodeJson(encodeJson(value))).toEqual(value);
        },
      ),
    );
  });

  it('gives what JSON.parse reads when all is known', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = encodeJson(decodeJson(known(JSON.stringify(json))) ?? hole);
        expect(text.kind === 'known' && JSON.parse(String(text.value))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });

  it('makes a hole of an object that may have more members', () => {
    const open = dictionary([['a', known(1)]], [], hole);
    expect(encodeJson(list([open]))).toMatchObject({ parts: ['[', { kind: 'unknown', reason: hole.reason }, ']'] });
    expect(encodeJson(dictionary([], [], hole)).kind).toBe('unknown');
  });

  it('keeps what is known of keys', () => {
    const object = objectOf([
      [known('a'), known(1)],
      [{ kind: 'text', parts: [hole, ':"b'], references: hole.references }, known(2)],
      [hole, known(3)],
    ]);
    expect(encodeJson(object)).toMatchObject({ parts: ['{"a":1,"', hole, ':\\"b":2,"', hole, '":3}'] });
    expect(encodeJson(decodeJson(encodeJson(object)) ?? hole)).toEqual(encodeJson(object));
    expect(object.more?.reason).toBe('the key of an entry is not known');
  });

  it('keeps the order of keys when it is asked to', () => {
    const map = dictionary([
      ['b', known(1)],
      ['a', known(2)],
    ]);
    expect(encodeJson(map)).toEqual(known('{"a":2,"b":1}'));
    expect(encodeJson(map, 'given')).toEqual(known('{"b":1,"a":2}'));
  });
});

describe('decodeJson', () => {
  it('tells a hole within a string from one that is a whole value', () => {
    const text: Value = {
      kind: 'text',
      parts: ['{"a":"', hole, '","b":', hole, ',"c":"x', hole, '"}'],
      references: [],
    };
    expect(decodeJson(text)).toEqual(
      dictionary([
        ['a', hole],
        ['b', hole],
        ['c', { kind: 'text', parts: ['x', hole], references: hole.references }],
      ]),
    );
  });

  it('takes a hole where an object expects a member for further members', () => {
    const text: Value = { kind: 'text', parts: ['{"a":1,', hole, '}'], references: [] };
    expect(decodeJson(text)).toEqual(dictionary([['a', known(1)]], [], hole));
  });

  it.each(['', '{', '{"a":1,}', 'undefined', '['.repeat(100_000)])('gives nothing for %j', (text) => {
    expect(decodeJson(known(text))).toBeUndefined();
  });

  it('keeps a member called __proto__ as any other', () => {
    const value = decodeJson(known('{"__proto__":{"x":1}}'));
    expect(value?.kind === 'map' && [...value.entries.keys()]).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
