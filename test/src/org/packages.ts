import { join } from 'node:path';

import type { PulumiEngine } from '../engines/pulumi';
import type { PulumiCloud } from './pulumi-cloud';
import type { Registry } from './registry';
import { run, type Steps } from './steps';

/** What the steps share. */
export interface Work {
  readonly folder: string;
  readonly registry: Registry;
  readonly cloud: PulumiCloud;
  readonly pulumi: PulumiEngine;
  readonly steps: Steps;
  /** The folder of the organisation's pack. */
  readonly pack: string;
  /** Name of its package. */
  readonly name: string;
}

/** The repository. */
export const checkout = join(__dirname, '..', '..', '..');

/** The packages of this project, each behind those that it needs. */
export const published = ['shared-rules', 'pack', 'pulumi-policy', 'cdktf-aspects', 'cli'] as const;

/** Begins the work of an organisation. */
export function startWork(given: Omit<Work, 'pack' | 'name'>): Work {
  return { ...given, pack: join(given.folder, 'guardrails'), name: '@acme/iam-guardrails' };
}

/** `npm publish` of every package of this project. */
export async function publishPackages({ registry, steps }: Work): Promise<void> {
  steps.part('This project');
  for (const name of published)
    await steps.step(`npm publish of ${name}`, async () => {
      const { stderr } = await run(['npm', 'publish', '--access', 'public', '--registry', registry.url], {
        cwd: join(checkout, name),
        env: registry.env,
      });
      const size = /package size: (.*)/.exec(stderr)?.[1] ?? '';
      const files = /total files: (.*)/.exec(stderr)?.[1] ?? '';
      return size === '' ? '' : `${files} files, ${size}`;
    });
}
