import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { globSync } from 'tinyglobby';
import { InputError, reasonOf } from '../input-error';

const TEMPLATES = resolve(__dirname, '..', '..', 'templates');

/** Texts to write, by path inside a folder. */
export type Texts = Readonly<Record<string, string>>;

/** The files of a template, which `pulumi policy new` can copy as they are. */
export function templateFiles(template: string): Texts {
  const cwd = join(TEMPLATES, template);
  const paths = globSync('**', { cwd, dot: true }).sort();
  // npm leaves the `.gitignore` of a folder out of a package.
  const files = paths.map((path) => [path, templateFile(`${template}/${path}`)] as const);
  return { ...Object.fromEntries(files), '.gitignore': templateFile('gitignore') };
}

/** One file of the templates. */
export function templateFile(path: string): string {
  return readFileSync(join(TEMPLATES, path), 'utf8');
}

/** Writes all of the files, or none; `name` is how a message calls the folder. Throws an `InputError`. */
export function writeNew(folder: string, texts: Texts, name: string): void {
  const made: string[] = [];
  try {
    for (const [file, text] of Object.entries(texts)) {
      const path = join(folder, file);
      const first = mkdirSync(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      // Fails when it is there by now, and leaves it alone.
      closeSync(openSync(path, 'wx'));
      made.push(path);
      writeFileSync(path, text);
    }
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    throw new InputError(`${name}: ${reasonOf(error)}; nothing was written`);
  }
}
