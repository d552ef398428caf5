import fc from 'fast-check';
import { dictionary, known, list, unknown, type Value } from '../model/value';
import type { FunctionContext } from './function';
import { callFunction } from './functions';
import { COLLECTION_FUNCTIONS } from './functions-collection';
import { TEXT_FUNCTIONS } from './functions-text';
import { newMeter } from './scope';
import { fromData } from './values';

const open = unknown('it is open');
const part = { kind: 'text' as const, parts: ['arn:', open, ':x'], references: [] };

const context = (): FunctionContext => ({
  meter: newMeter(),
  readFile: () => undefined,
  render: () => known(null),
  addSecret: () => undefined,
});

function call(name: string, ...args: readonly unknown[]): unknown {
  return plain(callFunction(name, args.map(valueOf), context()));
}

function valueOf(data: unknown): Value {
  if (typeof data === 'object' && data !== null && 'kind' in data) return data as Value;
  return Array.isArray(data) ? list(data.map(valueOf)) : fromData(data);
}

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'list':
      return [...value.items.map(plain), ...(value.more === undefined ? [] : ['...'])];
    case 'map':
      return {
        ...Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)])),
        ...(value.more === undefined ? {} : { '...': 1 }),
      };
    case 'text':
      return value.parts.map((piece) => (typeof piece === 'string' ? piece : '<>')).join('');
    case 'unknown':
      return `<${value.reason}>`;
  }
}

const OPEN = '<it is open>';
const FAILED = (name: string): string => `<\`${name}\` cannot be computed>`;

