import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startAnalyzer } from '../pulumi/analyzer';

const root = resolve(__dirname, '..', '..', '..');
const libraries = ['shared-rules', 'pack', 'pulumi-policy', 'cdktf-aspects'];
const packages = [...libraries, 'cli'];
const tool = (...path: readonly string[]): string => join(root, 'node_modules', ...path);

describe('the manifests of the packages', () => {
  const lint = (name: string): string =>
    execFileSync(process.execPath, [tool('publint', 'src', 'cli.js'), join(root, name), '--strict'], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  it.each(libraries)('%s: publint finds nothing', (name) => {
    expect(lint(name)).toContain('All good!');
  });

  it.each(libraries)('%s: its types are found by every kind of resolution', (name) => {
    const command = [tool('@arethetypeswrong', 'cli', 'dist', 'index.js'), '--pack', '.', '--format', 'json'];
    const printed = execFileSync(process.execPath, command, { cwd: join(root, name), encoding: 'utf8' });
    const { problems } = JSON.parse(printed) as { readonly problems: object };
    expect(problems).toEqual({});
  });

  it('cli: publint finds nothing but the template, which is a package of its own; there is nothing to import', () => {
    const { main, exports: entries } = require(join(root, 'cli', 'package.json')) as Record<string, unknown>;
    expect([main, entries]).toEqual([undefined, undefined]);
    const printed = execFileSync(process.execPath, [tool('publint', 'src', 'cli.js'), join(root, 'cli')], {
      encoding: 'utf8',
    });
    const findings = printed.split('\n').filter((line) => /^\d+\. /.test(line));
    expect(findings).toEqual([expect.stringContaining('./templates/pack/package.json')]);
  });
});

/** What a user installs: the packed tarballs, in an empty folder outside of the checkout. */
describe('the packed packages in an empty folder', () => {
  let folder: string;
  const run = (command: string, ...parameters: readonly string[]): string =>
    execFileSync(command, parameters, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-packed-'));
    for (const name of packages)
      execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
        cwd: join(root, name),
        stdio: 'ignore',
      });
    writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true }');
    const tarballs = readdirSync(folder)
      .filter((file) => file.endsWith('.tgz'))
      .map((file) => `./${file}`);
    run(
      'npm',
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      ...tarballs,
      'cdktf@0.21.0',
      'constructs@10.7.2',
    );
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('hold compiled code and its types, no source and no test', () => {
    for (const name of packages) {
      const [{ files }] = JSON.parse(
        execFileSync('npm', ['pack', '--dry-run', '--json', '--silent'], { cwd: join(root, name), encoding: 'utf8' }),
      ) as [{ files: readonly { path: string }[] }];
      const paths = files.map(({ path }) => path);
      expect(paths).toContain('LICENSE');
      expect(paths.filter((path) => /^(?!templates\/).*(\.test\.|tsbuildinfo)|^src\//.test(path))).toEqual([]);
      expect(paths.some((path) => path.startsWith('dist/') && path.endsWith('.d.ts'))).toBe(true);
    }
  });

  it('run the CLI', () => {
    mkdirSync(join(folder, 'stack'), { recursive: true });
    writeFileSync(
      join(folder, 'stack', 'main.tf.json'),
      JSON.stringify({ resource: { aws_iam_access_key: { k: { user: 'root' } } } }),
    );
    expect(run('npx', 'iam-guardrails', '--version')).toMatch(/^\d+\.\d+\.\d+/);
    expect(() => run('npx', 'iam-guardrails', 'check', 'stack')).toThrow(
      expect.objectContaining({ status: 1, stdout: expect.stringContaining('no-root-access-key') }),
    );
  });

  it('fail the synth of an app', () => {
    writeFileSync(
      join(folder, 'app.js'),
      `const { App, Aspects, TerraformResource, TerraformStack } = require('cdktf');
       const { enforceIamGuardrails } = require('@iam-guardrails/cdktf-aspects');
       const app = new App();
       enforceIamGuardrails(app, Aspects);
       const stack = new TerraformStack(app, 'stack');
       new TerraformResource(stack, 'key', { terraformResourceType: 'aws_iam_access_key' }).addOverride('user', process.argv[2]);
       app.synth();`,
    );
    expect(() => run('node', 'app.js', 'root')).toThrow(
      expect.objectContaining({ stderr: expect.stringContaining('no-root-access-key') }),
    );
    run('node', 'app.js', 'builder');
  }, 60_000);

  it('start the pack', async () => {
    const analyzer = await startAnalyzer(join(folder, 'node_modules', '@iam-guardrails', 'pulumi-policy'));
    try {
      expect(analyzer.info.policies.map(({ name }) => name)).toContain('no-root-access-key');
      const found = await analyzer.analyze([
        { type: 'aws:iam/accessKey:AccessKey', name: 'k', properties: { user: 'root' } },
      ]);
      expect(found).toMatchObject([{ policy: 'no-root-access-key', level: 'mandatory' }]);
    } finally {
      await analyzer.close();
    }
  }, 60_000);
});
