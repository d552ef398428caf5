/**
 * `npm run comparison`: terragoat, a stack that is wrong on purpose, by Checkov and by us, side by side, written into
 * docs/guide/comparison.md. Checkov is looked for in PATH, or is what CHECKOV names; without it the result counts that stands
 * in the repository. Exit code 1 on a difference that nobody has explained.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCorpora, isPresent, root } from '../corpus/files';
import { keep, keptRun, runCheckov } from './checkov';
import { terragoat } from './differences';
import { page, type Ours } from './page';

const FOLDER = ['terragoat', 'terraform'] as const;
const PAGE = join(root, 'docs', 'guide', 'comparison.md');
const MARKED =
  /(<!-- figures of `npm run comparison`: begin -->\n)[\s\S]*(\n<!-- figures of `npm run comparison`: end -->)/;

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly also: readonly string[];
    readonly status: string;
    readonly resource: { readonly address: string };
  }[];
}

function ourFindings(folder: string): readonly Ours[] {
  const cli = join(root, 'cli', 'bin', 'iam-guardrails.js');
  const { stdout } = spawnSync(process.execPath, [cli, 'check', folder, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return (JSON.parse(stdout) as Report).findings
    .filter(({ status }) => status === 'violation')
    .map(({ rule, also, resource }) => ({ rule, also, address: resource.address }));
}

function main(): number {
  if (!isPresent()) {
    console.log('comparison: NOT RUN, terragoat is not beside the checkout');
    return 0;
  }
  const folder = inCorpora(...FOLDER);
  const now = runCheckov(folder);
  if (now === undefined)
    console.log('Checkov is not installed (`pip install checkov`, or name it in CHECKOV): its kept result is used.');
  else keep(now);
  const { text, problems } = page(now ?? keptRun(), ourFindings(folder), terragoat);
  const before = readFileSync(PAGE, 'utf8');
  if (!MARKED.test(before)) throw new Error(`${PAGE} has no place for the figures`);
  writeFileSync(
    PAGE,
    before.replace(MARKED, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`),
  );
  console.log(text);
  for (const problem of problems) console.log(`\n${problem} (test/src/comparison/differences.ts)`);
  return problems.length > 0 ? 1 : 0;
}

process.exitCode = main();