describe('functions over known values', () => {
  it.each<[string, readonly unknown[], unknown]>([
    ['upper', ['aé'], 'AÉ'],
    ['lower', ['AB'], 'ab'],
    ['title', ['hello world-wide'], 'Hello World-Wide'],
    ['strrev', ['abc'], 'cba'],
    ['trim', ['??a?b??', '?'], 'a?b'],
    ['trimspace', [' a\n'], 'a'],
    ['trimprefix', ['abc', 'ab'], 'c'],
    ['trimprefix', ['abc', 'b'], 'abc'],
    ['trimsuffix', ['abc', 'bc'], 'a'],
    ['chomp', ['a\r\n\n'], 'a'],
    ['startswith', ['abc', 'ab'], true],
    ['startswith', ['a', 'ab'], false],
    ['endswith', ['abc', 'bc'], true],
    ['substr', ['abcdef', 1, 2], 'bc'],
    ['substr', ['abcdef', -2, -1], 'ef'],
    ['replace', ['a.b.c', '.', '-'], 'a-b-c'],
    ['replace', ['a1b22', '/[0-9]+/', 'x'], 'axbx'],
    ['replace', ['ab', '/(a)(?P<n>b)/', '$2${1}$n'], 'bab'],
    ['split', [',', 'a,b'], ['a', 'b']],
    ['join', [',', ['a', 1, true]], 'a,1,true'],
    [
      'format',
      ['%s-%03d-%v-%q-%%-%5s|%-4s|%.2f|%x|%t', 'a', 7, true, 'q"', 'r', 'l', 1.005, 255, true],
      'a-007-true-"q\\""-%-    r|l   |1.00|ff|true',
    ],
    ['format', ['%[2]s%[1]s', 'a', 'b'], 'ba'],
    ['formatlist', ['%s/%s', ['a', 'b'], 'c'], ['a/c', 'b/c']],
    ['indent', [2, 'a\nb'], 'a\n  b'],
    ['regex', ['[a-z]+', '12ab'], 'ab'],
    ['regex', ['(\\d)(\\d)', '12ab'], ['1', '2']],
    ['regex', ['(?P<y>\\d+)-(?P<m>\\d+)', '2024-05'], { y: '2024', m: '05' }],
    ['regexall', ['[[:digit:]]', 'a1b2'], ['1', '2']],
    ['base64encode', ['é'], 'w6k='],
    ['base64decode', ['w6k='], 'é'],
    ['urlencode', ['a b/é!'], 'a+b%2F%C3%A9%21'],
    ['md5', ['a'], '0cc175b9c0f1b6a831c399e269772661'],
    ['sha1', ['a'], '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8'],
    ['sha256', ['a'], 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ['basename', ['/a/b.json'], 'b.json'],
    ['dirname', ['/a/b.json'], '/a'],
    ['concat', [['a'], [], ['b']], ['a', 'b']],
    ['merge', [{ a: 1, b: 1 }, null, { b: 2 }], { a: 1, b: 2 }],
    ['flatten', [[['a'], [['b'], 'c']]], ['a', 'b', 'c']],
    ['compact', [['a', '', null, 'b']], ['a', 'b']],
    ['distinct', [['b', 'a', 'b']], ['b', 'a']],
    ['keys', [{ b: 1, a: 2 }], ['a', 'b']],
    ['values', [{ b: 1, a: 2 }], [2, 1]],
    ['lookup', [{ a: 1 }, 'a', 2], 1],
    ['lookup', [{ a: 1 }, 'b', 2], 2],
    ['element', [['a', 'b', 'c'], 4], 'b'],
    ['index', [['a', 'b'], 'b'], 1],
    ['length', [['a']], 1],
    ['length', [{ a: 1, b: 2 }], 2],
    ['length', ['aé'], 2],
    ['contains', [['a'], 'a'], true],
    ['contains', [['a'], 'b'], false],
    ['coalesce', [null, '', 'a'], 'a'],
    ['coalescelist', [[], ['a']], ['a']],
    ['one', [[]], null],
    ['one', [['a']], 'a'],
    [
      'zipmap',
      [
        ['a', 'b'],
        [1, 2],
      ],
      { a: 1, b: 2 },
    ],
    ['range', [3], [0, 1, 2]],
    ['range', [1, 4], [1, 2, 3]],
    ['range', [4, 0, -2], [4, 2]],
    ['reverse', [['a', 'b']], ['b', 'a']],
    ['sort', [['b', 'a']], ['a', 'b']],
    ['slice', [['a', 'b', 'c'], 1, 3], ['b', 'c']],
    ['chunklist', [['a', 'b', 'c'], 2], [['a', 'b'], ['c']]],
    ['toset', [['b', 'a', 'b']], ['a', 'b']],
    ['tolist', [['b', 'a']], ['b', 'a']],
    ['tomap', [{ a: 1 }], { a: 1 }],
    ['tostring', [1], '1'],
    ['tostring', [null], null],
    ['tonumber', ['1.5'], 1.5],
    ['tobool', ['true'], true],
    ['setunion', [['b'], ['a', 'b']], ['a', 'b']],
    [
      'setintersection',
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      ['b'],
    ],
    ['setsubtract', [['a', 'b'], ['b']], ['a']],
    [
      'setproduct',
      [['a', 'b'], ['c']],
      [
        ['a', 'c'],
        ['b', 'c'],
      ],
    ],
    ['alltrue', [[true, 'true']], true],
    ['anytrue', [[]], false],
    ['jsonencode', [{ b: [1, 'x&y', null], a: true }], '{"a":true,"b":[1,"x\\u0026y",null]}'],
    ['jsondecode', ['{"a":[1]}'], { a: [1] }],
    ['min', [3, 1], 1],
    ['max', [3, 1], 3],
    ['abs', [-1], 1],
    ['ceil', [1.1], 2],
    ['floor', [1.9], 1],
    ['pow', [2, 10], 1024],
    ['signum', [-7], -1],
    ['parseint', ['ff', 16], 255],
    ['sensitive', ['a'], 'a'],
    ['tostring', [1e21], '1000000000000000000000'],
  ])('%s%j', (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected);
  });

  it.each<[string, readonly unknown[]]>([
    ['upper', [null]],
    ['tonumber', ['x']],
    ['jsondecode', ['{']],
    ['slice', [['a'], 0, 2]],
    ['element', [[], 0]],
    ['one', [['a', 'b']]],
    ['index', [['a'], 'b']],
    ['coalesce', [null]],
    ['zipmap', [['a'], []]],
    ['base64decode', ['!']],
    ['format', ['%d']],
    ['parseint', ['z', 16]],
    ['parseint', ['1', 37]],
    ['parseint', ['1', 2.5]],
    ['lookup', [{}, 'a']],
  ])('%s%j fails as it does in Terraform', (name, args) => {
    expect(call(name, ...args)).toBe(FAILED(name));
  });
});

