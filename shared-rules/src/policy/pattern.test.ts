import { globAnswer, globCovers, globsMeet } from './glob';
import { findText, textHolds, type Mode, type Pattern, type TextLiteral } from './pattern';
import { symbolFor } from './text';

const BUCKET = symbolFor('aws_s3_bucket.b.arn');
const TOPIC = symbolFor('aws_sns_topic.t.arn');
const HOLE = symbolFor('a variable');

type Kind = Pattern['kind'];
const list = (holds: boolean, kind: Kind, sources: readonly string[]): TextLiteral => ({
  holds,
  patterns: sources.map((source) => ({ source, kind })),
});
const among = (...sources: string[]): TextLiteral => list(true, 'glob', sources);
const outside = (...sources: string[]): TextLiteral => list(false, 'glob', sources);
const only = (kind: Kind, ...sources: string[]): TextLiteral => list(true, kind, sources);
const not = (kind: Kind, ...sources: string[]): TextLiteral => list(false, kind, sources);

const certain = (...literals: TextLiteral[]): string | undefined => textIn('certain', literals);
const possible = (...literals: TextLiteral[]): string | undefined => textIn('possible', literals);

/** The text; undefined when there is none. */
function textIn(mode: Mode, literals: readonly TextLiteral[]): string | undefined {
  const found = findText(literals, { mode });
  if (found.answer === 'unknown') throw new Error('unknown');
  return found.answer === 'yes' ? found.text : undefined;
}

describe('a text', () => {
  it.each([
    [[among('arn:aws:s3:::logs/*')], 'arn:aws:s3:::logs/example'],
    [[among('arn:aws:s3:::logs*')], 'arn:aws:s3:::logs-example'],
    [[among('arn:*:iam::*:role/*')], 'arn:aws:iam::123456789012:role/example'],
    [[among('*'), among('arn:*:s3:::*/*')], 'arn:aws:s3:::example/example'],
    [[among('arn:aws:s3:::logs/*'), outside('*/example')], 'arn:aws:s3:::logs/other'],
    [[only('literal', 'arn:aws:s3:::*')], 'arn:aws:s3:::*'],
    [[], 'example'],
    [[outside('e*')], 'other'],
    [[among('')], ''],
  ])('is one that people can read', (literals, text) => {
    expect(certain(...literals)).toBe(text);
  });

  it('is the hint, when that does', () => {
    const literals = [among('arn:aws:s3:::logs/*')];
    expect(findText(literals, { hints: ['arn:aws:s3:::logs/2026'] })).toMatchObject({ text: 'arn:aws:s3:::logs/2026' });
    expect(findText(literals, { hints: ['arn:aws:s3:::other'] })).toMatchObject({ text: 'arn:aws:s3:::logs/example' });
  });

  it('is searched where guessing does not find it, and made longer to be read', () => {
    expect(certain(among('arn:aws:s3:::logs-*'), among('arn:aws:s3:::*/private/*'))).toBe(
      'arn:aws:s3:::logs-example/private/example',
    );
    expect(certain(among('a*'), among('*b*c'), outside('ab*'))).toBe('axbc');
  });

  it('is not there when a literal has no pattern to match, and any does for one with none to avoid', () => {
    expect(certain(among())).toBeUndefined();
    expect(certain(outside())).toBe('example');
  });

  it('is not there when several patterns together exclude what no single one does', () => {
    expect(certain(among('arn:aws:s3:::a*'), outside('arn:aws:s3:::a', 'arn:aws:s3:::a?*'))).toBeUndefined();
    expect(certain(among('arn:aws:s3:::a*'), outside('arn:aws:s3:::a', 'arn:aws:s3:::a??*'))).toBe('arn:aws:s3:::ax');
  });
});

