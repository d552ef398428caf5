/** The pack that the guide "Write your own rule" ends with: made by the command line, filled with the code of the guide, compiled. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { environmentWithout, runProcess, type ProcessResult } from '../engines/processes';

const ROOT = resolve(__dirname, '..', '..', '..');

/** The text of the guide. */
export const guide = readFileSync(join(ROOT, 'docs', 'guide', 'own-rules.md'), 'utf8');

/** The blocks of the guide in one language, as they are written. */
export function blocksOf(language: string): readonly string[] {
  return [...guide.matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .filter(([, written]) => written === language)
    .map(([, , text = '']) => text);
}

/** The files of the guide: blocks that begin with their path. */
export function filesOfGuide(): ReadonlyMap<string, string> {
  return new Map(
    blocksOf('ts').map((text) => {
      const path = /^\/\/ (\S+)\n/.exec(text)?.[1];
      if (path === undefined) throw new Error(`a block of the guide does not begin with its path:\n${text}`);
      return [path, text] as const;
    }),
  );
}

/** Folders of the pack and of a program that has it installed. */
export interface PackOfGuide {
  /** The pack itself, compiled. */
  readonly pack: string;
  /** A folder in which `@acme/iam-guardrails` is installed. */
  readonly program: string;
  readonly remove: () => void;
}

/** What runs in the folder, with its output; fails when it does not end well. */
export async function runNode(folder: string, args: readonly string[]): Promise<ProcessResult> {
  return runProcess(process.execPath, args, { cwd: folder, env: environmentWithout([]), timeout: 120_000 });
}

/** The command line as it was compiled. */
export const cli = join(ROOT, 'cli', 'dist', 'main.js');

/** Path of a program of an installed package. */
export const bin = (path: string): string => join(ROOT, 'node_modules', path);

async function done(folder: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runNode(folder, args);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}\n${stdout}${stderr}`);
}

/** Makes the pack of the guide: the steps that a reader takes. */
export async function packOfGuide(): Promise<PackOfGuide> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-own-rule-')));
  const pack = join(folder, 'guardrails');
  const program = join(folder, 'program');
  await done(folder, [cli, 'init', 'pack', 'guardrails', '--name', '@acme/iam-guardrails']);
  symlinkSync(join(ROOT, 'node_modules'), join(pack, 'node_modules'));
  await done(pack, [cli, 'init', 'rule', 'only-archivists-delete-backups']);
  for (const [path, text] of filesOfGuide()) writeFileSync(join(pack, path), text);
  const rules = 'rules: { only-archivists-delete-backups: mandatory }\n';
  writeFileSync(join(pack, 'iam-guardrails.yaml'), rules);
  await done(pack, [bin('typescript/bin/tsc')]);
  const installed = join(program, 'node_modules', '@acme', 'iam-guardrails');
  mkdirSync(dirname(installed), { recursive: true });
  symlinkSync(pack, installed);
  return { pack, program, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
