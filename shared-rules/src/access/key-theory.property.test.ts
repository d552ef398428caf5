import fc from 'fast-check';
import type { Condition } from '../policy/document';
import type { Mode } from '../policy/pattern';
import { symbolFor } from '../policy/text';
import { findKeyValue, keyHolds, type KeyDomain, type KeyLiteral } from './key-theory';

/**
 * The theory against brute force: a small pool of values for each family, every set of up to three of them. A value that was
 * found must make the literals true; "no" must mean that nothing of the pool does.
 */
interface Family {
  readonly operators: readonly string[];
  readonly wanted: readonly string[];
  readonly pool: readonly string[];
  readonly types: readonly (string | undefined)[];
}

const FAMILIES = {
  texts: {
    operators: [
      'StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase', 'BinaryEquals',
    ], // prettier-ignore
    wanted: ['', 'a', 'A', 'b', 'ab', 'a*', '*b', '?', '??', 'a?', '*', '*a*', '?*'],
    pool: ['', 'a', 'A', 'b', 'B', 'c', 'ab', 'aB', 'ba', 'bb', 'cc', 'aab', 'bab', 'ccc'],
    types: [undefined, 'String', 'ArrayOfString'],
  },
  arns: {
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotEquals'],
    wanted: ['*', 'arn:*', 'a:b:c:d:e:f', 'a:b:c:d:e:*', '*:*:*:*:*:f', '*:b:c:d:e:f:g', '?:?:?:?:?:?', 'a:*'],
    pool: ['x', 'a:b:c:d:e:f', 'a:b:c:d:e:g', 'a:b:c:d:e:f:g', 'x:b:c:d:e:f', 'aa:b:c:d:e:f', 'arn:x', 'a:b:c:d:e:'],
    types: [undefined, 'ARN', 'ArrayOfARN'],
  },
  booleans: {
    operators: ['Bool'],
    wanted: ['true', 'false', 'TRUE'],
    pool: ['true', 'false'],
    types: [undefined, 'Bool'],
  },
  numbers: {
    operators: [
      'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan',
      'NumericGreaterThanEquals',
    ], // prettier-ignore
    wanted: ['0', '1', '2', '1.5', '-3', '1e1', 'x', ''],
    pool: ['-4', '-3', '-1', '0', '0.5', '1', '1.25', '1.5', '1.75', '2', '5', '10', '11', '1000'],
    types: [undefined, 'Numeric', 'ArrayOfNumeric'],
  },
  dates: {
    operators: [
      'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
    ], // prettier-ignore
    wanted: ['2030', '2030-01-01T00:00:01Z', '2030-01-01T00:00:01.001Z', '1893456000', '1969-12-31', 'x'],
    pool: [
      '2029', '2030-01-01', '2030-01-01T00:00:00.300Z', '2030-01-01T00:00:01Z', '2030-01-01T00:00:01.001Z', '2031',
      '1893456000', '1960', '1970', '9999-12-31T23:59:59Z',
    ], // prettier-ignore
    types: [undefined, 'Date'],
  },
  addresses: {
    operators: ['IpAddress', 'NotIpAddress'],
    wanted: [
      '0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/31', '10.0.0.0/30', '10.0.0.2', '10.0.0.1', '::/1',
      '8000::/1', '::1', '203.0.113.0/24', 'x',
    ], // prettier-ignore
    pool: [
      '0.0.0.0', '10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '127.255.255.255', '128.0.0.0',
      '255.255.255.255', '203.0.113.9', '::', '::1', '::2', '8000::', 'ffff::',
    ], // prettier-ignore
    types: [undefined, 'IPAddress'],
  },
} satisfies Readonly<Record<string, Family>>;

function literalOf(operators: readonly string[], wanted: readonly string[]): fc.Arbitrary<KeyLiteral> {
  const condition: fc.Arbitrary<Condition> = fc
    .record({
      operator: fc.constantFrom(...operators, 'Null'),
      quantifier: fc.constantFrom(undefined, undefined, 'ForAllValues' as const, 'ForAnyValue' as const),
      ifExists: fc.boolean(),
      values: fc.uniqueArray(fc.constantFrom(...wanted), { minLength: 1, maxLength: 3 }),
    })
    .map(({ operator, quantifier, ifExists, values }) => ({
      operator,
      key: 'k',
      name: 'k',
      ...(operator === 'Null'
        ? { ifExists: false, values: [String(ifExists)] }
        : { ifExists, values, ...(quantifier === undefined ? {} : { quantifier }) }),
    }));
  return fc.record({ condition, holds: fc.boolean() });
}

