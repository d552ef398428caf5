import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { environmentWithout } from '../engines/processes';

/** A registry of this machine. Packages of this project and of the organisation live in it; all others it hands on. */
export interface Registry {
  readonly url: string;
  /** Lets npm use it, in a folder of its own and with nothing of the user's settings. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines that its log has about what went wrong. */
  readonly log: () => string;
  close(): Promise<void>;
}

/** Packages that are published here and nowhere else. */
const OWN = ['@iam-guardrails/*', 'iam-guardrails', '@acme/*'];

/** Starts verdaccio on a free port, with everything that it keeps in the folder. */
export async function startRegistry(executable: string, folder: string): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  await writeFile(join(folder, 'config.yaml'), configuration(folder));
  // npm wants to have signed in before it publishes; this registry takes whoever comes.
  await writeFile(join(folder, 'npmrc'), `registry=${url}\n${url.replace('http:', '')}:_authToken=anybody\n`);
  const parameters = [executable, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
  const child = spawn(process.execPath, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  if (!(await answers(url, () => child.exitCode !== null))) {
    await close();
    throw new Error(`the registry does not answer:\n${log}`);
  }
  return {
    url,
    env: {
      ...environmentWithout(['npm_', 'NODE_OPTIONS']),
      npm_config_userconfig: join(folder, 'npmrc'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    },
    log: () => log,
    close,
  };
}

/** As YAML, which JSON is. */
function configuration(folder: string): string {
  const upstream = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
  const anybody = { access: '$all', publish: '$all', unpublish: '$all' };
  const own = Object.fromEntries(OWN.map((name) => [name, anybody]));
  return JSON.stringify({
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: { upstream: { url: upstream, timeout: '120s', max_fails: 100 } },
    packages: { ...own, '**': { access: '$all', proxy: 'upstream' } },
    max_body_size: '100mb',
    log: { type: 'stdout', format: 'pretty', level: 'warn', colors: false },
  });
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Waits for it, unless it ends first. */
async function answers(url: string, hasEnded: () => boolean): Promise<boolean> {
  const limit = Date.now() + 60_000;
  while (Date.now() < limit && !hasEnded()) {
    const answer = await fetch(`${url}-/ping`).catch(() => undefined);
    if (answer?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}
