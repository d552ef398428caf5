import { tmpdir } from 'node:os';

import { createSteps, run } from './steps';

describe('the steps of `npm run demo:org`', () => {
  let printed: string;
  beforeEach(() => {
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  });
  afterEach(() => jest.restoreAllMocks());

  const node = (script: string): readonly string[] => [process.execPath, '-e', script];
  const where = { cwd: tmpdir(), env: {} };

  it('counts what went as expected, and what did not, and goes on', async () => {
    const steps = createSteps();
    await steps.step('first', () => Promise.reject(new Error('no such thing')));
    await steps.step('second', () => Promise.resolve('it went well'));
    expect([steps.failed(), steps.done()]).toEqual([1, 1]);
    expect(printed).toBe('  ✖ first\n      no such thing\n  ✔ second (0 s)\n      it went well\n');
  });

  it.each([0, 'not 0'] as const)('a command must end with %s', async (code) => {
    const [right, wrong] = code === 0 ? ['0', '1'] : ['1', '0'];
    await run(node(`process.exit(${right})`), { ...where, code });
    await expect(run(node(`process.exit(${wrong})`), { ...where, code })).rejects.toThrow(
      `ended with ${wrong} instead of ${code}`,
    );
  });

  it('a command must say what it is there to say', async () => {
    await run(node('console.error("stopped by a rule")'), { ...where, says: ['by a rule'] });
    await expect(run(node('console.error("stopped")'), { ...where, says: ['by a rule'] })).rejects.toThrow(
      'does not say by a rule:\nstopped',
    );
  });
});
