/** The commands of docs/guide/configuration.md, run over the files that it shows. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..', '..');
const cli = join(root, 'cli', 'bin', 'iam-guardrails.js');
const guide = readFileSync(join(root, 'docs', 'guide', 'configuration.md'), 'utf8');

const files = [...guide.matchAll(/^```yaml\n# (\S+\.yaml)\n(.*?)^```$/gms)];
/** Each command with what the guide says that it prints. */
const commands = [...guide.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
  [...block.matchAll(/^\$ iam-guardrails (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(
    ([, args = '', printed = '']) => [args, printed] as const,
  ),
);

describe('the guide to the configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
    for (const [, name = '', text = ''] of files) writeFileSync(join(folder, name), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows files, commands and what they print', () => {
    expect(files.length).toBeGreaterThan(3);
    expect(commands.length).toBeGreaterThan(4);
  });

  it.each(commands)('shows what `iam-guardrails %s` prints', (args, printed) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args.split(' ')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toBe(printed);
    expect(status).toBe(printed.startsWith('iam-guardrails: ') ? 2 : 0);
  });
});
