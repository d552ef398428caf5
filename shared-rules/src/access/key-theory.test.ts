import type { Condition } from '../policy/document';
import { symbolFor } from '../policy/text';
import { findKeyValue, keyHolds, type KeyAnswer, type KeyDomain, type KeyLiteral } from './key-theory';

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

function condition(text: string, ...values: readonly string[]): Condition {
  const [, quantifier, operator = '', ifExists] = OPERATOR.exec(text) ?? [];
  const set = quantifier === undefined ? {} : { quantifier: quantifier as 'ForAllValues' | 'ForAnyValue' };
  return { operator, ...set, ifExists: ifExists !== undefined, key: 'k:k', name: 'k:k', values };
}

/** Such as `is('StringEquals', 'a')`. */
function is(operator: string, ...values: readonly string[]): KeyLiteral {
  return { condition: condition(operator, ...values), holds: true };
}

/** The same, but it must be false. */
function not(operator: string, ...values: readonly string[]): KeyLiteral {
  return { condition: condition(operator, ...values), holds: false };
}

const ANY: KeyDomain = { presence: 'optional', multiValued: 'maybe' };
const PRESENT: KeyDomain = { presence: 'always', multiValued: 'no' };
const LIST: KeyDomain = { presence: 'always', multiValued: 'yes' };

function found(domain: KeyDomain, ...literals: readonly KeyLiteral[]): KeyAnswer['answer'] | readonly string[] | null {
  const certain = findKeyValue(literals, domain, 'certain');
  // Where everything is known the modes are the same.
  expect(findKeyValue(literals, domain, 'possible')).toEqual(certain);
  return certain.answer === 'yes' ? certain.values : certain.answer;
}

describe('the presence of a key', () => {
  it('is avoided where absence does', () => {
    expect(found(ANY)).toBeNull();
    expect(found(ANY, is('StringNotEquals', 'a'))).toBeNull();
    expect(found(ANY, is('StringEqualsIfExists', 'a'))).toBeNull();
    expect(found(ANY, is('ForAllValues:StringEquals', 'a'))).toBeNull();
    expect(found(ANY, is('StringEquals', 'a'))).toEqual(['a']);
  });

  it('is forced and forbidden by the domain', () => {
    expect(found({ ...ANY, presence: 'never' }, is('StringEquals', 'a'))).toBe('no');
    expect(found({ ...ANY, presence: 'never' }, not('Bool', 'true'))).toBeNull();
    expect(found(PRESENT, is('Null', 'true'))).toBe('no');
    expect(found(PRESENT, is('StringEqualsIfExists', 'a'))).toEqual(['a']);
  });

  it('is what Null speaks of', () => {
    expect(found(ANY, is('Null', 'false'), is('StringEquals', 'a'))).toEqual(['a']);
    expect(found(ANY, is('Null', 'true'), is('StringEquals', 'a'))).toBe('no');
    expect(found(ANY, is('Null', 'false'), is('Null', 'true'))).toBe('no');
    expect(found(ANY, is('Null', 'false'), is('ForAllValues:StringEquals', 'a'))).toEqual(['a']);
  });

  it('lets a key without MFA through a deny on Bool and not through one on BoolIfExists', () => {
    const type = 'Bool';
    expect(found({ ...ANY, type }, not('Bool', 'false'), is('StringNotEquals', 'true'))).toBeNull();
    expect(found({ ...ANY, type }, not('BoolIfExists', 'false'), is('StringNotEquals', 'true'))).toBe('no');
  });
});

describe('a boolean', () => {
  it('is true or false and nothing else', () => {
    expect(found(PRESENT, is('Bool', 'false'))).toEqual(['false']);
    expect(found(PRESENT, not('Bool', 'true'), not('Bool', 'false'))).toBe('no');
    expect(found({ ...PRESENT, type: 'Bool' }, is('StringNotEquals', 'true'), is('StringLike', '?????'))).toEqual([
      'false',
    ]);
  });

  it('is a text like others on a key that holds texts', () => {
    const domain = { ...PRESENT, type: 'String' };
    expect(found(domain, not('Bool', 'true'), not('Bool', 'false'))).not.toBe('no');
    expect(found(domain, is('Bool', 'true'), not('StringEquals', 'true'))).not.toBe('no');
    expect(found(domain, is('Bool', 'true'), not('StringEqualsIgnoreCase', 'true'))).toBe('no');
  });
});

