import { writtenExemption, type ProgramExemption } from './exemption';

const exemption = { rule: 'no-iam-users', reason: 'break glass', owner: 'sec@acme.example', expires: '2027-03-31' };
const problemOf = (written: unknown): string => {
  try {
    writtenExemption(written as ProgramExemption);
  } catch (error) {
    return error instanceof TypeError ? error.message : `no TypeError: ${String(error)}`;
  }
  return '';
};

describe('writtenExemption', () => {
  it('answers what it is given, also for a rule of an organisation', () => {
    expect(writtenExemption(exemption)).toEqual(exemption);
    expect(problemOf({ ...exemption, rule: 'acme-names', action: ['s3:*'], statement: 'Read' })).toBe('');
  });

  it.each([
    ['a typo in a key', { ...exemption, expire: '2027-03-31' }, 'did you mean `expires`?'],
    ['a key that only a configuration has', { ...exemption, resource: '*' }, '`resource`'],
    ['a day that there is not', { ...exemption, expires: '2027-02-31' }, '`2027-03-31`'],
    ['a date', { ...exemption, expires: new Date(0) }, '`expires`'],
    ['a rule that is no text', { ...exemption, rule: 7 }, '`rule`'],
    ['no rule', { reason: 'a', owner: 'b' }, '`rule`'],
    ['no reason', { ...exemption, reason: undefined }, 'it has no `reason`'],
    ['a blank reason', { ...exemption, reason: ' ' }, 'it has no `reason`'],
    ['no owner', { ...exemption, owner: undefined }, 'it has no `owner`'],
    ['a text', 'no-iam-users', 'an exemption'],
    ['nothing', undefined, 'an exemption'],
    ['null', null, 'an exemption'],
    ['a list', [exemption], 'an exemption'],
  ])('refuses %s', (_, written, problem) => {
    expect(problemOf(written)).toMatch(/^iam-guardrails: an exemption is wrong: /);
    expect(problemOf(written)).toContain(problem);
  });
});
