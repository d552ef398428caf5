import { startTiming } from './timing';

/** A clock that somebody moves. */
function clock(): { readonly now: () => number; readonly pass: (milliseconds: number) => void } {
  let time = 1000;
  return { now: () => time, pass: (milliseconds) => void (time += milliseconds) };
}

describe('the table of times', () => {
  it('has the slowest part first, adds up what runs several times, and tells what nothing counted', async () => {
    const { now, pass } = clock();
    const timing = startTiming(now);
    await timing.aroundAll('reading', () => Promise.resolve(pass(10)));
    expect(timing.around('a-rule', () => (pass(20), 'what the work gave'))).toBe('what the work gave');
    timing.around('a-rule', () => pass(40));
    pass(30);
    expect(timing.table().split('\n')).toEqual([
      'a-rule        60.0 ms   60.0 %',
      'reading       10.0 ms   10.0 %',
      'the rest      30.0 ms   30.0 %',
      'total        100.0 ms  100.0 %',
      '',
    ]);
  });

  it('counts a part that fails, and lets it fail', async () => {
    const { now, pass } = clock();
    const timing = startTiming(now);
    const failing = (): never => {
      pass(5);
      throw new Error('no');
    };
    expect(() => timing.around('a-rule', failing)).toThrow('no');
    await expect(timing.aroundAll('reading', failing)).rejects.toThrow('no');
    expect(timing.table()).toMatch(/^a-rule +5\.0 ms +50\.0 %\nreading +5\.0 ms +50\.0 %\n/);
  });

  it('divides by nothing when no time passed', () => {
    expect(startTiming(clock().now).table()).toMatch(/^the rest +0\.0 ms +-\n/);
  });
});