describe('functions over what is known in part', () => {
  it.each<[string, readonly unknown[], unknown]>([
    ['upper', [part], 'ARN:<>:X'],
    ['upper', [open], OPEN],
    ['startswith', [part, 'arn'], true],
    ['startswith', [part, 'x'], false],
    ['startswith', [part, 'arn:aws'], OPEN],
    ['endswith', [part, ':x'], true],
    ['endswith', [part, ':y'], false],
    ['trimprefix', [part, 'arn:'], '<>:x'],
    ['trimprefix', [part, 'arn:a'], OPEN],
    ['trimprefix', [part, 'b'], 'arn:<>:x'],
    ['trimsuffix', [part, 'x'], 'arn:<>:'],
    ['trimspace', [part], 'arn:<>:x'],
    ['substr', [part, 0, 3], 'arn'],
    ['substr', [part, 0, 5], OPEN],
    ['replace', [part, ':', '/'], 'arn/<>/x'],
    ['replace', [part, 'n:a', '/'], OPEN],
    ['replace', [part, '/:/', '/'], OPEN],
    ['split', [':', part], ['arn', '...']],
    ['join', [':', ['a', part, open]], 'a:arn:<>:x:<>'],
    ['join', [':', open], OPEN],
    ['format', ['%s/%v', part, open], 'arn:<>:x/<>'],
    ['format', ['%q', part], '"arn:<>:x"'],
    ['format', ['%5s', open], '<a formatted value is not known>'],
    ['formatlist', ['%s!', [part, open]], ['arn:<>:x!', '<>!']],
    ['regex', ['a', part], OPEN],
    ['concat', [['a'], open], ['a', '...']],
    ['merge', [{ a: 1 }, open, { b: 2 }], { a: OPEN, b: 2, '...': 1 }],
    ['flatten', [[['a'], open]], ['a', OPEN, '...']],
    ['compact', [['a', open, part]], ['a', 'arn:<>:x', '...']],
    ['distinct', [[open]], [OPEN]],
    ['distinct', [['a', open]], ['a', OPEN, '...']],
    ['contains', [['a', open], 'a'], true],
    ['contains', [['a', open], 'b'], '<a list is not known>'],
    ['contains', [['a', part], 'b'], false],
    ['coalesce', ['', open, 'a'], '<it is open>'],
    ['coalesce', [part, 'a'], 'arn:<>:x'],
    ['length', [[open, 'a']], 2],
    ['length', [open], OPEN],
    ['index', [['a', open], 'a'], 0],
    ['index', [[open, 'a'], 'a'], OPEN],
    ['sort', [['b', open]], ['b', OPEN, '...']],
    ['toset', [['b', 'a', open]], ['a', 'b', OPEN]],
    [
      'setintersection',
      [
        ['a', 'b'],
        ['b', open],
      ],
      ['b', '...'],
    ],
    [
      'setsubtract',
      [
        ['a', 'b'],
        ['b', open],
      ],
      ['...'],
    ],
    ['alltrue', [[false, open]], false],
    ['alltrue', [[true, open]], OPEN],
    ['zipmap', [['a'], [open]], { a: OPEN }],
    ['jsonencode', [[part, open]], '["arn:<>:x",<>]'],
    ['tostring', [part], 'arn:<>:x'],
    ['tonumber', [open], OPEN],
  ])('%s%j', (name, args, expected) => {
    expect(call(name, ...args)).toEqual(expected);
  });

  it('counts a set only when no two of its items may be one', () => {
    const set = callFunction('toset', [list([open, known('a')])], context());
    expect(call('length', set)).toBe('<a set is not known>');
  });
});

