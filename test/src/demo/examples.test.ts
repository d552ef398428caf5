import { checkFiles, checkWritten, synthesize } from './cdk';
import { behaved, exampleOf, type Example, type Variant } from './outcome';
import { analyze } from './pulumi';

const variants: readonly Variant[] = ['violating', 'compliant'];
const libraries = ['cdktf', 'cdktn'] as const;

// The real CLIs run these examples in `npm run demo`, and everything else in the tests of engines and parity.

describe.each(variants)('the %s examples', (variant) => {
  test.each(libraries)('%s: app.synth() does what the example is there for', async (library) => {
    const example = exampleOf('aws', library, variant);
    const outcome = await synthesize(library, example);
    expect([outcome, behaved(outcome, example)]).toEqual([outcome, true]);
  });

  test('Pulumi: the analyzer process does what the example is there for', async () => {
    const example = exampleOf('aws', 'pulumi', variant);
    const outcome = await analyze(example);
    expect([outcome, behaved(outcome, example)]).toEqual([outcome, true]);
  });

  test.each(libraries)('%s: the CLI finds the same in what a synth wrote', async (library) => {
    const example = exampleOf('aws', library, variant);
    const outcome = await checkWritten(example);
    expect([outcome, behaved(outcome, example)]).toEqual([outcome, true]);
  });
});

const ways = [
  ['cdktf', (example: Example) => synthesize('cdktf', example)],
  ['cdktf', checkWritten],
  ['pulumi', analyze],
  ['terraform', checkFiles],
] as const;

describe.each(variants)('the %s examples of Open Telekom Cloud', (variant) => {
  test.each(ways)('%s: does what the example is there for', async (language, way) => {
    const example = exampleOf('otc', language, variant);
    const outcome = await way(example);
    expect([outcome, behaved(outcome, example)]).toEqual([outcome, true]);
  });
});
