import { readFileSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { InputError, reasonOf } from './input-error';

/** A path as reports and messages show it: from the working folder, with `/`; the working folder itself is `.`. */
export function shown(cwd: string, path: string): string {
  const short = relative(cwd, path).split(sep).join('/');
  return short === '' ? '.' : short;
}

/** The text of a file in UTF-8, without a byte order mark. Throws an `InputError` that begins with `name`. */
export function readText(path: string, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${name}: it is not text in UTF-8`);
    throw new InputError(`${name}: ${reasonOf(error)}`);
  }
}

/** True when the file lies in one of the folders, links followed. */
export function isInside(path: string, folders: readonly string[]): boolean {
  const real = realpathSync(path);
  return folders.some((folder) => {
    const way = relative(realpathSync(folder), real);
    return way !== '..' && !way.startsWith(`..${sep}`) && way !== real;
  });
}