describe('functions that could take long', () => {
  it.each(['(a+)+$', '(a|a)*$', '(a*)*b', 'a*a*a*a*a*b', '(?=a)a', '(a)\\1', '(a+){9}', '.*.*.*.*x'])(
    'refuse the pattern %s',
    (pattern) => {
      const started = Date.now();
      expect(call('regex', pattern, 'a'.repeat(200))).toBe('<a regular expression is not evaluated here>');
      expect(call('replace', 'a'.repeat(200), `/${pattern}/`, '')).toBe('<a regular expression is not evaluated here>');
      expect(Date.now() - started).toBeLessThan(500);
    },
  );

  it('evaluate ordinary patterns', () => {
    expect(call('regex', '^arn:aws:iam::([0-9]{12}):user/(.+)$', 'arn:aws:iam::111122223333:user/alice')).toEqual([
      '111122223333',
      'alice',
    ]);
  });

  it('refuse what is too large', () => {
    expect(call('range', 1e9)).toBe('<a range is too long>');
    expect(call('setproduct', Array(1000).fill('a'), Array(1000).fill('b'))).toBe('<a product is too large>');
    expect(call('indent', 1e9, 'a\nb')).toBe(FAILED('indent'));
    expect(call('format', '%1000000000d', 1)).toBe('<a format is too wide>');
    expect(call('jsondecode', '['.repeat(100_000))).toBe(FAILED('jsondecode'));
  });
});

describe('an encoding that is not computed', () => {
  const encodedIn = (value: Value): unknown =>
    value.kind === 'unknown' && value.encoded !== undefined ? plain(value.encoded) : undefined;

  it('holds the text that it encodes, as far as that is known', () => {
    const text: Value = { kind: 'text', parts: ['a', unknown('later')], references: [] };
    const inner = callFunction('base64encode', [text], context());
    expect(encodedIn(inner)).toEqual(plain(text));
    expect(encodedIn(callFunction('base64gzip', [inner], context()))).toEqual(plain(text));
  });

  it('holds the data that it encodes, as JSON', () => {
    expect(encodedIn(callFunction('yamlencode', [fromData({ a: 'b' })], context()))).toBe('{"a":"b"}');
  });

  it('holds nothing where nothing is known', () => {
    expect(encodedIn(callFunction('base64encode', [unknown('later')], context()))).toBeUndefined();
  });
});

describe('functions that are not in the table', () => {
  it.each(['timestamp', 'uuid', 'cidrsubnet', 'yamldecode', 'toString', '__proto__', 'constructor'])(
    '%s is unknown',
    (name) => {
      expect(call(name)).toBe(`<\`${name}\` is not computed here>`);
    },
  );
});

describe('every function', () => {
  const others = [
    'jsonencode',
    'jsondecode',
    'tostring',
    'tonumber',
    'tobool',
    'sensitive',
    'min',
    'abs',
    'pow',
    'parseint',
    'file',
    'templatefile',
    'templatestring',
  ];
  const names = [...Object.keys(TEXT_FUNCTIONS), ...Object.keys(COLLECTION_FUNCTIONS), ...others];
  const scalars = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constantFrom(null, '', ',', '%s', '%5.2f', '/a/', '(', '{"a":1}', 1e308, -1, 36),
  );
  const { value: values } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalars.map((scalar) => known(scalar)),
      fc.constant(open),
      fc.constant<Value>(part),
      fc
        .tuple(fc.array(tie('value'), { maxLength: 4 }), fc.constantFrom(undefined, open))
        .map(([items, more]) => list(items, [], more)),
      fc
        .tuple(fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }), fc.constantFrom(undefined, open))
        .map(([entries, more]) => dictionary(Object.entries(entries), [], more)),
    ),
  }));

  it('takes any arguments without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(values, { maxLength: 4 }), (name, args) => {
        callFunction(name, args, context());
      }),
      { numRuns: 5000 },
    );
  });

  it('never gives a number that is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(
          scalars.map((scalar) => known(scalar)),
          { maxLength: 3 },
        ),
        (name, args) => {
          const result = callFunction(name, args, context());
          if (result.kind === 'known' && typeof result.value === 'number')
            expect(Number.isNaN(result.value)).toBe(false);
        },
      ),
    );
  });
});
