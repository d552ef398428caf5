import type { Rule } from '@iam-guardrails/shared-rules';
import * as v from 'valibot';
import { configSchemaOf } from './config-schema';

const schemaOf = (options: Rule['options'], configured: object = {}): unknown =>
  configSchemaOf({ options } as Rule, configured);

describe('configSchemaOf', () => {
  it('is nothing for a rule without options', () => {
    expect(schemaOf(v.strictObject({}))).toBeUndefined();
  });

  it('has the configured values as defaults, since the engine sends defaults as if they were configured', () => {
    const options = v.strictObject({ maximum: v.optional(v.number(), 2) });
    expect(schemaOf(options, { maximum: 1 })).toEqual({ properties: { maximum: { type: 'number', default: 1 } } });
  });

  it('has no default that the configuration does not have: the engine would send it too', () => {
    const options = v.strictObject({ maximum: v.optional(v.pipe(v.number(), v.description('Keys.')), 2) });
    expect(schemaOf(options)).toEqual({ properties: { maximum: { type: 'number', description: 'Keys.' } } });
  });
});
