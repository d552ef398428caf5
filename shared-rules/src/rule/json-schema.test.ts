import * as v from 'valibot';
import { optionSchemas } from './json-schema';

describe('optionSchemas', () => {
  it('is empty for a rule without options', () => {
    expect(optionSchemas(v.strictObject({}))).toEqual({});
  });

  it('describes numbers, texts, lists, choices and maps', () => {
    const options = v.strictObject({
      maximum: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9), v.description('Keys.')), 2),
      names: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.maxLength(3)), []),
      level: v.picklist(['low', 'high']),
      mode: v.nullish(v.literal('strict')),
      flags: v.record(v.string(), v.boolean()),
      nested: v.strictObject({ a: v.string(), b: v.optional(v.pipe(v.string(), v.nonEmpty())) }),
    });
    expect(optionSchemas(options)).toEqual({
      maximum: { type: 'integer', minimum: 0, maximum: 9, description: 'Keys.', default: 2 },
      names: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 3, default: [] },
      level: { enum: ['low', 'high'] },
      mode: { const: 'strict' },
      flags: { type: 'object', additionalProperties: { type: 'boolean' } },
      nested: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string', minLength: 1 } },
        required: ['a'],
        additionalProperties: false,
      },
    });
  });

  it('joins alternatives of different types, and leaves open those of one type', () => {
    const options = v.strictObject({
      apart: v.pipe(v.union([v.string(), v.record(v.string(), v.number())]), v.description('Either.')),
      alike: v.union([v.pipe(v.string(), v.minLength(9)), v.pipe(v.string(), v.maxLength(3))]),
      chosen: v.union([v.number(), v.literal('none')]),
      numbers: v.union([v.number(), v.pipe(v.number(), v.integer())]),
    });
    expect(optionSchemas(options)).toEqual({
      apart: { type: ['string', 'object'], additionalProperties: { type: 'number' }, description: 'Either.' },
      alike: {},
      chosen: {},
      numbers: {},
    });
  });

  it('leaves open what it does not understand, and what is a step without a number', () => {
    const options = v.strictObject({
      late: v.lazy(() => v.string()),
      made: v.optional(v.string(), () => 'now'),
      checked: v.pipe(
        v.string(),
        v.check((text) => text !== ''),
        v.trim(),
      ),
    });
    expect(optionSchemas(options)).toEqual({ late: {}, made: { type: 'string' }, checked: { type: 'string' } });
  });
});