describe('texts', () => {
  it('satisfy globs and ARNs at once', () => {
    const role = 'arn:aws:iam::123456789012:role/';
    const deny = not('StringLike', `${role}aws-*`);
    expect(found(PRESENT, is('ArnLike', `${role}*`), deny)).toEqual([`${role}example`]);
    expect(found(PRESENT, is('ArnLike', `${role}aws-x*`), deny)).toBe('no');
  });

  it('look like what the key holds when nothing says more', () => {
    expect(found({ ...PRESENT, type: 'ARN' }, not('StringEquals', 'x'))).toEqual([
      'arn:aws:iam::123456789012:role/example',
    ]);
    expect(found({ ...PRESENT, type: 'IPAddress' })).toEqual(['203.0.113.7']);
    expect(found({ ...PRESENT, hints: ['eu-central-1'] }, not('StringEquals', 'x'))).toEqual(['eu-central-1']);
  });

  it('keep to the shape of the values', () => {
    const shape = [{ patterns: [{ source: '????????????', kind: 'glob' as const }], holds: true }];
    expect(found({ ...PRESENT, shape }, is('StringLike', '1111*'))).toHaveLength(1);
    expect(found({ ...PRESENT, shape }, is('StringEquals', '1111'))).toBe('no');
    expect(found({ ...PRESENT, shape }, is('ForAllValues:StringEquals', '1111'))).toBe('no');
  });
});

describe('numbers', () => {
  it('lie between their limits', () => {
    expect(found(PRESENT, is('NumericLessThan', '3600'))).toEqual(['1']);
    expect(found(PRESENT, is('NumericGreaterThan', '3600'))).toEqual(['3601']);
    expect(found(PRESENT, is('NumericGreaterThan', '5'), is('NumericLessThan', '6'))).toEqual(['5.5']);
    expect(found(PRESENT, is('NumericGreaterThan', '5'), is('NumericLessThanEquals', '5'))).toBe('no');
    expect(found(PRESENT, is('NumericGreaterThanEquals', '5'), is('NumericLessThanEquals', '5'))).toEqual(['5']);
    expect(found(PRESENT, is('NumericLessThan', '-1e300'))).not.toBe('no');
  });

  it('are nothing that is no number, where the key holds numbers', () => {
    const literals = [not('NumericLessThan', '5'), not('NumericGreaterThanEquals', '5')];
    expect(found(PRESENT, ...literals)).toBe('no');
    expect(found({ ...PRESENT, type: 'Numeric' }, ...literals)).toBe('no');
    expect(found({ ...PRESENT, type: 'String' }, ...literals)).toEqual(['example']);
  });

  it('that have no decimal between them are not said to be next to each other', () => {
    expect(found(PRESENT, is('NumericGreaterThan', '1'), is('NumericLessThan', '1.0000000000000002'))).toBe('unknown');
  });
});

describe('dates', () => {
  it('lie between their limits, in the form that AWS documents', () => {
    expect(found(PRESENT, is('DateLessThan', '2020-01-01T00:00:00Z'))).toEqual(['2019-12-31T23:59:59Z']);
    expect(found(PRESENT, is('DateGreaterThan', '2035-01-01'))).toEqual(['2035-01-01T00:00:01Z']);
    expect(
      found(PRESENT, is('DateGreaterThan', '2020-01-01T00:00:00Z'), is('DateLessThan', '2020-01-01T00:00:01Z')),
    ).toEqual(['2020-01-01T00:00:00.500Z']);
    expect(found(PRESENT, is('DateGreaterThan', '2035-01-01'), is('DateLessThan', '2034-01-01'))).toBe('no');
    expect(found(PRESENT, is('DateGreaterThan', '9999-12-31T23:59:59Z'))).toEqual(['253402300800']);
  });

  it('may be compared as numbers too', () => {
    const domain = { ...PRESENT, type: 'Date' };
    const [late, early] = [is('NumericGreaterThan', '1900000000'), is('DateLessThan', '2035-01-01')];
    expect(found(domain, late, early)).toEqual(['1900000001']);
    expect(found(domain, late, not('NumericGreaterThan', '1900000000'), early)).toBe('no');
  });
});

