/** `npm run docs`: writes docs/rules from the catalogue. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rulePages } from './rule-pages';

const folder = resolve(__dirname, '..', '..', '..', 'docs', 'rules');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of rulePages()) writeFileSync(join(folder, name), text);
