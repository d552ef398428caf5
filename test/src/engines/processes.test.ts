import { quoteForShell, runProcess } from './processes';

describe('running a command', () => {
  const options = { cwd: __dirname, env: {}, timeout: 10_000 };

  test('gives its output and its exit code', async () => {
    const script = "console.log('out'); console.error('err'); process.exitCode = 3;";
    expect(await runProcess(process.execPath, ['-e', script], options)).toEqual({
      code: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test('stops a command that takes too long, also one that ignores polite signals, and says so', async () => {
    const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
    const result = await runProcess(process.execPath, ['-e', script], { ...options, timeout: 500 });
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('was stopped by SIGKILL (limit 500 ms)');
  });

  test('a command that does not exist is an error', async () => {
    await expect(runProcess('/no/such/command', [], options)).rejects.toThrow('ENOENT');
  });
});

test('a shell takes a quoted word as it is', async () => {
  const word = `it's $HOME "and" \\ more`;
  const { stdout } = await runProcess('/bin/sh', ['-c', `printf %s ${quoteForShell(word)}`], {
    cwd: __dirname,
    env: {},
    timeout: 10_000,
  });
  expect(stdout).toBe(word);
});
