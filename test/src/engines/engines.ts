import { type CdkCli, cdkCli } from './cdk-cli';
import { howToInstall, locateEngines } from './locations';
import { type PulumiEngine, pulumiEngine } from './pulumi';

/** All engines at once. */
export interface Engines {
  readonly pulumi: PulumiEngine;
  readonly cdktf: CdkCli;
  readonly cdktn: CdkCli;
}

/** What the tests of a file are declared with: Jest's own functions. */
export interface TestFrame {
  readonly describe: (title: string, body: () => void) => void;
  readonly test: (title: string, body: () => void) => void;
}

/** All engines, or an error that names those that are missing. */
export async function requireEngines(): Promise<Engines> {
  const missing = missingEngines();
  const [pulumi, cdktf, cdktn] = [await pulumiEngine(), cdkCli('cdktf'), cdkCli('cdktn')];
  if (pulumi !== undefined && cdktf !== undefined && cdktn !== undefined) return { pulumi, cdktf, cdktn };
  await pulumi?.dispose();
  throw new Error(notInstalled(missing));
}

/** The engines that are not installed, by title and version. */
export function missingEngines(): readonly string[] {
  const missing = Object.values(locateEngines()).filter(({ from }) => from === 'missing');
  return missing.map(({ title, version }) => `${title} ${version}`);
}

/** Whether a run without engines is a failure. In CI it is, because nobody reads there what was left out. */
export function enginesAreRequired(): boolean {
  return ['CI', 'IAM_GUARDRAILS_REQUIRE_ENGINES'].some((name) => !['', '0', 'false'].includes(process.env[name] ?? ''));
}

/** Declares tests that need the engines. Without engines one test takes their place, which says so and fails in CI. */
export function describeWithEngines(frame: TestFrame, title: string, body: () => void): void {
  const missing = missingEngines();
  if (missing.length === 0) {
    frame.describe(title, body);
    return;
  }
  frame.describe(title, () => {
    frame.test(`NOT RUN: the engines are not installed, ${howToInstall}`, () => {
      if (enginesAreRequired()) throw new Error(notInstalled(missing));
      console.warn(`${title}: not run. ${notInstalled(missing)}`);
    });
  });
}

function notInstalled(missing: readonly string[]): string {
  return `Not installed: ${missing.join(', ')}. To install the engines ${howToInstall}.`;
}
