/** Bad usage, configuration or input: what the user can mend. Every line of the message is meant for them as it is. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** The code of a failed system call in words. */
export function reasonOf(thrown: unknown): string {
  const code = codeOf(thrown);
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of the path is a file';
    default:
      return code === '' ? 'it cannot be used' : `it cannot be used (${code})`;
  }
}

/** The code of a failed system call, such as `ENOENT`; empty for anything else. */
export function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
}
