import { checkWritten, synthesize } from './cdk';
import { behaved, type Variant } from './outcome';
import { analyze } from './pulumi';

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
    const outcome = await checkWritten(library, variant);
    expect([outcome, behaved(outcome, variant)]).toEqual([outcome, true]);
  });
});
