import { spawn } from 'node:child_process';
import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a finished command left behind. */
export interface ProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after which the command is stopped. */
  readonly timeout: number;
}

/** Runs a command to its end. A command that was stopped has the code 1 and says so on stderr. */
export async function runProcess(
  command: string,
  parameters: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    // Pulumi answers a polite signal by waiting for the very thing that hangs.
    const child = spawn(command, parameters, { ...options, killSignal: 'SIGKILL', stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const note =
        signal === null ? '' : `\n${command} was stopped by ${signal} (limit ${String(options.timeout)} ms)\n`;
      resolve({
        code: code ?? 1,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8') + note,
      });
    });
  });
}

/** The environment of this process without the variables whose names begin with one of the prefixes. */
export function environmentWithout(prefixes: readonly string[]): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined && !prefixes.some((prefix) => entry[0].startsWith(prefix));
  });
  return Object.fromEntries(kept);
}

/** Puts a command into a folder that runs a Node script on the Node of this process, with the given first parameters. */
export async function writeNodeCommand(
  folder: string,
  name: string,
  script: string,
  parameters: readonly string[] = [],
): Promise<void> {
  const words = [process.execPath, script, ...parameters].map(quoteForShell);
  const file = join(folder, name);
  // `exec` leaves no shell in between: signals reach the script and it sees who started it.
  await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  await chmod(file, 0o755);
}

/** Makes `node` in that folder the Node of this process, so that everything that is started from PATH runs on it. */
export async function linkNode(folder: string): Promise<void> {
  await symlink(process.execPath, join(folder, 'node'));
}

/** A word that a shell takes as it is. */
export function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