/** Several literals, all with set operators more often than not, so that lists are reached. */
function literalsOf(operators: readonly string[], wanted: readonly string[]): fc.Arbitrary<readonly KeyLiteral[]> {
  const any = fc.array(literalOf(operators, wanted), { minLength: 1, maxLength: 4 });
  const quantified = any.map((literals) =>
    literals.map(({ condition, holds }, index) =>
      condition.operator === 'Null' || condition.quantifier !== undefined
        ? { condition, holds }
        : {
            condition: { ...condition, quantifier: index % 2 === 0 ? ('ForAnyValue' as const) : 'ForAllValues' },
            holds,
          },
    ),
  );
  return fc.oneof(any, quantified) as fc.Arbitrary<readonly KeyLiteral[]>;
}

function domainOf(types: readonly (string | undefined)[]): fc.Arbitrary<KeyDomain> {
  return fc
    .record({
      presence: fc.constantFrom('optional' as const, 'always' as const, 'never' as const),
      multiValued: fc.constantFrom('yes' as const, 'no' as const, 'maybe' as const),
      type: fc.constantFrom(...types),
    })
    .map(({ type, ...rest }) => (type === undefined ? rest : { ...rest, type }));
}

/** Everything that the key may be in the domain, with values of the pool. */
function possibilities(
  literals: readonly KeyLiteral[],
  domain: KeyDomain,
  pool: readonly string[],
): readonly (readonly string[] | null)[] {
  const absent = domain.presence === 'always' ? [] : [null];
  if (domain.presence === 'never') return absent;
  const one = pool.map((value) => [value]);
  const isSingle =
    domain.multiValued === 'no' ||
    literals.some(({ condition }) => condition.quantifier === undefined && condition.operator !== 'Null');
  if (isSingle) return [...absent, ...one];
  const two = one.flatMap(([a = '']) => pool.filter((b) => a < b).map((b) => [a, b]));
  const three = two.flatMap(([a = '', b = '']) => pool.filter((c) => b < c).map((c) => [a, b, c]));
  return [...absent, ...one, ...two, ...three];
}

function holds(literals: readonly KeyLiteral[], values: readonly string[] | null, mode: Mode = 'certain'): boolean {
  return literals.every((literal) => keyHolds(literal, values, mode));
}

function fits(domain: KeyDomain, values: readonly string[] | null): boolean {
  if (values === null) return domain.presence !== 'always';
  return domain.presence !== 'never' && values.length > 0 && (domain.multiValued !== 'no' || values.length === 1);
}

/** An empty text alone where `Null` says that the key is there: the user guide says that this is no value. */
function isLeftOut(literals: readonly KeyLiteral[], values: readonly string[] | null): boolean {
  return (
    values?.every((value) => value === '') === true &&
    literals.some(({ condition }) => condition.operator === 'Null') &&
    literals.some(({ condition }) => condition.quantifier !== undefined)
  );
}

