import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the engines, as `test/engines/install.js` lists them. */
export type EngineName =
  'node' | 'node-20' | 'node-24' | 'verdaccio' | 'cdktf' | 'cdktn' | 'pulumi' | 'pulumi-language-host';

/** Where one engine is. */
export interface EngineLocation {
  readonly title: string;
  readonly version: string;
  readonly from: 'cache' | 'path' | 'missing';
  readonly executable: string;
}

/** Where all engines are. */
export type EngineLocations = Readonly<Record<EngineName, EngineLocation>>;

/** What to do when engines are missing. */
export const howToInstall = 'run `npm run engines`';

const testFolder = join(__dirname, '..', '..');
let listing: EngineLocations | undefined;

/**
 * Asks the installer where the engines are: it alone knows the cache and the pinned versions.
 * Not asynchronous, because a test file must know it while it declares its tests.
 */
export function locateEngines(): EngineLocations {
  listing ??= listEngines();
  return listing;
}

/** The compiled form of a script of this folder: engines start it as a process, also when the tests run from the sources. */
export function compiledScript(name: string): string {
  const script = join(testFolder, 'dist', 'engines', `${name}.js`);
  if (!existsSync(script)) throw new Error(`${script} does not exist: run \`npm run build\` first.`);
  return script;
}

function listEngines(): EngineLocations {
  const installer = join(testFolder, 'engines', 'install.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [installer, '--list'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The engines could not be listed: ${stderr}`);
  return JSON.parse(stdout) as EngineLocations;
}
