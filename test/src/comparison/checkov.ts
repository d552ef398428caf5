/** What Checkov finds in a folder: run now, or as it was kept. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../corpus/files';

/** A failed check of Checkov on a resource. */
export interface Failed {
  readonly check: string;
  readonly resource: string;
  readonly file: string;
}

/** What one run of Checkov found. */
export interface CheckovRun {
  readonly version: string;
  /** Titles of the checks. */
  readonly names: Readonly<Record<string, string>>;
  readonly failed: readonly Failed[];
}

const KEPT = join(root, 'test', 'src', 'comparison', 'checkov-terragoat.json');

/** The result that stands in the repository, so that the page can be made without Checkov. */
export const keptRun = (): CheckovRun => JSON.parse(readFileSync(KEPT, 'utf8')) as CheckovRun;

/** Keeps a result in the repository. */
export const keep = (run: CheckovRun): void => writeFileSync(KEPT, `${JSON.stringify(run, undefined, 2)}\n`);

interface Output {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
  readonly summary: { readonly checkov_version: string };
}

/** Runs Checkov over the folder; undefined when it is not installed. */
export function runCheckov(folder: string): CheckovRun | undefined {
  const command = process.env['CHECKOV'] ?? 'checkov';
  const options = ['--directory', '.', '--compact', '--quiet', '--skip-download', '--output', 'json'];
  const { error, stdout, stderr } = spawnSync(command, options, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) return undefined;
  return resultOf(stdout, stderr);
}

/** One object, or one for each kind of file. */
function resultOf(stdout: string, stderr: string): CheckovRun {
  const [begin, end] = [stdout.search(/[[{]/), Math.max(stdout.lastIndexOf(']'), stdout.lastIndexOf('}'))];
  if (begin < 0) throw new Error(`Checkov printed no result: ${stderr.slice(-500)}`);
  const outputs = [JSON.parse(stdout.slice(begin, end + 1)) as Output | readonly Output[]].flat();
  const all = outputs.flatMap(({ results }) => results.failed_checks);
  const names = new Map(all.map(({ check_id: check, check_name: name }) => [check, name]));
  return {
    version: outputs[0]?.summary.checkov_version ?? 'unknown',
    names: Object.fromEntries([...names].sort(([a], [b]) => (a < b ? -1 : 1))),
    failed: all
      .map(({ check_id: check, resource, file_path: file }) => ({ check, resource: nameless(check, resource), file }))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

/** Checkov names a secret by a hash of it. What is found in a file is enough here. */
const nameless = (check: string, resource: string): string => (check.startsWith('CKV_SECRET') ? '' : resource);

const keyOf = ({ file, resource, check }: Failed): string => `${file}\n${resource}\n${check}`;
