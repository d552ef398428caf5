/** `npm run docs`: writes docs/rules and docs/coverage.md from the catalogue. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { coverage } from './coverage';
import { rulePages } from './rule-pages';

const docs = resolve(__dirname, '..', '..', '..', 'docs');
const folder = join(docs, 'rules');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of rulePages()) writeFileSync(join(folder, name), text);
writeFileSync(join(docs, 'coverage.md'), coverage());
