/**
 * Other linters of IAM policies, measured in the same run. They are Python: `npm run bench -- --install-peers` puts them
 * into a virtual environment below the cache folder, outside of the checkout.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const PEERS = { parliament: '1.6.4', cloudsplaining: '0.9.1' } as const;

type Peer = keyof typeof PEERS;

/** Milliseconds for each document. */
export interface PeerTimes {
  readonly name: string;
  readonly times: readonly number[];
  /** Documents that it crashed on. */
  readonly failed: number;
}

const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const folder = join(cache, 'iam-guardrails', 'peers', Object.entries(PEERS).flat().join('-'));
const python = join(folder, 'bin', 'python');

/** Installs what is missing. A virtual environment knows its own place, so the mark of a finished one is a file in it. */
export function installPeers(): void {
  if (isInstalled()) return;
  rmSync(folder, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const packages = Object.entries(PEERS).map(([name, version]) => `${name}==${version}`);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], {
    stdio: 'inherit',
  });
  writeFileSync(join(folder, 'finished.unchecked'), '');
  renameSync(join(folder, 'finished.unchecked'), join(folder, 'finished'));
}

const isInstalled = (): boolean => existsSync(join(folder, 'finished'));

/** How long each peer takes for the documents; undefined when the peers are not installed. */
export function measurePeers(documents: readonly object[]): readonly PeerTimes[] | undefined {
  if (!isInstalled()) return undefined;
  const file = join(mkdtempSync(join(tmpdir(), 'iam-guardrails-peers-')), 'documents.jsonl');
  try {
    writeFileSync(file, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
    return (Object.keys(PEERS) as Peer[]).map((peer) => measure(peer, file));
  } finally {
    rmSync(dirname(file), { recursive: true, force: true });
  }
}

function measure(peer: Peer, file: string): PeerTimes {
  const script = resolve(__dirname, '..', '..', 'src', 'bench', 'peers.py');
  const printed = execFileSync(python, [script, peer, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { name: `${peer} ${PEERS[peer]}`, ...(JSON.parse(printed) as Pick<PeerTimes, 'times' | 'failed'>) };
}
