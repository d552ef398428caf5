import fc from 'fast-check';
import { concatenate, known, unknown } from '../model/value';
import { actionsMatching, actionTable } from './actions';
import { conditionAnswer } from './condition';
import { readDocument, type Condition } from './document';
import { globAnswer, globCovers, globMatches, globsMeet } from './glob';
import { managedPolicyDocument, managedPolicyPath } from './managed-policies';
import { decode, encode, symbolFor } from './text';

const pattern = fc.stringMatching(/^[ab*?]{0,6}$/);
const word = fc.stringMatching(/^[ab]{0,6}$/);
const asRegExp = (glob: string): RegExp => new RegExp(`^${glob.replaceAll('*', '[ab]*').replaceAll('?', '[ab]')}$`);

/** All words over {a, b} up to the length. */
function words(length: number): readonly string[] {
  return length === 0 ? [''] : ['', ...words(length - 1).flatMap((rest) => [`a${rest}`, `b${rest}`])];
}

describe('globs', () => {
  it('match as a regular expression does', () => {
    fc.assert(fc.property(pattern, word, (glob, text) => globMatches(glob, text) === asRegExp(glob).test(text)));
  });

  it('meet exactly when some word matches both', () => {
    const all = [...new Set(words(7))];
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,3}$/), fc.stringMatching(/^[ab*?]{0,3}$/), (first, second) => {
        const common = all.some((text) => globMatches(first, text) && globMatches(second, text));
        return globsMeet(first, second) === common;
      }),
      { numRuns: 300 },
    );
  });

  it('cover only what they really cover', () => {
    const all = [...new Set(words(5))];
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,3}$/), fc.stringMatching(/^[ab*?]{0,3}$/), (wide, narrow) => {
        if (!globCovers(wide, narrow)) return;
        expect(all.filter((text) => globMatches(narrow, text) && !globMatches(wide, text))).toEqual([]);
      }),
    );
  });

  it('answer a hostile pattern at once', () => {
    expect(globMatches('*a'.repeat(500) + '*b', 'a'.repeat(20_000))).toBe(false);
  });

  it('keep what is not known apart: it equals itself and is covered by a star', () => {
    const bucket = symbolFor('aws_s3_bucket.b.arn');
    expect(globAnswer(`${bucket}/*`, `${bucket}/x`)).toBe('yes');
    expect(globAnswer('*', `${bucket}/x`)).toBe('yes');
    expect(globAnswer('arn:aws:s3:::secret/*', `${bucket}/x`)).toBe('maybe');
    expect(globAnswer('arn:aws:s3:::secret', `${bucket}/x`)).toBe('no');
    expect(globAnswer(`${bucket}/y`, `${bucket}/x`)).toBe('no');
    expect(decode(`${bucket}/x`)).toBe('${aws_s3_bucket.b.arn}/x');
  });
});

describe('actions', () => {
  it('are matched whatever the case of the table', () => {
    expect(actionsMatching('s3:getobject').map((index) => actionTable().names[index])).toEqual(['s3:GetObject']);
    expect(actionsMatching('s3:frobnicate')).toEqual([]);
    expect(actionsMatching('*')).toHaveLength(actionTable().names.length);
    expect(actionsMatching('*:*')).toHaveLength(actionTable().names.length);
  });

  it('number more than twenty thousand', () => {
    expect(actionTable().names.length).toBeGreaterThan(20_000);
  });
});

describe('AWS managed policies', () => {
  it('are found by their ARN in any partition', () => {
    expect(managedPolicyPath('arn:aws-cn:iam::aws:policy/job-function/Billing')).toBe('job-function/Billing');
    expect(managedPolicyPath('arn:aws:iam::123456789012:policy/Billing')).toBeUndefined();
    expect(JSON.parse(managedPolicyDocument('AdministratorAccess') ?? '')).toMatchObject({
      Statement: [{ Action: '*' }],
    });
    expect(JSON.parse(managedPolicyDocument('PowerUserAccess') ?? '')).toMatchObject({
      Statement: [{ NotAction: expect.arrayContaining(['iam:*']) }, {}],
    });
    expect(managedPolicyDocument('NoSuchPolicy')).toBeUndefined();
  });
});

