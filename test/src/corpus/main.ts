/**
 * `npm run corpus`: the labelled sets beside the checkout. Prints one row a set, then every disagreement with the reason
 * that a review gave it. Exit code 1 when one has none, or when something crashed.
 */
import { awsDocs } from './aws-docs';
import { checkov } from './checkov';
import { corpora, isPresent } from './files';
import { managed } from './managed';
import { parliament } from './parliament';
import { pathfinding } from './pathfinding';
import { realPrograms } from './real-programs';
import { silence } from './silence';
import { details, HEAD, row, stale, sums } from './score';

async function main(): Promise<number> {
  if (!isPresent()) {
    console.log(`corpus: NOT RUN, there are no labelled sets at ${corpora}`);
    return 0;
  }
  const sets = [parliament(), ...checkov(), pathfinding()];
  const told = sets.map(details);
  console.log(
    [...HEAD, ...sets.map(row), ...sums('checkov', sets), '', ...told.flatMap(({ lines }) => lines), ''].join('\n'),
  );
  console.log([...awsDocs(), ''].join('\n'));
  const all = managed();
  console.log([...all.lines, ''].join('\n'));
  const quiet = silence();
  console.log([...quiet.lines, ''].join('\n'));
  const real = await realPrograms();
  console.log(real.lines.join('\n'));
  const problems = [...quiet.problems, ...real.problems];
  const unreviewed = told.reduce((sum, one) => sum + one.unreviewed, 0);
  const gone = stale(sets);
  if (unreviewed > 0) console.log(`\n${unreviewed} disagreements are not reviewed: test/src/corpus/disagreements.ts`);
  for (const id of gone) console.log(`\nreviewed, but no disagreement any more: ${id}`);
  for (const problem of problems) console.log(`\n${problem}`);
  return unreviewed + gone.length + problems.length > 0 || all.crashed ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