describe('kinds of patterns', () => {
  it('a literal star is no wildcard', () => {
    expect(certain(only('literal', 'a*'), outside('a?'))).toBeUndefined();
    expect(certain(among('a*'), among('*b*c'), not('literal', 'a*'))).toBe('abc');
  });

  it('case is told apart unless it is ignored', () => {
    expect(certain(only('ignore-case', 'ab'), not('literal', 'ab', 'AB', 'aB'))).toBe('Ab');
    expect(certain(only('ignore-case', 'ab'), not('literal', 'ab', 'AB', 'aB', 'Ab'))).toBeUndefined();
    expect(certain(only('ignore-case', 'k'), not('literal', 'k', 'K'))).toBe('\u212a');
    expect(findText([only('ignore-case', 'é'), not('literal', 'é', 'É')])).toEqual({ answer: 'unknown' });
  });

  it('wildcards of an ARN stay in their field, but in the sixth', () => {
    expect(certain(only('arn', 'arn:aws:*:x'), among('*'))).toBeUndefined();
    expect(certain(only('arn', 'a:b:*:d:e:f'), among('a:b:*:c:*'))).toBeUndefined();
    expect(certain(only('arn', 'a:b:c:d:e:*'), among('*:f:?:*'))).toBe('a:b:c:d:e:f:x:example');
    expect(certain(only('arn', 'a:?:c:d:e:f'), among('*k*'))).toBe('a:k:c:d:e:f');
    expect(certain(among('a?b:::::'), not('arn', '*b:*:*:*:*:*'))).toBe('a:b:::::');
  });

  it('a lone star among ARNs matches everything, and two stars match nothing', () => {
    expect(certain(only('arn', '*'), only('literal', 'x'))).toBe('x');
    expect(certain(only('arn', '**'))).toBeUndefined();
    expect(certain(among('*'), not('arn', '*'))).toBeUndefined();
  });
});

describe('a text that is known in parts', () => {
  it('is matched by its own symbol and by a star', () => {
    expect(certain(among(`${BUCKET}/*`))).toBe(`${BUCKET}/example`);
    expect(certain(among(`${BUCKET}/*`), among('*/logs/*.txt'))).toBe(`${BUCKET}/logs/example.txt`);
    expect(globAnswer('???', BUCKET)).toBe('maybe');
  });

  it('is apart from another text only when no meaning makes them equal', () => {
    expect(certain(among(`${BUCKET}/*`), outside(`${BUCKET}/secret/*`, BUCKET))).toBe(`${BUCKET}/example`);
    expect(certain(among(`${BUCKET}/*`), outside('arn:aws:s3:::other/*'))).toBeUndefined();
    expect(possible(among(`${BUCKET}/*`), outside('arn:aws:s3:::other/*'))).toBe(`${BUCKET}/example`);
    expect(possible(among(`${BUCKET}/x`), outside('*/x'))).toBeUndefined();
  });

  it('may hold wildcards when it is a variable: then a pattern with it may match more', () => {
    const name = `arn:aws:s3:::${HOLE}`;
    expect(globAnswer(`${name}b`, `${name}ab`)).toBe('maybe');
    expect(globAnswer(`${BUCKET}b`, `${BUCKET}ab`)).toBe('no');
  });

  it('is excluded for every meaning by a pattern that covers it with the same symbol', () => {
    expect(possible(among(`${BUCKET}/x*`), outside(`${BUCKET}/*`))).toBeUndefined();
    expect(possible(among(`${BUCKET}/x*`), outside(`${TOPIC}/*`))).toBe(`${BUCKET}/x-example`);
    expect(possible(among(`${BUCKET}/*`), outside(`${BUCKET}/x*`))).toBe(`${BUCKET}/example`);
    // Read as a pattern, the variable may match more than the text that it is.
    expect(possible(among(HOLE), not('literal', HOLE))).not.toBe(HOLE);
  });

  it('is possible where it has to be searched', () => {
    expect(possible(among('a*'), among('*b*c'), outside(HOLE))).toBe('abc');
    expect(possible(only('arn', `${HOLE}/*k`), among('*c?dk'))).toBeDefined();
    expect(possible(only('arn', `a:b:${HOLE}:d:e:*k`), among('*c?dk'))).toBe('a:b::d:e:cxdk');
    expect(possible(only('literal', `a${HOLE}b`), among('*c'))).toBeUndefined();
  });

  it('is an ARN when it is the ARN of a resource', () => {
    expect(certain(only('arn', TOPIC))).toBe(TOPIC);
    expect(certain(only('arn', `${BUCKET}/*`), not('arn', `${BUCKET}/secret*`))).toBe(`${BUCKET}/example`);
    expect(findText([only('arn', HOLE)])).toEqual({ answer: 'unknown' });
    expect(possible(only('arn', HOLE))).toBe(HOLE);
    expect(textHolds(only('arn', 'arn:aws:s3:::b'), `${BUCKET}/x`, 'possible')).toBe(false);
    expect(textHolds(only('arn', '*'), HOLE, 'certain')).toBe(true);
    expect(textHolds(only('arn', HOLE), 'x', 'possible')).toBe(true);
    expect(textHolds(only('arn', `${HOLE}/y`), 'x', 'possible')).toBe(false);
    // Its fields are its own, however many colons follow.
    expect(textHolds(only('arn', '*:a:b:c:d:e'), `${BUCKET}:a:b:c:d:e`, 'certain')).toBe(false);
    expect(possible(only('arn', `${BUCKET}/x*`), not('arn', `${BUCKET}/*`))).toBeUndefined();
    expect(possible(only('arn', `${BUCKET}:a:b:c:d:e*`), not('arn', '*:a:b:c:d:e*'))).toBeDefined();
  });

  it('equals a text only as far as the known parts agree', () => {
    expect(textHolds(only('literal', `${BUCKET}/x`), `${BUCKET}/x`, 'certain')).toBe(true);
    expect(textHolds(only('literal', `${BUCKET}/x`), 'arn:aws:s3:::b/x', 'possible')).toBe(true);
    expect(textHolds(only('literal', `${BUCKET}/x`), 'arn:aws:s3:::b/y', 'possible')).toBe(false);
    expect(textHolds(not('literal', `${BUCKET}/x`), 'arn:aws:s3:::b/y', 'certain')).toBe(true);
    expect(textHolds(only('literal', `${HOLE}/*`), 'a/b', 'possible')).toBe(false);
  });
});

