/** Where the labelled sets are, and how they are read. They are no part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const root = resolve(__dirname, '..', '..', '..');

/** The folder of the sets, beside the checkout. */
export const corpora = resolve(root, '..', 'shared', 'corpora');

export const isPresent = (): boolean => existsSync(corpora);

export const inCorpora = (...path: readonly string[]): string => join(corpora, ...path);

/** The text of a file of a set. */
export const text = (...path: readonly string[]): string => readFileSync(inCorpora(...path), 'utf8');

/** The lines of a JSON Lines file of a set, unpacked when its name ends in `.gz`. */
export function lines(...path: readonly string[]): readonly unknown[] {
  const file = inCorpora(...path);
  const content = file.endsWith('.gz') ? gunzipSync(readFileSync(file)).toString() : readFileSync(file, 'utf8');
  return content
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}

/** An AWS managed policy. */
export interface ManagedPolicy {
  readonly name: string;
  /** Absent of those that AWS took back before anybody wrote it down. */
  readonly arn: string | null;
  readonly deprecated: boolean;
  readonly document: object;
}

export const managedPolicies = (): readonly ManagedPolicy[] =>
  lines('aws-managed-policies', 'policies.jsonl.gz') as readonly ManagedPolicy[];
