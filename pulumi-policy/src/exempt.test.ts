import type { CustomResourceOptions, ResourceOptions } from '@pulumi/pulumi';
import { exempt } from './exempt';
import { namesAndExemptions } from './exemption-name';

const exemption = { rule: 'no-iam-users', reason: 'break "glass", für alle', owner: 'sec@acme.example' };

describe('exempt', () => {
  it('answers options that carry the exemption, beside the names of outputs', () => {
    const options: CustomResourceOptions = exempt(exemption, { protect: true, additionalSecretOutputs: ['secret'] });
    expect(options).toEqual({
      protect: true,
      additionalSecretOutputs: ['secret', `iam-guardrails:exempt:${JSON.stringify(exemption)}`],
    });
    expect(namesAndExemptions(options.additionalSecretOutputs ?? [])).toEqual({
      names: ['secret'],
      exemptions: [exemption],
    });
  });

  it('is enough without other options, also for what takes the options of any resource', () => {
    const options: ResourceOptions = exempt(exemption);
    expect(Object.keys(options)).toEqual(['additionalSecretOutputs']);
  });

  it('adds to its own result, and changes no object that it is given', () => {
    const first = exempt(exemption);
    const second = { ...exemption, rule: 'no-root-access-key' };
    const both = exempt(second, first);
    expect(namesAndExemptions(both.additionalSecretOutputs).exemptions).toEqual([exemption, second]);
    expect(first.additionalSecretOutputs).toHaveLength(1);
  });

  it('refuses a typo where it is written', () => {
    const typo = { ...exemption, expire: '2027-03-31' };
    expect(() => exempt(typo)).toThrow('did you mean `expires`?');
  });
});

describe('the names of secret outputs', () => {
  it('stay names, and what cannot be read is handed on as it is, for the engine to say', () => {
    const broken = '{"rule": "no-iam-users"';
    expect(namesAndExemptions(['secret', `iam-guardrails:exempt:${broken}`, 'iam-guardrails'])).toEqual({
      names: ['secret', 'iam-guardrails'],
      exemptions: [broken],
    });
  });
});
