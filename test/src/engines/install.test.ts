import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { EngineLocations } from './locations';

const enginesFolder = join(__dirname, '..', '..', 'engines');

describe('the installer of the engines', () => {
  let folder: string;

  beforeEach(() => {
    // The temporary folder of macOS is a link.
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-install-')));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function install(parameters: readonly string[], env: Readonly<Record<string, string>> = {}): ReturnType<typeof run> {
    return run(parameters, { PATH: join(folder, 'bin'), IAM_GUARDRAILS_ENGINES: join(folder, 'cache'), ...env });
  }

  function run(
    parameters: readonly string[],
    env: Record<string, string>,
  ): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(enginesFolder, 'install.js'), ...parameters], {
      env,
      encoding: 'utf8',
    });
    return { code: status, stdout, stderr };
  }

  function list(env: Readonly<Record<string, string>> = {}): EngineLocations {
    return JSON.parse(install(['--list'], env).stdout) as EngineLocations;
  }

  function writeCommand(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
  }

  test('fails and names what is missing when there is neither npm nor Go', () => {
    const { code, stderr } = install([]);
    expect(code).toBe(1);
    expect(stderr).toContain('Pulumi CLI: `go` is not on PATH.');
    expect(stderr).toContain('CDKTF CLI: npm could not be started');
    expect(stderr).toMatch(
      /Not installed: Node for .*, CDKTF CLI, CDK Terrain CLI, Pulumi CLI, Pulumi language host for Node\./,
    );
  });

  test('leaves nothing behind that could be taken for a finished engine', () => {
    writeCommand(join(folder, 'bin', 'npm'), 'exit 1');
    writeCommand(join(folder, 'bin', 'go'), 'echo broken >&2; exit 2');
    expect(install([]).stderr).toContain('broken');
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
    expect(new Set(Object.values(list()).map(({ from }) => from))).toEqual(new Set(['missing']));
  });

  test('refuses what prints another version than the pinned one, and reuses what is finished', () => {
    // A compiler whose every product prints the same version. The language host is not asked for one.
    const product = 'printf "#!/bin/sh\\necho v3.0.0\\n" > "$2"; /bin/chmod +x "$2"';
    writeCommand(
      join(folder, 'bin', 'go'),
      `while [ "$1" != -o ]; do shift; done; /bin/mkdir -p "\${2%/*}"; ${product}`,
    );
    const first = install([]);
    expect(first.stderr).toContain('Pulumi CLI: It prints the version "3.0.0" instead of 3.250.0.');
    expect(first.stdout).toMatch(/^Pulumi language host for Node 3\.68\.0: built in \d+ s, /);
    expect(install([]).stdout).toMatch(/^Pulumi language host for Node 3\.68\.0: reused, /);
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(1);
  });

  test('takes a Pulumi of the major version 3 from PATH, with the language host beside it', () => {
    writeCommand(join(folder, 'bin', 'pulumi'), 'echo v3.99.1');
    writeCommand(join(folder, 'bin', 'pulumi-language-nodejs'), 'exit 0');
    const { pulumi, 'pulumi-language-host': host } = list();
    expect(pulumi).toMatchObject({ from: 'path', version: '3.99.1', executable: join(folder, 'bin', 'pulumi') });
    expect(host).toMatchObject({ from: 'path', executable: join(folder, 'bin', 'pulumi-language-nodejs') });
  });

  test('builds all the same when it is told to, and when the major version is another', () => {
    writeCommand(join(folder, 'bin', 'pulumi'), 'echo v3.99.1');
    expect(list({ IAM_GUARDRAILS_BUILD_PULUMI: '1' }).pulumi.from).toBe('missing');
    expect(list()['pulumi-language-host'].from).toBe('missing');
    writeCommand(join(folder, 'bin', 'pulumi'), 'echo v2.0.0');
    expect(list().pulumi.from).toBe('missing');
  });

  test('keeps the engines below the cache folder of the user unless told otherwise', () => {
    const { stdout } = run(['--list'], { PATH: '', XDG_CACHE_HOME: folder });
    const { cdktf } = JSON.parse(stdout) as EngineLocations;
    expect(cdktf.executable.startsWith(join(folder, 'iam-guardrails', 'engines', 'cdktf-0.21.0-'))).toBe(true);
  });

  test('no lock file names a registry', () => {
    for (const engine of ['node', 'cdktf', 'cdktn']) {
      expect(readFileSync(join(enginesFolder, engine, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
    }
  });
});
