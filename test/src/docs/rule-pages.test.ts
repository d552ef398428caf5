import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rulePages } from './rule-pages';

const folder = resolve(__dirname, '..', '..', '..', 'docs', 'rules');

describe('the pages of the rules', () => {
  it('are those of the catalogue; `npm run docs` writes them', () => {
    const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    expect([...written.keys()].sort()).toEqual([...rulePages().keys()].sort());
    for (const [name, text] of rulePages()) expect(written.get(name)).toBe(text);
  });
});