describe('addresses', () => {
  it('lie in one network and outside of another', () => {
    expect(found(PRESENT, is('IpAddress', '203.0.113.0/24'))).toEqual(['203.0.113.7']);
    expect(found(PRESENT, is('IpAddress', '10.0.0.0/8'), is('NotIpAddress', '10.0.0.0/9'))).toEqual(['10.128.0.1']);
    expect(found(PRESENT, is('IpAddress', '10.0.0.0/9'), is('NotIpAddress', '10.0.0.0/8'))).toBe('no');
    expect(found(PRESENT, is('NotIpAddress', '0.0.0.0/0'))).toEqual(['2001:db8::7']);
    expect(found(PRESENT, is('NotIpAddress', '0.0.0.0/0', '::/0'))).toBe('no');
    expect(found(PRESENT, is('NotIpAddress', '0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1'))).toBe('no');
    expect(found(PRESENT, is('IpAddress', '::/0'), is('NotIpAddress', '::/1', '8000::/2', 'c000::/2'))).toBe('no');
  });

  it('are found where all but one are excluded', () => {
    const kept = 0xc6336432;
    // The 32 networks that differ from it in their last bit.
    const others = Array.from({ length: 32 }, (_, bit) => `${dotted(kept ^ (1 << (31 - bit)))}/${bit + 1}`);
    expect(found(PRESENT, is('IpAddress', '0.0.0.0/0'), is('NotIpAddress', ...others))).toEqual([dotted(kept)]);
    expect(found(PRESENT, is('IpAddress', '0.0.0.0/0'), is('NotIpAddress', ...others, dotted(kept)))).toBe('no');
  });
});

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

describe('several values', () => {
  it('are chosen where no single value does', () => {
    const [a, b] = [is('ForAnyValue:StringEquals', 'a'), is('ForAnyValue:StringEquals', 'b')];
    expect(found(LIST, a, b)).toEqual(['a', 'b']);
    expect(found(LIST, a, b, is('ForAllValues:StringEquals', 'a', 'b', 'c'))).toEqual(['a', 'b']);
    expect(found(LIST, a, b, is('ForAllValues:StringEquals', 'a', 'c'))).toBe('no');
    expect(found({ ...LIST, multiValued: 'no' }, a, b)).toBe('no');
    expect(found(LIST, a, b, is('StringLike', '*'))).toBe('no');
  });

  it('need not be more than the conditions ask for', () => {
    expect(found(LIST, is('ForAnyValue:StringLike', 'a*'), is('ForAnyValue:StringLike', '*b'))).toHaveLength(1);
    expect(found(LIST, not('ForAllValues:StringEquals', 'a'), is('ForAnyValue:StringEquals', 'a'))).toHaveLength(2);
  });

  it('are not empty texts alone, which count as no value', () => {
    expect(found(LIST, is('ForAnyValue:StringEquals', ''))).toEqual(['', 'example']);
    expect(found(PRESENT, is('ForAnyValue:StringEquals', ''))).toBe('no');
    expect(found(PRESENT, is('StringEquals', ''))).toEqual(['']);
    const [a, b] = [is('ForAllValues:StringEquals', 'a'), is('ForAllValues:StringEquals', 'b')];
    expect(found(LIST, a, b)).toEqual(['']);
    expect(found(LIST, a, b, is('Null', 'false'))).toBe('no');
    expect(found({ ...LIST, type: 'ArrayOfARN' }, a, b)).toBe('no');
  });
});

describe('conditions of several families', () => {
  it('are tried with the values of each', () => {
    expect(found(PRESENT, is('NumericLessThan', '10'), is('StringEquals', '12', '7'))).toEqual(['7']);
    expect(found(PRESENT, is('NumericLessThan', '10'), is('StringEquals', '12', '17'))).toBe('no');
    expect(found(PRESENT, is('NumericLessThan', '10'), is('StringLike', 'a*'))).toBe('unknown');
    expect(found(PRESENT, is('IpAddress', '10.0.0.0/8'), is('StringLike', '10.*'))).toEqual(['10.0.0.1']);
    expect(found(PRESENT, is('IpAddress', '10.0.0.0/8'), is('StringLike', '1*'), not('StringLike', '1*'))).toBe('no');
    expect(found(PRESENT, is('NumericEquals', '5'), not('NumericEquals', '5'), is('StringLike', '*'))).toBe('no');
    expect(found(PRESENT, not('NumericLessThan', '5'), not('NumericGreaterThan', '4'), is('StringLike', '*'))).toEqual([
      'example',
    ]);
  });
});

