import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configurationFiles, didYouMean } from '@iam-guardrails/shared-rules';
import { InputError } from '../input-error';
import type { Io } from '../io';
import { templateFile, writeNew } from './init-files';

/** Writes a configuration into the working folder. Throws an `InputError` when there is one. */
export function init(others: readonly string[], io: Io): void {
  assertAlone(others);
  const taken = configurationFiles.find((name) => existsSync(join(io.cwd, name)));
  if (taken !== undefined) throw new InputError(`${taken}: there is such a file already, which is left as it is`);
  const name = 'iam-guardrails.yaml';
  writeNew(io.cwd, { [name]: templateFile(name) }, name);
  io.out(`${name} is written. It is what holds without it; every line says what may be changed.\n`);
}

function assertAlone([first]: readonly string[]): void {
  if (first === undefined) return;
  const help =
    didYouMean(first, ['pack', 'rule']) ||
    '; there are `init` (a configuration), `init pack DIR` (the pack of an organisation) and `init rule ID` (a rule in a pack)';
  throw new InputError(`init: unknown word \`${first}\`${help}`);
}
