import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { environmentWithout, runProcess } from '../engines/processes';
import { synthesize } from './cdk';
import { behaved, checkout, findingsIn, type Variant } from './outcome';
import { analyze } from './pulumi';

jest.setTimeout(60_000);

const variants: readonly Variant[] = ['violating', 'compliant'];
const libraries = ['cdktf', 'cdktn'] as const;

// The real CLIs run these examples in `npm run demo`, and everything else in the tests of engines and parity.

describe.each(variants)('the %s examples', (variant) => {
  test.each(libraries)('%s: app.synth() does what the example is there for', async (library) => {
    const outcome = await synthesize(library, variant);
    expect([outcome, behaved(outcome, variant)]).toEqual([outcome, true]);
  });

  test('Pulumi: the analyzer process does what the example is there for', async () => {
    const outcome = await analyze(variant);
    expect([outcome, behaved(outcome, variant)]).toEqual([outcome, true]);
  });

  test.each(libraries)('%s: the CLI finds the same in what a synth wrote', async (library) => {
    const output = mkdtempSync(join(tmpdir(), 'iam-guardrails-examples-'));
    try {
      const folder = join(checkout, 'examples', library, variant);
      const written = { CDKTF_OUTDIR: output, CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1' };
      const env = { ...environmentWithout(['CDKTF_', 'CDKTN_']), ...written };
      const run = (...parameters: readonly string[]) =>
        runProcess(process.execPath, parameters, { cwd: folder, env, timeout: 60_000 });
      await run('main.js');
      const { code, stdout } = await run(join(checkout, 'cli', 'dist', 'main.js'), 'check', output);
      const findings = findingsIn(stdout, /^✖ (?<rule>\S+) .* construct team\/(?<resource>\S+)\)$/gm);
      expect(behaved({ by: 'the CLI', output: stdout, findings, stopped: code !== 0 }, variant)).toBe(true);
    } finally {
      rmSync(output, { recursive: true, force: true });
    }
  });
});
