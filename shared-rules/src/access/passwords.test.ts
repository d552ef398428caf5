import type { Account, LoginProfile, PasswordPolicy } from '../model/iam-model';
import { known, unknown, type Scalar, type Value } from '../model/value';
import { firstPassword, judgePasswords, type PasswordJudgement } from './passwords';

const LATE = unknown('it is known after apply');
const demands = { minimumLength: 14, classes: 4, remembered: 24, otcRemembered: 5, maximumAge: 90 };

function policyOf(settings: Readonly<Record<string, Scalar | Value>> = {}): PasswordPolicy {
  const setting = (property: string, standard: Scalar): PasswordPolicy['minimumLength'] => {
    const given = settings[property] ?? standard;
    return { property, value: typeof given === 'object' && given !== null ? given : known(given) };
  };
  return {
    kind: 'password-policy',
    resource: { address: 'p', type: 'p', mode: 'managed', values: new Map(), stack: 's' },
    minimumLength: setting('length', 14),
    maximumAge: setting('age', 90),
    remembered: setting('remembered', 24),
    classes: ['lower', 'upper', 'numbers', 'symbols'].map((name) => setting(name, true)),
    usersMayChange: setting('change', true),
    hardExpiry: setting('hard', false),
  };
}

const weakOf = ({ weak }: PasswordJudgement): readonly (readonly [string, unknown])[] =>
  weak.map(({ property, wanted }) => [property, wanted] as const);

describe('judgePasswords', () => {
  it('finds nothing where everything is exactly as asked', () => {
    expect(judgePasswords(policyOf(), demands)).toEqual({ weak: [] });
  });

  it('says for each weak setting what it should be, and leaves the others alone', () => {
    const judged = judgePasswords(policyOf({ length: 8, symbols: false, age: 0, change: false, hard: true }), demands);
    expect(weakOf(judged)).toEqual([
      ['length', 14],
      ['symbols', true],
      ['age', 90],
      ['change', true],
      ['hard', false],
    ]);
    expect(judged.weak[2]?.problem).toBe('`age` is 0, so passwords never expire, and should be at most 90');
  });

  it('reads numbers and booleans that are texts', () => {
    expect(judgePasswords(policyOf({ length: '14', symbols: 'true', hard: 'false' }), demands)).toEqual({ weak: [] });
    expect(weakOf(judgePasswords(policyOf({ length: '9' }), demands))).toEqual([['length', 14]]);
  });

  it('asks for no expiry when passwords need not expire', () => {
    expect(judgePasswords(policyOf({ age: 0 }), { ...demands, maximumAge: 0 })).toEqual({ weak: [] });
  });

  it('names as many classes as are missing for certain', () => {
    const two = { numbers: false, symbols: false };
    expect(weakOf(judgePasswords(policyOf(two), { ...demands, classes: 3 }))).toEqual([['numbers', true]]);
    expect(judgePasswords(policyOf(two), { ...demands, classes: 2 })).toEqual({ weak: [] });
    const judged = judgePasswords(policyOf({ ...two, upper: LATE }), { ...demands, classes: 3 });
    expect(weakOf(judged)).toEqual([['numbers', true]]);
    expect(judgePasswords(policyOf({ numbers: LATE, symbols: false }), { ...demands, classes: 3 })).toEqual({
      weak: [],
      open: { property: 'numbers', reason: LATE },
    });
    expect(judgePasswords(policyOf({ symbols: LATE }), { ...demands, classes: 3 })).toEqual({ weak: [] });
  });

  it('tells what is not known besides what is weak', () => {
    expect(judgePasswords(policyOf({ age: LATE }), demands)).toEqual({
      weak: [],
      open: { property: 'age', reason: LATE },
    });
    expect(judgePasswords(policyOf({ length: 'long' }), demands).open?.reason.reason).toBe('`length` is not known');
  });
});

describe('firstPassword', () => {
  const profile = (address: string, uncertain?: typeof LATE): LoginProfile => ({
    kind: 'login-profile',
    resource: { address, type: 't', mode: 'managed', values: new Map(), stack: 's', ...(uncertain && { uncertain }) },
    owner: known('a'),
    mustReset: known(true),
  });
  const account: Account = {
    kind: 'account',
    resource: { address: 's', type: 'stack', mode: 'managed', values: new Map(), stack: 's' },
    isBaseline: false,
    clouds: new Set(['aws'] as const),
    regions: new Map(),
    accounts: [],
    monitoring: {
      trails: [],
      analyzers: [],
      recorders: [],
      alerts: [],
      loggables: [],
      otc: { trackers: [], notifications: [] },
    },
  };
  const firstOf = (...entities: readonly LoginProfile[]): string | undefined =>
    firstPassword({ entities, resources: [], account, referrers: () => [], notChecked: [] }, 'aws')?.resource.address;

  it('is the first by address of those that are certain to be there', () => {
    expect(firstOf(profile('c'), profile('b'), profile('a', LATE))).toBe('b');
    expect(firstOf(profile('b', LATE), profile('a', LATE))).toBe('a');
    expect(firstOf()).toBeUndefined();
  });
});
