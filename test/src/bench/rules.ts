/** The catalogue's part of the benchmark: all rules over 2,000 resources of IAM, with the share of each rule. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CatalogueTimes } from './catalogue';

const run = (): CatalogueTimes =>
  JSON.parse(
    execFileSync(process.execPath, [join(__dirname, 'catalogue.js')], { encoding: 'utf8', maxBuffer: 1 << 26 }),
  ) as CatalogueTimes;

/** The run whose total is the median: a process for each, as people run it. */
export function catalogueTable(rounds: number): string {
  const runs = Array.from({ length: rounds }, run).sort((a, b) => a.total - b.total);
  const middle = runs[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error('the benchmark has no rounds');
  const { resources, findings, reading, total, parts } = middle;
  const counted = reading + Object.values(parts).reduce((sum, time) => sum + time, 0);
  const all: readonly (readonly [string, number])[] = [['reading', reading], ...Object.entries(parts)];
  const rows = [...all].sort(([, a], [, b]) => b - a);
  return [
    `All ${Object.keys(parts).length - 1} rules over a stack of ${resources} resources, ${findings} findings: ${total.toFixed(0)} ms in a process that has just started (goal: a blink or two, at most 1 s).`,
    '',
    '| part | time | share |',
    '| --- | ---: | ---: |',
    ...[...rows, ['the rest', total - counted] as const].map(([part, time]) => `| ${part} | ${time.toFixed(1)} ms | ${((100 * time) / total).toFixed(1)} % |`), // prettier-ignore
    '',
    'What several rules need is worked out once, and counts for the rule that asks first.',
  ].join('\n');
}
