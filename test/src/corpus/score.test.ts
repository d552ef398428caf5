import { details, row, type LabelledSet } from './score';

const set = (cases: LabelledSet['cases']): LabelledSet => ({
  name: 'a-set',
  cases,
  notYet: new Map([['a check of a later issue', 3]]),
  notAsked: new Map(),
});

describe('a labelled set', () => {
  const mixed = set([
    { id: 'right', expected: true, found: true },
    { id: 'missed', expected: true, found: false },
    { id: 'open', expected: true, found: undefined },
    { id: 'noise', expected: false, found: true },
    { id: 'silent', expected: false, found: false },
  ]);

  it('counts an undecided answer as nothing found', () => {
    expect(row(mixed)).toBe('| a-set | 5 | 1 | 1 | 2 | 1 | 1 | 0.500 | 0.333 |');
  });

  it('tells every disagreement, and that nobody has reviewed it', () => {
    const { lines, unreviewed } = details(mixed);
    expect(unreviewed).toBe(3);
    expect(lines).toEqual([
      '- a-set/missed (label: fail, ours: nothing found): NOT REVIEWED',
      '- a-set/open (label: fail, ours: undecided): NOT REVIEWED',
      '- a-set/noise (label: pass, ours: found): NOT REVIEWED',
      '- a-set, labels not answered yet: a check of a later issue 3',
    ]);
  });

  it('has no precision without a finding', () => {
    expect(row(set([{ id: 'silent', expected: false, found: false }]))).toContain('| - | - |');
  });
});
