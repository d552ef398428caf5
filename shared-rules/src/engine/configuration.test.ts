import { rules } from '../catalogue';
import { ConfigurationError, parseConfiguration } from './configuration';

function problemsOf(source: unknown): readonly string[] {
  try {
    parseConfiguration(source, rules);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseConfiguration', () => {
  it('makes critical and high rules mandatory by default, and all of them under `strict`', () => {
    const levels = (source: unknown): readonly string[] =>
      [...parseConfiguration(source, rules).rules.values()].map((setting) => setting.enforcement);
    expect(new Set(levels(undefined))).toEqual(new Set(['mandatory']));
    expect(new Set(levels({ preset: 'strict' }))).toEqual(new Set(['mandatory']));
    expect(new Set(levels({ preset: ['recommended', 'strict'] }))).toEqual(new Set(['mandatory']));
  });

  it('takes a level alone or with options, and fills defaults in', () => {
    const configuration = parseConfiguration(
      {
        rules: {
          'no-administrator-access': 'advisory',
          'no-user-without-mfa': { enforcement: 'advisory', machineUsers: ['ci-*'] },
        },
      },
      rules,
    );
    expect(configuration.rules.get('no-administrator-access')).toEqual({ enforcement: 'advisory', options: {} });
    expect(configuration.rules.get('no-user-without-mfa')).toEqual({
      enforcement: 'advisory',
      options: { machineUsers: ['ci-*'], machineUserTag: 'iam-guardrails:machine-user', alsoWithoutMfa: [] },
    });
  });

  it.each([
    [{ ruels: {} }, '`ruels`: there is no key `ruels`; did you mean `rules`?'],
    [
      { rules: { 'no-root-acess-key': 'mandatory' } },
      '`rules.no-root-acess-key`: there is no rule `no-root-acess-key`; did you mean `no-root-access-key`?',
    ],
    [
      { rules: { 'no-root-access-key': 'mandatroy' } },
      '`rules.no-root-access-key`: `mandatroy` is not one of disabled, advisory, mandatory, remediate; did you mean `mandatory`?',
    ],
    [{ rules: { 'no-root-access-key': 3 } }, '`rules.no-root-access-key` must be a map of keys to values, not `3`'],
    [
      { rules: { 'no-user-without-mfa': { machineUser: [] } } },
      '`rules.no-user-without-mfa.machineUser`: there is no option `machineUser`; did you mean `machineUsers`?',
    ],
    [
      { rules: { 'no-user-without-mfa': { machineUsers: 'ci' } } },
      '`rules.no-user-without-mfa.machineUsers`: `ci` is not a list',
    ],
    [{ unresolved: 'block' }, '`unresolved`: `block` is not one of advisory, mandatory'],
    [{ preset: 'strickt' }, '`preset`: `strickt` is not one of recommended, strict; did you mean `strict`?'],
    [{ rules: [] }, '`rules` must be a map of keys to values, not a list'],
    ['rules', 'the configuration must be a map of keys to values, not `rules`'],
  ])('refuses %j with one clear line', (source, line) => {
    expect(problemsOf(source)).toEqual([line]);
  });

  it('names every problem at once and does nothing with half a configuration', () => {
    expect(problemsOf({ unresolved: 1, rules: { nothing: 'advisory' } })).toHaveLength(2);
  });

  it('is not fooled by names of every object', () => {
    expect(
      problemsOf(JSON.parse('{"__proto__": {"unresolved": "mandatory"}, "rules": {"constructor": "disabled"}}')),
    ).toHaveLength(2);
  });
});
