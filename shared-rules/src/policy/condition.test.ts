import { conditionAnswer } from './condition';
import { addressOf, addressRange, dateNumber, FIRST_IPV6, numberOf } from './condition-values';
import type { Condition } from './document';
import { symbolFor } from './text';

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

function condition(text: string, ...values: readonly string[]): Condition {
  const [, quantifier, operator = '', ifExists] = OPERATOR.exec(text) ?? [];
  return {
    operator,
    ...(quantifier === undefined ? {} : { quantifier: quantifier as 'ForAllValues' | 'ForAnyValue' }),
    ifExists: ifExists !== undefined,
    key: 'k:k',
    name: 'k:k',
    values,
  };
}

function answer(test: Condition, values: readonly string[] | null): string {
  return conditionAnswer(test, new Map(values === null ? [] : [['k:k', values]]), true);
}

describe('a condition on an absent key', () => {
  it.each([
    ['StringEquals', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringNotLike', 'yes'],
    ['ArnNotLike', 'yes'],
    ['NotIpAddress', 'yes'],
    ['NumericNotEquals', 'yes'],
    ['NumericLessThan', 'no'],
    ['DateNotEquals', 'yes'],
    ['Bool', 'no'],
    ['BinaryEquals', 'no'],
    ['StringEqualsIfExists', 'yes'],
    ['StringNotEqualsIfExists', 'yes'],
    ['BoolIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAllValues:StringNotEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAllValues:StringEqualsIfExists', 'yes'],
    ['ForAnyValue:StringEqualsIfExists', 'yes'],
  ])('with %s is %s', (operator, expected) => {
    expect(answer(condition(operator, 'true'), null)).toBe(expected);
    expect(answer(condition(operator, 'true'), [])).toBe(expected);
  });

  it('with Null is told from a key that is there, an empty list counting as absent', () => {
    expect(answer(condition('Null', 'true'), null)).toBe('yes');
    expect(answer(condition('Null', 'true'), [])).toBe('yes');
    expect(answer(condition('Null', 'true'), [''])).toBe('no');
    expect(answer(condition('Null', 'false'), ['x'])).toBe('yes');
    expect(answer(condition('Null', 'true', 'false'), ['x'])).toBe('yes');
    expect(answer(condition('Null', symbolFor('n')), ['x'])).toBe('maybe');
  });
});

describe('a condition on one value', () => {
  it.each([
    ['StringNotLike', ['a*', 'b*'], 'c', 'b1'],
    ['StringEquals', [''], '', 'a'],
    ['StringEquals', ['a*'], 'a*', 'ab'],
    ['BinaryEquals', ['QmluYXJ5'], 'QmluYXJ5', 'qmluyxj5'],
    ['Bool', ['True'], 'true', 'false'],
    ['StringEqualsIfExists', ['a'], 'a', 'b'],
    ['ArnEquals', ['arn:aws:iam::*:role/*'], 'arn:aws:iam::1:role/a:b', 'arn:aws:iam::1:2:role/a'],
    ['NumericEquals', ['10'], '10.0', '10.01'],
    ['NumericEquals', ['1e3'], '1000', '1'],
    ['NumericEquals', ['16'], '16', '0x10'],
    ['NumericEquals', ['0'], '-0', ''],
    ['NumericNotEquals', ['0'], '', '0'],
    ['NumericLessThan', ['x', '5'], '4', '5'],
    ['DateEquals', ['2030-01-01T00:00:00Z'], '2030-01-01T01:00:00+01:00', '2030-01-01T01:00:00Z'],
    ['DateEquals', ['2030-01-01T00:00:00'], '2030', '2031'],
    ['DateEquals', ['1893456000'], '2030-01-01', '2030-01-01T00:00:00.001Z'],
    ['DateEquals', ['86400'], '1970-01-02T00:00Z', '1970-01-01'],
    ['DateNotEquals', ['tomorrow'], '2030-01-01', 'never'],
    ['IpAddress', ['203.0.113.7'], '203.0.113.7', '203.0.113.8'],
    ['IpAddress', ['203.0.113.77/24'], '203.0.113.255', '203.0.114.0'],
    ['IpAddress', ['2001:DB8:1234:5678::/64'], '2001:db8:1234:5678::1', '2001:db8:1234:5679::1'],
    ['IpAddress', ['0.0.0.0/0'], '255.255.255.255', '::1'],
    ['IpAddress', ['10.0.0.0/8'], '10.1.2.3', '10.1'],
    ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '172.16.0.1', '192.168.3.4'],
  ])('%s %j is met by %j and not by %j', (operator, wanted, meets, fails) => {
    expect(answer(condition(operator, ...wanted), [meets])).toBe('yes');
    const isNegationOfNothing = operator === 'DateNotEquals';
    expect(answer(condition(operator, ...wanted), [fails])).toBe(isNegationOfNothing ? 'yes' : 'no');
  });
});

