import { resolve } from 'node:path';
import type { Io } from './io';
import { pairOutputs } from './outputs';
import { colours } from './paint';

describe('pairOutputs', () => {
  const at = (path: string): string => resolve('/project', path);

  it('writes text to stdout when nothing is said', () => {
    expect(pairOutputs([], [], '/project')).toEqual([{ format: 'text' }]);
  });

  it('gives the first output to the first format', () => {
    expect(pairOutputs(['json', 'text'], ['a.json'], '/project')).toEqual([
      { format: 'json', path: at('a.json') },
      { format: 'text' },
    ]);
  });

  it('takes - for stdout', () => {
    expect(pairOutputs(['text', 'json'], ['-', 'a.json'], '/project')).toEqual([
      { format: 'text' },
      { format: 'json', path: at('a.json') },
    ]);
  });

  it('refuses two formats for one file', () => {
    expect(() => pairOutputs(['text', 'json'], ['a', './a'], '/project')).toThrow('two formats would go to ./a');
  });

  it('refuses a format that every object has by inheritance', () => {
    expect(() => pairOutputs(['constructor'], [], '/project')).toThrow(
      'unknown format `constructor`, the formats are text, json, sarif',
    );
  });
});

describe('colours', () => {
  const io = (terminal: boolean, env: Io['env'] = {}): Io => ({
    cwd: '/',
    today: '2026-11-23',
    env,
    terminal,
    out: () => undefined,
    note: () => undefined,
  });

  it.each([
    ['a terminal', io(true), true],
    ['a pipe', io(false), false],
    ['a pipe of a CI that sets CI alone', io(false, { CI: 'true' }), false],
    ['a pipe where it is forced', io(false, { FORCE_COLOR: '1' }), true],
    ['a terminal where it is forced off', io(true, { FORCE_COLOR: '0' }), false],
    ['a terminal with NO_COLOR', io(true, { NO_COLOR: '1' }), false],
    ['a terminal with an empty NO_COLOR', io(true, { NO_COLOR: '' }), true],
    ['a terminal that can do nothing', io(true, { TERM: 'dumb' }), false],
  ])('on %s', (_title, given, expected) => {
    expect(colours(given)).toBe(expected);
  });
});
