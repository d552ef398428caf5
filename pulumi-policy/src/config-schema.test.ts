import type { Rule } from '@iam-guardrails/shared-rules';
import * as v from 'valibot';
import { configSchemaOf } from './config-schema';

const schemaOf = (options: Rule['options'], configured: object = {}): unknown =>
  configSchemaOf({ options } as Rule, configured);

describe('configSchemaOf', () => {
  it('is nothing for a rule without options', () => {
    expect(schemaOf(v.strictObject({}))).toBeUndefined();
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
    expect(schemaOf(options)).toEqual({
      properties: {
        maximum: { type: 'integer', minimum: 0, maximum: 9, description: 'Keys.' },
        names: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 3 },
        level: { enum: ['low', 'high'] },
        mode: { const: 'strict' },
        flags: { type: 'object', additionalProperties: { type: 'boolean' } },
        nested: {
          type: 'object',
          properties: { a: { type: 'string' }, b: { type: 'string', minLength: 1 } },
          required: ['a'],
          additionalProperties: false,
        },
      },
    });
  });

  it('has the configured values as defaults, since the engine sends defaults as if they were configured', () => {
    const options = v.strictObject({ maximum: v.optional(v.number(), 2) });
    expect(schemaOf(options, { maximum: 1 })).toEqual({ properties: { maximum: { type: 'number', default: 1 } } });
  });

  it('leaves open what it does not understand, and what is a step without a number', () => {
    const options = v.strictObject({
      either: v.union([v.string(), v.number()]),
      checked: v.pipe(
        v.string(),
        v.check((text) => text !== ''),
        v.trim(),
      ),
    });
    expect(schemaOf(options)).toEqual({ properties: { either: {}, checked: { type: 'string' } } });
  });
});