describe('a condition on several values', () => {
  it.each([
    ['ForAllValues:StringEquals', ['a', 'b'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'c'], 'no'],
    ['ForAnyValue:StringEquals', ['c', 'b'], 'yes'],
    ['ForAnyValue:StringEquals', ['c', 'd'], 'no'],
    ['ForAllValues:StringNotEquals', ['c', 'd'], 'yes'],
    ['ForAllValues:StringNotEquals', ['c', 'a'], 'no'],
    ['ForAnyValue:StringNotEquals', ['c', 'a'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], 'no'],
    ['ForAnyValue:StringEqualsIfExists', ['c'], 'no'],
    // "Multivalued context keys": an empty text is an empty data set.
    ['ForAllValues:StringEquals', [''], 'yes'],
    ['ForAllValues:StringEquals', ['', 'a'], 'no'],
    ['ForAnyValue:StringNotEquals', [''], 'no'],
    ['ForAnyValue:StringNotEquals', ['', 'a'], 'yes'],
    // Without a set operator only what holds of each value, or of none, is said.
    ['StringEquals', ['a', 'b'], 'yes'],
    ['StringEquals', ['c', 'd'], 'no'],
    ['StringEquals', ['a', 'c'], 'maybe'],
    ['StringNotEquals', ['a', 'c'], 'maybe'],
  ])('%s [a, b] of %j is %s', (operator, values, expected) => {
    expect(answer(condition(operator, 'a', 'b'), values)).toBe(expected);
  });
});

describe('the values of conditions', () => {
  it.each(['', ' ', '0x10', '1 ', 'Infinity', '1e999', 'NaN', '--1', '.', '1_000'])('%j is no number', (text) => {
    expect(numberOf(text)).toBeNaN();
  });

  it.each(['', 'Jan 1 2030', '2030-13-01', '2030-1-1', '2030-01-01 00:00', '2030-01-01T00Z', '12345678901234567'])(
    '%j is no date',
    (text) => {
      expect(dateNumber(text)).toBeNaN();
    },
  );

  it.each(['', '10.1', '1', '010.0.0.1', '10.0.0.0/33', '10.0.0.0/', '::/129', 'fe80::1%eth0', '1.2.3.4/8/8', ':'])(
    '%j is no network',
    (text) => {
      expect(addressRange(text)).toBeUndefined();
    },
  );

  it('writes an address back as it was read, and nothing between the versions', () => {
    for (const text of ['0.0.0.0', '203.0.113.7', '255.255.255.255', '::', '2001:db8::7']) {
      expect(addressOf(addressRange(text)?.first ?? -1n)).toBe(text);
    }
    expect(addressOf(1n << 32n)).toBeUndefined();
    expect(addressOf(-1n)).toBeUndefined();
    expect(addressOf(FIRST_IPV6 + (1n << 128n))).toBeUndefined();
  });
});
