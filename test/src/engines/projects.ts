import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder outside the checkout, as a user's own project is. */
export interface Project {
  readonly folder: string;
  dispose(): Promise<void>;
}

const checkout = join(__dirname, '..', '..', '..');

/** Writes a project from its files (path to text). It finds the packages of the checkout as if they were installed in it. */
export async function createProject(files: Readonly<Record<string, string>>): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'iam-guardrails-project-'));
  await symlink(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}
