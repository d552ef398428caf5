/** The access engine's part of the benchmark: loading, the rule set over all managed policies, proofs, and peers. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isPresent, managedPolicies } from '../corpus/files';
import type { Measured, Times } from './measure';
import { measurePeers, type PeerTimes } from './peers';

const program = (name: string): string => join(__dirname, `${name}.js`);
const start = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** Milliseconds until the engine has answered for the first time, within a process that has just started. */
export const load = (): Promise<number> => Promise.resolve(Number(start(program('load'))));

/** Milliseconds of a whole process that loads the engine and asks once. */
export const loadingProcess = (): Promise<number> => Promise.resolve(timed(() => start(program('load'))));

/** The same for a process that does nothing. */
export const emptyProcess = (): Promise<number> => Promise.resolve(timed(() => start('-e', '')));

function timed(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

const ms = (time: number): string => (time < 10 ? `${time.toFixed(2)} ms` : `${time.toFixed(0)} ms`);

function row(what: string, { count, total, p50, p95, max }: Times, goal: string): string {
  return `| ${[what, count, ms(total), ms(p50), ms(p95), ms(max), goal].join(' | ')} |`;
}

/** The tables, or one line that says why there is none. */
export function engineTable(loaded: number): string {
  const loading = `Loading the access engine until its first answer: ${ms(loaded)} (goal: at most 50 ms).`;
  if (!isPresent())
    return `${loading}\n\nThe managed policies are not here, so nothing more of the engine is measured.`;
  const { policies, mfa, newAccess } = JSON.parse(start(program('measure'))) as Measured;
  return [
    loading,
    '',
    '| what | times | total | median | 95 % | longest | goal |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    row('an AWS managed policy: checks, administrator, escalations', policies, 'median 1 ms, total 2 s'),
    row('the proof that a user of two groups needs MFA', mfa, 'under 10 ms'),
    row('new access between two managed policies', newAccess, '95 % under 5 ms'),
    '',
    `Undecided: ${policies.undecided} of ${policies.count}, ${mfa.undecided} of ${mfa.count}, ${newAccess.undecided} of ${newAccess.count}.`,
    '',
    peersTable(policies),
  ].join('\n');
}

function peersTable(ours: Times): string {
  const peers = measurePeers(managedPolicies().map(({ document }) => document));
  if (peers === undefined)
    return 'Peers are not measured: `npm run bench -- --install-peers` installs them from PyPI into the cache folder.';
  const totals = peers.map((peer) => peer.times.reduce((sum, time) => sum + time, 0));
  return [
    '| the same documents, loading left out | total | median | 95 % | crashes | times ours |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    `| iam-guardrails | ${ms(ours.total)} | ${ms(ours.p50)} | ${ms(ours.p95)} | 0 | 1 |`,
    ...peers.map((peer, index) => peerRow(peer, totals[index] ?? NaN, ours)),
    '',
    `The fastest peer takes ${(Math.min(...totals) / ours.total).toFixed(1)} times as long.`,
  ].join('\n');
}

function peerRow({ name, times, failed }: PeerTimes, total: number, ours: Times): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string => ms(sorted[Math.floor(sorted.length * share)] ?? NaN);
  return `| ${[name, ms(total), at(0.5), at(0.95), failed, (total / ours.total).toFixed(1)].join(' | ')} |`;
}
