/** Runs every example and says whether each did what it is there for. `npm run demo`. */
import { cdkCli } from '../engines/cdk-cli';
import { missingEngines } from '../engines/engines';
import { howToInstall } from '../engines/locations';
import { pulumiEngine, type PulumiEngine } from '../engines/pulumi';
import { checkFiles, checkWritten, synthesize, synthesizeWithCli, type CdkLibrary } from './cdk';
import { behaved, exampleOf, expected, type Cloud, type Example, type Outcome, type Variant } from './outcome';
import { analyze, preview } from './pulumi';

/** One example and the ways to run it. */
interface Shown extends Example {
  readonly ways: readonly ((example: Example) => Promise<Outcome>)[];
}

const variants: readonly Variant[] = ['violating', 'compliant'];

function shown(cloud: Cloud, language: string, ways: Shown['ways']): readonly Shown[] {
  return variants.map((variant) => ({ ...exampleOf(cloud, language, variant), ways }));
}

function pulumiExamples(cloud: Cloud, engine: PulumiEngine | undefined): readonly Shown[] {
  const real = engine === undefined ? [] : [(example: Example) => preview(engine, example)];
  return shown(cloud, 'pulumi', [analyze, ...real]);
}

function cdkExamples(cloud: Cloud, library: CdkLibrary): readonly Shown[] {
  const cli = cdkCli(library);
  const real = cli === undefined ? [] : [(example: Example) => synthesizeWithCli(cli, library, example)];
  return shown(cloud, library, [checkWritten, (example: Example) => synthesize(library, example), ...real]);
}

/** Starts the examples one after the other; each answers with its part of the output. */
function inTurn(examples: readonly Shown[]): readonly Promise<Part>[] {
  let previous: Promise<unknown> = Promise.resolve();
  return examples.map((example) => {
    const part = previous.then(() => run(example)).catch((error: unknown) => failed(example, error));
    previous = part;
    return part;
  });
}

interface Part {
  readonly good: boolean;
  readonly text: string;
}

async function run(example: Shown): Promise<Part> {
  const { cloud, folder, variant, ways } = example;
  const outcomes: Outcome[] = [];
  for (const way of ways) outcomes.push(await way(example));
  const bad = outcomes.filter((outcome) => !behaved(outcome, example));
  const result =
    variant === 'violating' ? `stopped by exactly the ${expected[cloud].length} findings that block` : 'passes';
  const lines = [
    `── ${folder} ${'─'.repeat(100 - folder.length)}`,
    // The same findings look alike in every way of a run: the last one is the nearest to what users run.
    ...(variant === 'violating' ? outcomes.slice(-1) : []).map(({ output }) => `${output.trim()}\n`),
    ...bad.map(({ by, output, findings }) => `${by}: ${findings.join(', ') || 'no finding'}\n${output.trim()}\n`),
    `${bad.length === 0 ? '✓' : '✗ NOT'} ${result} (${outcomes.map(({ by }) => by).join('; ')})`,
  ];
  return { good: bad.length === 0, text: lines.join('\n') };
}

function failed({ folder }: Shown, error: unknown): Part {
  return { good: false, text: `✗ ${folder}: ${error instanceof Error ? error.message : String(error)}` };
}

async function main(): Promise<void> {
  const start = performance.now();
  const engine = await pulumiEngine();
  // Two lanes for two cores.
  const lanes = [
    [...pulumiExamples('aws', engine), ...pulumiExamples('otc', engine)],
    [...cdkExamples('aws', 'cdktf'), ...cdkExamples('aws', 'cdktn'), ...cdkExamples('otc', 'cdktf')],
    shown('otc', 'terraform', [checkFiles]),
  ];
  let good = 0;
  const parts = lanes.flatMap(inTurn);
  for (const part of parts) {
    const done = await part;
    if (done.good) good += 1;
    console.log(`\n${done.text}`);
  }
  await engine?.dispose();

  const missing = missingEngines();
  const left = missing.length === 0 ? '' : `Not run, because not installed: ${missing.join(', ')}; ${howToInstall}.\n`;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`\n${left}${good} of ${parts.length} examples behaved as they should, in ${seconds} s.`);
  process.exitCode = good === parts.length ? 0 : 1;
}

void main();