describe('globCovers', () => {
  it('sees through the order of wildcards', () => {
    expect(globCovers('?*', '*a')).toBe(true);
    expect(globCovers('a*?', 'a?*')).toBe(true);
    expect(globCovers('?*', '*')).toBe(false);
    expect(globCovers('a?', 'a*')).toBe(false);
  });
});

/** Each of these takes minutes or all memory when it is done naively; the test's own time limit is the check. */
describe('hostile patterns', () => {
  const many = (write: (index: number) => string): string[] => Array.from({ length: 2000 }, (_, index) => write(index));
  const answer = (...literals: TextLiteral[]): string => findText(literals).answer;

  it('with many stars are decided', () => {
    expect(answer(among('*a'.repeat(20)), outside('*a'.repeat(21)))).toBe('yes');
    expect(answer(among('*ab'.repeat(333)), among('*ba'.repeat(333)), outside('*aa*'))).not.toBe('yes');
  });

  it('that need exponentially many states end as unknown, never as a proof', () => {
    const far = '?'.repeat(25);
    expect(answer(among(`*a${far}`), among(`*b${far}?*`), outside('*example*', '*other*', `*c${far}?*`))).toBe('yes');
    expect(answer(among(`*a${far}`), outside(`a${far}`, `?*a${far}`))).toBe('unknown');
  });

  it('in long lists are decided while the lists are alike, and given up otherwise', () => {
    const buckets = many((index) => `arn:aws:s3:::bucket-${index}/*`);
    expect(answer(among(...buckets), outside(...buckets))).toBe('no');
    expect(answer(among(...buckets), outside(...buckets.slice(1)))).toBe('yes');
    const words = many((index) => `*${(index * 7919).toString(36)}*${index}?`);
    expect(answer(among(...words), outside(...words.map((word) => `${word}*`)))).not.toBe('yes');
  });

  it('are not taken for excluded when there were too many to compare', () => {
    const names = Array.from({ length: 200 }, (_, index) => `a${index}-*x`);
    const others = Array.from({ length: 200 }, (_, index) => `b${index}-*`);
    expect(certain(among(...names), among(...others, 'a199-*y*'))).toBe('a199-yx');
  });

  it('of any length get an answer', () => {
    const long = 'a'.repeat(500_000);
    expect(answer(among(`*${long}b*`), outside(`*${long}?*`))).not.toBe('yes');
    expect(globAnswer(`*${long}b*`, long)).toBe('maybe');
    expect(globsMeet('*a'.repeat(5000), 'a*'.repeat(5000))).toBe(true);
    expect(globCovers(`*${long}b*`, `${long}*`)).toBe(false);
    expect(answer(...Array.from({ length: 500 }, (_, index) => among(`*${index}*`)))).not.toBe('no');
  });
});
