import { rules } from '@iam-guardrails/shared-rules';
import { assertOptions, guardrailKeys, packKeys } from './arguments';
import { iamGuardrailsPolicies } from './index';

describe('assertOptions', () => {
  it('lets pass what is right, and what is not given', () => {
    expect(() => assertOptions({}, packKeys)).not.toThrow();
    expect(() => assertOptions({ name: 'a', rules, policies: [], configuration: {} }, packKeys)).not.toThrow();
    expect(() => assertOptions({ name: undefined, rules: undefined, policies: undefined }, packKeys)).not.toThrow();
  });

  it.each([['iam-guardrails.yaml'], [null], [[]], [1]])('refuses %j for options', (options) => {
    expect(() => assertOptions(options, packKeys)).toThrow('the options must be an object such as');
  });

  it('says which option is unknown, and which one was meant', () => {
    expect(() => assertOptions({ configuraton: 'x' }, packKeys)).toThrow(
      'unknown option `configuraton`, did you mean `configuration`?',
    );
    expect(() => assertOptions({ severity: 'x' }, packKeys)).toThrow(
      'unknown option `severity`, the options are `name`, `pack`, `rules`, `configuration`, `policies`',
    );
  });

  it('refuses options of the pack where there is no pack', () => {
    expect(() => assertOptions({ policies: [] }, guardrailKeys)).toThrow('unknown option `policies`');
  });

  it.each([
    [{ rules: [] }, 'the option `rules` must be a list of at least one rule'],
    [{ rules: ['valid-policy'] }, '`rules[0]` is no rule; make rules with `defineRule`'],
    [{ rules: [...rules, ...rules] }, 'two rules have the id'],
    [{ policies: {} }, 'the option `policies` must be a list of CrossGuard policies'],
    [{ name: 1 }, 'the option `name` must be a text'],
  ])('refuses a value of the wrong kind: case %#', (options, message) => {
    expect(() => assertOptions(options, packKeys)).toThrow(message);
  });

  it('is asked before anything is read', () => {
    expect(() => iamGuardrailsPolicies({ rules: [], configuration: 'missing.yaml' })).toThrow('at least one rule');
  });
});
