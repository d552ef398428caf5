import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ConfigurationError,
  parseConfiguration,
  rules as catalogue,
  type Configuration,
} from '@iam-guardrails/shared-rules';
import { readText } from './files';
import { InputError } from './input-error';
import type { Io } from './io';
import { parseJson } from './input/json';

const NAMES = ['iam-guardrails.yaml', 'iam-guardrails.yml', 'iam-guardrails.json'];

/**
 * The configuration of the named file, else of the one in the working folder, else the default one. Throws an
 * `InputError` with every problem of it.
 */
export function readConfiguration(named: string | undefined, { cwd }: Io): Configuration {
  const path = named ?? fileIn(cwd);
  try {
    return parseConfiguration(path === undefined ? undefined : read(resolve(cwd, path), path), catalogue);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new InputError(error.problems.map((problem) => `${path ?? 'configuration'}: ${problem}`).join('\n'));
  }
}

function fileIn(cwd: string): string | undefined {
  const [first, second] = NAMES.filter((name) => existsSync(join(cwd, name)));
  if (second !== undefined)
    throw new InputError(`there are ${first} and ${second} in this folder; say which with --config`);
  return first;
}

function read(path: string, name: string): unknown {
  const text = readText(path, name);
  return name.endsWith('.json') ? parseJson(text, name) : parseYaml(text, name);
}

function parseYaml(text: string, name: string): unknown {
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const document = parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: true });
  const [problem] = document.errors;
  if (problem === undefined) return document.toJS() ?? {};
  const [start] = problem.linePos ?? [];
  const [words = ''] = problem.message.split(/ at line \d+, column \d+|\n/);
  const place = start === undefined ? '' : `:${start.line}:${start.col}`;
  throw new InputError(`${name}${place}: it is not YAML (${words.charAt(0).toLowerCase()}${words.slice(1)})`);
}