describe('readDocument', () => {
  const allow = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"S3:GetObject","Resource":';

  it('reads text, object and value alike', () => {
    const text = `${allow}"*"}]}`;
    const [statement] = readDocument(text).statements;
    expect(statement).toMatchObject({ effect: 'Allow', actions: { negated: false, patterns: ['s3:getobject'] } });
    expect(readDocument(JSON.parse(text))).toEqual(readDocument(text));
    expect(readDocument(known(text))).toEqual(readDocument(text));
  });

  it('keeps a hole inside a string and one that is a whole value', () => {
    const hole = unknown('known after apply', [{ address: 'aws_s3_bucket.b', attribute: 'arn' }]);
    const inside = readDocument(concatenate([`${allow}"`, hole, '/*"}]}']));
    const whole = readDocument(concatenate([allow, hole, '}]}']));
    expect(inside.statements[0]?.resources.patterns.map(decode)).toEqual(['${aws_s3_bucket.b.arn}/*']);
    expect(whole.statements[0]?.resources.patterns.map(decode)).toEqual(['${aws_s3_bucket.b.arn}']);
  });

  it('does not call a document broken whose hole may be whole members', () => {
    const document = readDocument(concatenate(['{"Version":"2012-10-17", ', unknown('a variable'), '}']));
    expect(document).toMatchObject({ statements: [], open: { reason: 'a variable' } });
    expect(document.problem).toBeUndefined();
  });

  it('takes the partition and the account of an ARN of the stack as its own', () => {
    const arn = unknown('known after apply', [{ address: 'aws_iam_user.a', attribute: 'arn' }]);
    expect(encode(concatenate(['arn:', arn, ':iam::', arn, ':user/a']))).toBe('arn:aws:iam::123456789012:user/a');
  });

  it.each([
    ['{', 'JSON_SYNTAX_ERROR'],
    ['[]', 'JSON_SYNTAX_ERROR'],
    ['{}', 'MISSING_STATEMENT'],
    ['{"Statement":[]}', 'MISSING_STATEMENT'],
    ['{"Statements":[]}', 'INVALID_POLICY_ELEMENT'],
    ['{"Version":"2012-10-18","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}', 'INVALID_VERSION'],
    ['{"Statement":["x"]}', 'DATA_TYPE_MISMATCH'],
    ['{"Statement":[{"Action":"*","Resource":"*"}]}', 'MISSING_EFFECT'],
    ['{"Statement":[{"Effect":"ALLOW","Action":"*","Resource":"*"}]}', 'INVALID_EFFECT'],
    ['{"Statement":[{"Effect":"Allow","Resource":"*"}]}', 'MISSING_ACTION'],
    ['{"Statement":[{"Effect":"Allow","Action":"*"}]}', 'MISSING_RESOURCE'],
    [
      '{"Statement":[{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}]}',
      'UNSUPPORTED_ELEMENT_COMBINATION',
    ],
    ['{"Statement":[{"Effect":"Allow","Action":[1],"Resource":"*"}]}', 'DATA_TYPE_MISMATCH'],
    ['{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}', 'UNSUPPORTED_PRINCIPAL'],
    [
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualz":{"a:b":"c"}}}]}',
      'INVALID_CONDITION_OPERATOR',
    ],
    ['{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","__proto__":{"x":1}}]}', 'INVALID_POLICY_ELEMENT'],
  ])('says why AWS rejects %s', (text, code) => {
    expect(readDocument(text).problem?.code).toBe(code);
  });

  it('names line and column of a syntax error', () => {
    expect(readDocument('{\n  "Version": "2012-10-17",\n  "Statement": [}').problem?.message).toMatch(
      /in line 3, column 17/,
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (anything) => readDocument(anything) !== undefined));
    fc.assert(fc.property(fc.json(), (json) => readDocument(json) !== undefined));
  });
});

describe('conditionAnswer', () => {
  const condition = (operator: string, values: readonly string[], more: Partial<Condition> = {}): Condition => ({
    operator,
    ifExists: false,
    key: 'k:k',
    name: 'k:k',
    values,
    ...more,
  });
  const at = (...values: readonly string[]): ReadonlyMap<string, readonly string[]> =>
    new Map(values.length === 0 ? [] : [['k:k', values]]);
  const answer = (test: Condition, ...values: readonly string[]): string => conditionAnswer(test, at(...values), true);

  it.each([
    ['StringEquals', 'a', 'a', 'b'],
    ['StringNotEquals', 'a', 'b', 'a'],
    ['StringEqualsIgnoreCase', 'A', 'a', 'b'],
    ['StringLike', 'a*', 'abc', 'bc'],
    ['StringNotLike', 'a*', 'bc', 'abc'],
    ['Bool', 'true', 'TRUE', 'false'],
    ['NumericLessThan', '10', '9', '10'],
    ['NumericLessThanEquals', '10', '10', '11'],
    ['NumericGreaterThanEquals', '10', '10', '9'],
    ['NumericNotEquals', '10', '9', '10'],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31', '2026-01-02'],
    ['DateGreaterThan', '1767225600', '2026-01-02', '2025-01-02'],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', '203.0.114.9'],
    ['NotIpAddress', '2001:db8::/32', '203.0.113.9', '2001:db8::1'],
    ['ArnLike', 'arn:aws:iam::*:user/*', 'arn:aws:iam::1:user/a', 'arn:aws:iam::1:role/a'],
    ['ArnEquals', 'arn:aws:s3:::a*', 'arn:aws:s3:::abc', 'arn:aws:s3:x::abc'],
    ['ArnNotLike', 'arn:aws:iam::*:user/*', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:user/a'],
    ['Null', 'false', 'anything', undefined],
  ])('%s %s holds for %s and not for %s', (operator, wanted, holds, fails) => {
    expect(answer(condition(operator, [wanted]), holds)).toBe('yes');
    expect(answer(condition(operator, [wanted]), ...(fails === undefined ? [] : [fails]))).toBe('no');
  });

  it('holds for an absent key where it is negated, IfExists or ForAllValues, and not otherwise', () => {
    expect(answer(condition('StringEquals', ['a']))).toBe('no');
    expect(answer(condition('StringNotEquals', ['a']))).toBe('yes');
    expect(answer(condition('StringEquals', ['a'], { ifExists: true }))).toBe('yes');
    expect(answer(condition('StringEquals', ['a'], { quantifier: 'ForAllValues' }))).toBe('yes');
    expect(answer(condition('StringNotEquals', ['a'], { quantifier: 'ForAnyValue' }))).toBe('no');
  });

  it('quantifies over the values of a key', () => {
    expect(answer(condition('StringEquals', ['a', 'b'], { quantifier: 'ForAllValues' }), 'a', 'b')).toBe('yes');
    expect(answer(condition('StringEquals', ['a', 'b'], { quantifier: 'ForAllValues' }), 'a', 'c')).toBe('no');
    expect(answer(condition('StringEquals', ['a', 'b'], { quantifier: 'ForAnyValue' }), 'c', 'b')).toBe('yes');
  });
});
