import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentWithout, runProcess } from '../engines/processes';
import { checkout } from '../demo/outcome';
import { report } from './found';

/** Public HCL of the provider of Open Telekom Cloud: too much for this repository. */
const sources = process.env['IAM_GUARDRAILS_OTC_SOURCES'] ?? resolve(checkout, '..', 'shared', 'research', 'otc');

/** Acceptance tests are texts in Go: a verb stands where the test puts something in, and that is no HCL. */
const VERB = /^(\s*)%(?:\[\d+\])?[sqdv]\s*$|(=\s*)%(?:\[\d+\])?[sqdv]\s*$/gm;
const filled = (text: string): string =>
  text.replace(VERB, (_, _alone: string | undefined, value?: string) =>
    value === undefined ? '' : `${value}"filled"`,
  );

const describeIfThere = (name: string, body: (folder: string, files: readonly string[]) => void): void => {
  const folder = join(sources, name);
  if (!existsSync(folder)) {
    // The reason stands in the title: nobody reads the output of what is skipped.
    it.skip(`NOT RUN: ${name} of Open Telekom Cloud, because ${folder} is not here (IAM_GUARDRAILS_OTC_SOURCES)`, () =>
      undefined);
    return;
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tf'));
  describe(`the ${String(files.length)} files of ${name}`, () => body(folder, files.sort()));
};

let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'iam-guardrails-otc-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

for (const name of ['examples-from-docs', 'acceptance-tests', 'provider-examples']) {
  describeIfThere(name, (folder, files) => {
    it('are there', () => {
      expect(files.length).toBeGreaterThan(20);
    });

    it('are each read as a stack of their own: every block of them is checked, or said not to be', async () => {
      const root = join(work, name);
      const blocks = new Map<string, number>();
      for (const [index, file] of files.entries()) {
        const text = filled(readFileSync(join(folder, file), 'utf8'));
        const stack = join(root, `s${String(index)}`);
        mkdirSync(stack, { recursive: true });
        writeFileSync(join(stack, 'main.tf'), text);
        blocks.set(stack, (text.match(/^resource\s+"/gm) ?? []).length);
      }
      const { summary, findings, notChecked } = await report(root);
      expect(findings.filter(({ rule }) => rule === 'iam-guardrails-defect')).toEqual([]);
      expect(notChecked.filter(({ reason }) => reason === '')).toEqual([]);
      expect(summary.notChecked).toBe(notChecked.length);
      const written = [...blocks.values()].reduce((sum, count) => sum + count, 0);
      expect(written).toBeGreaterThan(0);
      expect(summary.resources + notChecked.length).toBeGreaterThanOrEqual(written);
    });

    it('are said to be no HCL, with the line, where they are none', async () => {
      const broken = files.filter(
        (file) => filled(readFileSync(join(folder, file), 'utf8')) !== readFileSync(join(folder, file), 'utf8'),
      );
      for (const file of broken) {
        const parameters = [join(checkout, 'cli', 'dist', 'main.js'), 'check', join(folder, file)];
        const options = { cwd: checkout, env: environmentWithout([]), timeout: 60_000 };
        const { code, stderr } = await runProcess(process.execPath, parameters, options);
        expect([file, code, stderr]).toEqual([file, 2, expect.stringMatching(/\.tf:\d+:\d+: .+/)]);
      }
    });
  });
}
