/** The independent evaluator: a process of its own, because its licence is not ours; see test/oracle. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { toldInstead } from './known-differences';
import type { ConcreteRequest, Documents, Verdict } from './world';

const folder = resolve(__dirname, '..', '..', 'oracle');

export interface Evaluator {
  /** `unchecked` takes requests as they are, even if AWS has none like them. */
  ask(documents: Documents, requests: readonly ConcreteRequest[], unchecked?: boolean): Promise<readonly Verdict[]>;
  close(): void;
}

/** Starts the evaluator. Fails when `npm run oracle` has not installed it. */
export function startEvaluator(): Evaluator {
  if (!existsSync(join(folder, 'node_modules'))) throw new Error('test/oracle is not installed: run `npm run oracle`');
  const process_ = spawn(process.execPath, [join(folder, 'oracle.js')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  return {
    async ask(documents, requests, unchecked = false) {
      process_.stdin.write(
        `${JSON.stringify({ documents, requests, unchecked }, (_, value: unknown) => toldInstead.get(value) ?? value)}\n`,
      );
      const line = await lines.next();
      if (line.done === true) throw new Error('the evaluator ended');
      const answer = JSON.parse(line.value) as { verdicts?: Verdict[]; problem?: string };
      if (answer.verdicts === undefined) throw new Error(`the evaluator failed: ${answer.problem ?? line.value}`);
      return answer.verdicts;
    },
    close: () => void process_.stdin.end(),
  };
}
