import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const checkout = join(__dirname, '..', '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(checkout, ...path), 'utf8');

test.each(['shared-rules', 'pulumi-policy', 'cdktf-aspects', 'cli'])(
  '%s holds the licence of the repository',
  (name) => {
    expect(read(name, 'LICENSE')).toBe(read('LICENSE'));
    expect(JSON.parse(read(name, 'package.json'))).toMatchObject({ license: 'Apache-2.0' });
  },
);

test('the package with the data tables holds the notice of their sources', () => {
  expect(read('shared-rules', 'NOTICE')).toBe(read('NOTICE'));
});
