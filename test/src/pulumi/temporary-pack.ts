import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Analyzer, startAnalyzer } from './analyzer';

const ROOT = resolve(__dirname, '..', '..', '..');
const folders: string[] = [];

/** The folder of a pack in which these files stand beside a package.json. */
export function packFolder(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-pack-')));
  folders.push(folder);
  const manifest = JSON.stringify({ name: 'temporary-pack', version: '1.2.3', main: 'index.js' });
  for (const [name, text] of Object.entries({ 'package.json': manifest, ...files })) {
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Environment in which a pack outside the repository finds the packages of the workspace, and `RULES` those of tests. */
export function packEnvironment(): NodeJS.ProcessEnv {
  return { NODE_PATH: join(ROOT, 'node_modules'), RULES: join(ROOT, 'test', 'src', 'pulumi', 'fixtures', 'rules.js') };
}

/** Starts a pack of one file; the other files lie beside it. */
export function startPack(index: string, files: Readonly<Record<string, string>> = {}): Promise<Analyzer> {
  return startAnalyzer(packFolder({ 'index.js': index, ...files }), { env: packEnvironment() });
}

/** Starts the pack that the package itself is. */
export function startDefaultPack(): Promise<Analyzer> {
  return startAnalyzer(join(ROOT, 'pulumi-policy'));
}

/** Removes the folders of all packs. */
export function removePackFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
