import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

it('is what the installed provider keeps secret', () => {
  const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'refresh-sensitive-attributes.js');
  const printed = execFileSync(process.execPath, [script, '--print'], { encoding: 'utf8' });
  expect(readFileSync(join(__dirname, 'sensitive-attributes.ts'), 'utf8')).toBe(printed);
});
