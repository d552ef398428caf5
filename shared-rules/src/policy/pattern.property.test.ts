import fc from 'fast-check';
import { globAnswer, globCovers, globMatches, globsMeet } from './glob';
import { findText, textHolds, type Pattern, type TextLiteral } from './pattern';
import { symbolFor } from './text';

/** All words over the letters up to the length. */
function words(letters: readonly string[], length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = words(letters, length - 1);
  return [...new Set([...shorter, ...shorter.flatMap((word) => letters.map((letter) => `${letter}${word}`))])];
}

const FIELD_TEXTS = ['', 'a', 'b'];
/** Texts of six fields. */
const ARNS = FIELD_TEXTS.flatMap((one) =>
  FIELD_TEXTS.flatMap((two) => FIELD_TEXTS.map((three) => [one, two, '', 'a', two, three].join(':'))),
);
const TEXTS = [
  ...words(['a', 'b', ':'], 5),
  ...words(['A', 'B', 'a', 'b'], 3),
  ...ARNS,
  ...ARNS.map((arn) => `${arn}:a`),
];

/* An independent reading of what patterns mean: regular expressions. */

function regExpOf({ source, kind }: Pattern): RegExp {
  if (kind === 'arn') return arnRegExp(source);
  const body = [...source].map((letter) => (kind === 'glob' ? wild(letter, '[^]') : quote(letter))).join('');
  return new RegExp(`^${body}$`, kind === 'ignore-case' ? 'i' : '');
}

function arnRegExp(source: string): RegExp {
  if (source === '*') return /^[^]*$/;
  const fields = source.split(':');
  if (fields.length < 6) return /^(?!)/;
  const sixth = fields.slice(5).join(':');
  const all = [...fields.slice(0, 5), sixth];
  return new RegExp(
    `^${all.map((field, i) => [...field].map((letter) => wild(letter, i < 5 ? '[^:]' : '[^]')).join('')).join(':')}$`,
  );
}

function wild(letter: string, any: string): string {
  return letter === '*' ? `${any}*` : letter === '?' ? any : quote(letter);
}

function quote(letter: string): string {
  return /[*?.+^${}()|[\]\\]/.test(letter) ? `\\${letter}` : letter;
}

function isTrueOf(literals: readonly TextLiteral[]): (text: string) => boolean {
  const tests = literals.map(({ patterns, holds }) => ({ holds, patterns: patterns.map(regExpOf) }));
  return (text) => tests.every(({ holds, patterns }) => patterns.some((pattern) => pattern.test(text)) === holds);
}

/* Literals over a small alphabet. */

const arnSource = fc
  .array(fc.stringMatching(/^[ab*?]{0,2}$/), { minLength: 5, maxLength: 7 })
  .map((fields) => fields.join(':'));
const known: fc.Arbitrary<Pattern> = fc.oneof(
  {
    arbitrary: fc.record({ source: fc.stringMatching(/^[ab*?:]{0,5}$/), kind: fc.constant('glob' as const) }),
    weight: 3,
  },
  fc.record({
    source: fc.stringMatching(/^[ab:*?]{0,4}$/),
    kind: fc.constantFrom('literal' as const, 'ignore-case' as const),
  }),
  fc.record({ source: fc.oneof(arnSource, fc.stringMatching(/^[ab*?:]{0,5}$/)), kind: fc.constant('arn' as const) }),
);
const literalsOf = (pattern: fc.Arbitrary<Pattern>): fc.Arbitrary<TextLiteral[]> =>
  fc.array(fc.record({ patterns: fc.array(pattern, { maxLength: 3 }), holds: fc.boolean() }), { maxLength: 4 });

