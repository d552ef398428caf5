/** `npm run docs`: writes docs/rules, docs/coverage.md and the JSON Schema of the configuration from the catalogue. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configurationSchemaFile } from './configuration-schema';
import { coverage } from './coverage';
import { rulePages } from './rule-pages';

const docs = resolve(__dirname, '..', '..', '..', 'docs');
const folder = join(docs, 'rules');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of rulePages()) writeFileSync(join(folder, name), text);
writeFileSync(join(docs, 'coverage.md'), coverage());

const { path, text } = configurationSchemaFile();
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, text);