describe('what is not known', () => {
  const hole = symbolFor('a hole');
  const modes = (literal: KeyLiteral): readonly unknown[] =>
    (['certain', 'possible'] as const).map((mode) => findKeyValue([literal], PRESENT, mode).answer);

  it.each(['NumericEquals', 'DateLessThan', 'IpAddress', 'Bool'])(
    'neither meets %s for certain nor fails it',
    (name) => {
      expect(modes(is(name, hole))).toEqual(['no', 'yes']);
      expect(modes(not(name, hole))).toEqual(['no', 'yes']);
    },
  );

  it('equals itself', () => {
    expect(findKeyValue([is('StringEquals', hole)], PRESENT, 'certain')).toEqual({ answer: 'yes', values: [hole] });
    const literals = [is('StringEquals', hole), not('StringLike', hole)];
    expect(findKeyValue(literals, PRESENT, 'possible')).toEqual({ answer: 'no' });
  });

  it('leaves what other values say', () => {
    const literals = [is('IpAddress', '10.0.0.0/8', hole), is('NotIpAddress', '10.0.0.0/9')];
    expect(findKeyValue(literals, PRESENT, 'certain')).toEqual({ answer: 'yes', values: ['10.128.0.1'] });
    const other = [is('NotIpAddress', '0.0.0.0/0', '::/0', hole)];
    expect(findKeyValue(other, PRESENT, 'possible')).toEqual({ answer: 'no' });
  });

  it('may be whether the key is there', () => {
    expect(findKeyValue([is('Null', hole)], ANY, 'certain').answer).toBe('no');
    expect(findKeyValue([is('Null', hole)], ANY, 'possible').answer).toBe('yes');
  });
});

describe('keyHolds', () => {
  it('tells certain from possible', () => {
    const literal = is('StringEquals', symbolFor('some text'));
    expect([keyHolds(literal, ['a'], 'certain'), keyHolds(literal, ['a'], 'possible')]).toEqual([false, true]);
    expect([keyHolds(literal, null, 'certain'), keyHolds(literal, null, 'possible')]).toEqual([false, false]);
    expect(keyHolds({ ...literal, holds: false }, null, 'certain')).toBe(true);
  });
});

describe('hostile conditions', () => {
  const numbers = Array.from({ length: 5000 }, (_, index) => index);
  const addresses = numbers.map((n) => `10.${n >> 8}.${n & 255}.0/25`);
  const some = (operator: string, value: (n: number) => string): readonly KeyLiteral[] =>
    numbers.slice(0, 500).map((n) => not(operator, value(n)));

  it.each([
    ['texts', [not('StringLike', ...numbers.map((n) => `*a*${n}*`)), ...some('StringEquals', String)]],
    ['equal texts', [is('StringEquals', ...numbers.map(String)), ...some('StringLike', (n) => `${n}*`)]],
    ['numbers', [is('NumericEquals', ...numbers.map(String)), ...some('NumericEquals', String)]],
    ['addresses', [is('IpAddress', ...addresses), ...some('IpAddress', (n) => addresses[n] ?? '')]],
    ['quantified texts', some('ForAllValues:StringEquals', String)],
    ['quantified addresses', some('ForAllValues:IpAddress', (n) => addresses[n] ?? '')],
    ['listed values', [is('StringEquals', ...numbers.map(String)), not('NumericEquals', ...numbers.map(String))]],
    ['families', [not('StringEquals', ...numbers.map(String)), is('NumericEquals', ...numbers.map(String))]],
  ])('of %s are answered soon', (_title, literals) => {
    findKeyValue(literals, LIST, 'certain');
    const start = process.hrtime.bigint();
    findKeyValue(literals, LIST, 'certain');
    const took = Number(process.hrtime.bigint() - start) / 1e6;
    expect(took).toBeLessThan(500);
  });
});