describe('findText', () => {
  it('agrees with brute force over a small alphabet, and is never undecided there', () => {
    fc.assert(
      fc.property(literalsOf(known), fc.constantFrom('certain' as const, 'possible' as const), (literals, mode) => {
        const isTrue = isTrueOf(literals);
        const found = findText(literals, { mode });
        expect(found.answer).not.toBe('unknown');
        if (found.answer === 'yes') {
          expect(isTrue(found.text)).toBe(true);
          expect(literals.every((literal) => textHolds(literal, found.text, mode))).toBe(true);
        } else expect(TEXTS.filter(isTrue)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on hints for its answer', () => {
    fc.assert(
      fc.property(
        literalsOf(known),
        fc.array(fc.stringMatching(/^[ab:]{0,4}$/), { maxLength: 3 }),
        (literals, hints) => {
          expect(findText(literals, { hints }).answer).toBe(findText(literals).answer);
        },
      ),
    );
  });
});

/* Symbols: what is said of them must be true of every text that they may stand for. */

const ARN = symbolFor('aws_s3_bucket.a.arn');
const NAME = symbolFor('aws_iam_user.c.name');
const HOLE = symbolFor('whatever');
interface Meaning {
  readonly [symbol: string]: string;
}
const substituted = (text: string, meaning: Meaning): string =>
  text.replace(/\ue000../g, (symbol) => meaning[symbol] ?? symbol);
const MEANINGS: readonly Meaning[] = ['a:b::a:b:a', 'b::::a:b:'].flatMap((arn) =>
  ['a', 'ba'].flatMap((name) =>
    ['', 'a', 'b', 'ab', '*', '*b', '?'].map((hole) => ({ [ARN]: arn, [NAME]: name, [HOLE]: hole })),
  ),
);
const under = (literals: readonly TextLiteral[], meaning: Meaning): TextLiteral[] =>
  literals.map(({ patterns, holds }) => ({
    holds,
    patterns: patterns.map(({ source, kind }) => ({ source: substituted(source, meaning), kind })),
  }));

const piece = fc.constantFrom('a', 'b', '*', '?', ':', '', HOLE, NAME, '/');
const field = fc
  .array(fc.constantFrom('a', 'b', '*', '?', HOLE, NAME), { maxLength: 2 })
  .map((letters) => letters.join(''));
const open: fc.Arbitrary<Pattern> = fc.oneof(
  fc.record({
    source: fc
      .tuple(fc.constantFrom(ARN, '', '', 'a'), fc.array(piece, { maxLength: 4 }))
      .map(([head, rest]) => head + rest.join('')),
    kind: fc.constantFrom('glob' as const, 'literal' as const, 'ignore-case' as const, 'arn' as const),
  }),
  fc.record({
    source: fc.oneof(
      fc.array(field, { minLength: 6, maxLength: 7 }).map((fields) => fields.join(':')),
      field.map((rest) => `${ARN}${rest}`),
    ),
    kind: fc.constant('arn' as const),
  }),
);

describe('symbols', () => {
  const openText = fc.oneof(
    fc
      .tuple(fc.constantFrom(ARN, '', 'a'), fc.array(fc.constantFrom('a', 'b', ':', HOLE, NAME), { maxLength: 4 }))
      .map(([head, rest]) => head + rest.join('')),
    fc
      .array(
        field.map((text) => text.replace(/[*?]/g, 'a')),
        { minLength: 6, maxLength: 6 },
      )
      .map((fields) => fields.join(':')),
  );

  it('leave a literal true or false for certain only when it is so for every meaning', () => {
    fc.assert(
      fc.property(
        fc.record({ patterns: fc.array(open, { maxLength: 2 }), holds: fc.boolean() }),
        openText,
        (literal, text) => {
          const truths = MEANINGS.map((meaning) => isTrueOf(under([literal], meaning))(substituted(text, meaning)));
          if (textHolds(literal, text, 'certain')) expect(truths).not.toContain(false);
          if (!textHolds(literal, text, 'possible')) expect(truths).not.toContain(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('never change a certain text, and an impossible one stays so for every meaning', () => {
    fc.assert(
      fc.property(literalsOf(open), (literals) => {
        const certain = findText(literals, { mode: 'certain' });
        const possible = findText(literals, { mode: 'possible' });
        for (const meaning of MEANINGS) {
          const isTrue = isTrueOf(under(literals, meaning));
          if (certain.answer === 'yes') expect(isTrue(substituted(certain.text, meaning))).toBe(true);
          if (possible.answer === 'no') expect(TEXTS.filter(isTrue)).toEqual([]);
        }
        if (possible.answer === 'no') expect(certain.answer).not.toBe('yes');
      }),
      { numRuns: 1500 },
    );
  });
});

describe('globs', () => {
  const glob = fc.stringMatching(/^[ab*?]{0,5}$/);
  const all = words(['a', 'b', 'c'], 5);

  it('cover only what they really cover, with question marks too', () => {
    fc.assert(
      fc.property(glob, glob, (wide, narrow) => {
        if (!globCovers(wide, narrow)) return;
        expect(all.filter((text) => globMatches(narrow, text) && !globMatches(wide, text))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('meet when a text matches both', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,3}$/), fc.stringMatching(/^[ab*?]{0,3}$/), (first, second) => {
        expect(globsMeet(first, second)).toBe(
          all.some((text) => globMatches(first, text) && globMatches(second, text)),
        );
      }),
    );
  });

  it('answer of a text what they answer of every meaning of it', () => {
    const part = fc.array(fc.constantFrom('a', 'b', '*', NAME, HOLE), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        part,
        part.map((text) => text.replaceAll('*', 'a')),
        (pattern, text) => {
          const answer = globAnswer(pattern, text);
          if (answer === 'maybe') return;
          for (const meaning of MEANINGS) {
            expect(globMatches(substituted(pattern, meaning), substituted(text, meaning))).toBe(answer === 'yes');
          }
        },
      ),
    );
  });
});
