import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recommendations, rules } from '@iam-guardrails/shared-rules';
import { coverage } from './coverage';
import { rulePages } from './rule-pages';

const docs = resolve(__dirname, '..', '..', '..', 'docs');
const folder = join(docs, 'rules');

describe('the pages of the rules', () => {
  it('are those of the catalogue; `npm run docs` writes them', () => {
    const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    expect([...written.keys()].sort()).toEqual([...rulePages().keys()].sort());
    for (const [name, text] of rulePages()) expect(written.get(name)).toBe(text);
  });
});

describe('the coverage page', () => {
  it('is that of the catalogue; `npm run docs` writes it', () => {
    expect(readFileSync(join(docs, 'coverage.md'), 'utf8')).toBe(coverage());
  });

  it('has a line for every recommendation, and counts all of them', () => {
    const lines = coverage().split('\n');
    for (const { id } of recommendations)
      expect(lines.filter((line) => line.startsWith(`| \`${id}\` |`))).toHaveLength(1);
    const [all, ...parts] = (/^\d+ recommendations: .*$/m.exec(coverage())?.[0] ?? '').match(/\d+/g)?.map(Number) ?? [];
    expect(all).toBe(recommendations.length);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
  });

  it('links every rule that enforces something', () => {
    for (const { id } of rules) expect(coverage()).toContain(`](rules/${id}.md)`);
  });
});