describe.each<[string, Family]>(Object.entries(FAMILIES))('%s', (_title, { operators, wanted, pool, types }) => {
  it('are found exactly when there are some', () => {
    fc.assert(
      fc.property(literalsOf(operators, wanted), domainOf(types), (literals, domain) => {
        const answer = findKeyValue(literals, domain, 'certain');
        expect(answer.answer).not.toBe('unknown');
        if (answer.answer === 'yes') {
          expect(holds(literals, answer.values) && fits(domain, answer.values)).toBe(true);
        } else {
          const missed = possibilities(literals, domain, pool)
            .filter((values) => !isLeftOut(literals, values))
            .find((values) => holds(literals, values));
          expect(missed).toBeUndefined();
        }
        expect(findKeyValue(literals, domain, 'possible')).toEqual(answer);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('families together', () => {
  const all: readonly Family[] = Object.values(FAMILIES);
  const operators = all.flatMap((family) => family.operators);
  const pool = [...new Set(all.flatMap((family) => family.pool))];
  const wanted = all.flatMap((family) => family.wanted.slice(0, 5));
  const types = all.flatMap((family) => family.types);

  it('are never answered wrongly', () => {
    let unknown = 0;
    fc.assert(
      fc.property(literalsOf(operators, wanted), domainOf(types), (literals, domain) => {
        const answer = findKeyValue(literals, { ...domain, multiValued: 'no' }, 'certain');
        if (answer.answer === 'unknown') unknown++;
        if (answer.answer === 'yes') expect(holds(literals, answer.values)).toBe(true);
        if (answer.answer !== 'no') return;
        const type = domain.type ?? typeOf(literals);
        const world = type === 'Bool' ? ['true', 'false'] : pool.filter((value) => isOfType(value, type));
        const missed = possibilities(literals, { ...domain, multiValued: 'no' }, world)
          .filter((values) => !isLeftOut(literals, values))
          .find((values) => holds(literals, values));
        expect(missed).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
    expect(unknown).toBeLessThan(100);
  });
});

/** A key of unknown type is what all its conditions take it for. */
function typeOf(literals: readonly KeyLiteral[]): string | undefined {
  const operators = literals.map(({ condition }) => condition.operator).filter((operator) => operator !== 'Null');
  const families: readonly Family[] = Object.values(FAMILIES);
  const family = families.find(
    (each) => operators.length > 0 && operators.every((operator) => each.operators.includes(operator)),
  );
  return family?.types[1];
}

/** Whether the pool's value may be the value of a key of that type. */
function isOfType(value: string, type: string | undefined): boolean {
  if (type === undefined || type.endsWith('String')) return true;
  if (type.endsWith('ARN')) return value !== '';
  const families: readonly Family[] = Object.values(FAMILIES);
  return families.some((family) => family.types.includes(type) && family.pool.includes(value));
}

describe.each<[string, Family, readonly string[]]>([
  ['texts', FAMILIES.texts, ['', 'a', 'b', 'ab']],
  ['numbers', FAMILIES.numbers, ['0', '1', '2', 'x']],
  ['addresses', FAMILIES.addresses, ['0.0.0.0/0', '10.0.0.1', '10.0.0.0/31', '::/0']],
  ['booleans', FAMILIES.booleans, ['true', 'false']],
])('%s that are not known', (title, { operators, pool, types, wanted }, meanings) => {
  const [one, two] = [symbolFor('one'), symbolFor('two')];
  const holes = title === 'texts' ? [`a${one}`, `${one}*`, `*${two}`] : [];
  const means = (text: string, first: string, second: string): string =>
    text.replaceAll(one, first).replaceAll(two, second);

  function meant(literals: readonly KeyLiteral[], first: string, second: string): readonly KeyLiteral[] {
    return literals.map(({ condition, holds: wantedAnswer }) => ({
      condition: { ...condition, values: condition.values.map((value) => means(value, first, second)) },
      holds: wantedAnswer,
    }));
  }

  it('change no certain value and no proof', () => {
    fc.assert(
      fc.property(
        literalsOf(operators, [one, two, ...holes, ...wanted.slice(0, 6)]),
        domainOf(types),
        fc.constantFrom(...meanings),
        fc.constantFrom(...meanings),
        (literals, domain, first, second) => {
          const known = meant(literals, first, second);
          const certain = findKeyValue(literals, domain, 'certain');
          if (certain.answer === 'yes') {
            const values = certain.values?.map((value) => means(value, first, second)) ?? null;
            // What is not known is not taken for an empty text by set operators.
            const isEmpty = (texts: readonly string[] | null): boolean => texts?.every((text) => text === '') === true;
            const isEmptied = isEmpty(values) && !isEmpty(certain.values ?? null);
            expect(isEmptied || (holds(known, values) && fits(domain, values))).toBe(true);
          }
          if (findKeyValue(literals, domain, 'possible').answer !== 'no') return;
          const missed = possibilities(known, domain, pool)
            .filter((values) => !isLeftOut(known, values))
            .find((values) => holds(known, values));
          expect(missed).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });
});
