/** Run by the benchmark in a process of its own: the whole catalogue over the stack of `iam-stack.ts`; prints JSON. */
import {
  awsAttribute,
  controls,
  DEFECT,
  evaluate,
  parseConfiguration,
  readTerraform,
  rules,
} from '@iam-guardrails/shared-rules';
import { iamStack } from './iam-stack';

/** What one run of all rules took, in milliseconds. */
export interface CatalogueTimes {
  readonly resources: number;
  readonly findings: number;
  readonly reading: number;
  readonly total: number;
  /** The model and each rule. */
  readonly parts: Readonly<Record<string, number>>;
}

function measured(): CatalogueTimes {
  const configuration = parseConfiguration({}, rules);
  const written = iamStack();
  const parts: Record<string, number> = {};
  const begin = performance.now();
  const stack = readTerraform(written, { stack: 'bench', attribute: awsAttribute });
  const reading = performance.now() - begin;
  const around = <T>(part: string, work: () => T): T => {
    const since = performance.now();
    const result = work();
    parts[part] = (parts[part] ?? 0) + performance.now() - since;
    return result;
  };
  const report = evaluate([stack], { today: '2026-11-23', rules, configuration, controls, around });
  const total = performance.now() - begin;
  const failed = report.findings.find(({ rule }) => rule === DEFECT);
  if (failed !== undefined) throw new Error(failed.message);
  return { resources: stack.resources.length, findings: report.findings.length, reading, total, parts };
}

process.stdout.write(JSON.stringify(measured()));
