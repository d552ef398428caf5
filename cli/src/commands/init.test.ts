import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { version } from '@iam-guardrails/shared-rules';
import { run } from '../run';
import { writeNew } from './init-files';

let cwd: string;
beforeEach(() => (cwd = realpathSync(mkdtempSync(join(tmpdir(), 'iam-guardrails-init-')))));
afterEach(() => rmSync(cwd, { recursive: true }));

const read = (path: string): string => readFileSync(join(cwd, path), 'utf8');
const files = (folder = '.'): readonly string[] =>
  readdirSync(join(cwd, folder), { recursive: true, encoding: 'utf8' }).sort();
function write(path: string, text = ''): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

/** Runs the program in the folder, or in one inside it. */
function inFolder(folder: string) {
  return async (...args: readonly string[]) => {
    let [out, note] = ['', ''];
    const code = await run(args, {
      cwd: join(cwd, folder),
      today: '2026-11-23',
      env: {},
      terminal: false,
      out: (text) => void (out += text),
      note: (text) => void (note += text),
    });
    return { code, out, note };
  };
}
const ran = inFolder('.');

const refused = (message: string) => ({ code: 2, out: '', note: expect.stringContaining(message) });

describe('iam-guardrails init', () => {
  it('writes a configuration that changes nothing', async () => {
    write('main.tf', 'resource "aws_iam_access_key" "k" { user = "root" }\n');
    const before = await ran('check', '.');
    expect((await ran('init')).code).toBe(0);
    expect(read('iam-guardrails.yaml')).toMatch(/^# yaml-language-server: \$schema=\.\/node_modules\/iam-guardrails\//);
    expect(await ran('check', '.')).toEqual(before);
  });

  it('writes comments that can be used when the mark before them is taken away', async () => {
    await ran('init');
    const text = read('iam-guardrails.yaml')
      .split('\n')
      .map((line) =>
        /^# (?:rules|machineUsers|trust|exemptions| {2}.*):/.test(line) || /^# {3,}- /.test(line)
          ? line.slice(2)
          : line,
      )
      .join('\n');
    expect(text).toContain('\nexemptions:\n  - rule: no-user-without-mfa\n');
    write('iam-guardrails.yaml', text);
    write('main.tf', 'resource "aws_iam_user" "u" { name = "u" }\n');
    expect(await ran('check', 'main.tf')).toMatchObject({ note: '', out: expect.stringContaining('aws_iam_user.u') });
  });

  it.each(['iam-guardrails.yaml', 'iam-guardrails.yml', 'iam-guardrails.json'])('leaves %s alone', async (name) => {
    write(name, 'mine');
    expect(await ran('init')).toEqual(refused(`${name}: there is such a file already`));
    expect(files()).toEqual([name]);
    expect(read(name)).toBe('mine');
  });

  it('says what else there is when the word is wrong', async () => {
    expect(await ran('init', 'pakc', 'x')).toEqual(refused('init: unknown word `pakc`, did you mean `pack`?'));
    expect(await ran('init', 'folder')).toEqual(refused('there are `init` (a configuration), `init pack DIR`'));
    expect(files()).toEqual([]);
  });
});

describe('iam-guardrails init pack', () => {
  it('writes a pack under the name that it is given', async () => {
    const { code, out, note } = await ran('init', 'pack', 'guardrails', '--name', '@initech/iam');
    expect({ code, note }).toEqual({ code: 0, note: '' });
    expect(out).toContain(
      'guardrails holds @initech/iam, the pack of your organisation. Next:\n  cd guardrails\n  npm install\n',
    );
    const { name, dependencies } = JSON.parse(read('guardrails/package.json'));
    expect({ name, ours: dependencies['@iam-guardrails/pack'] }).toEqual({ name: '@initech/iam', ours: version });
    expect(read('guardrails/src/index.ts')).toContain("name: '@initech/iam',");
    expect(read('guardrails/pulumi.js')).toContain("name: 'initech-iam'");
    const texts = files('guardrails').filter((path) => /\.\w+$/.test(path) && path !== '.github');
    for (const path of texts) expect(read(join('guardrails', path))).not.toMatch(/acme(?!\.example)/);
  });

  it('takes the name of the folder when it is given none', async () => {
    await ran('init', 'pack', 'deep/acme-iam-guardrails-2');
    expect(JSON.parse(read('deep/acme-iam-guardrails-2/package.json')).name).toBe('acme-iam-guardrails-2');
    expect(read('deep/acme-iam-guardrails-2/pulumi.js')).toContain("name: 'acme-iam-guardrails-2', pack");
  });

  it('writes the .gitignore that npm leaves out of a package', async () => {
    await ran('init', 'pack', 'guardrails');
    expect(read('guardrails/.gitignore')).toBe('node_modules/\ndist/\n*.tgz\n');
    expect(files('guardrails')).not.toContain('gitignore');
  });

  it('writes into a folder that is empty, or a repository without a file', async () => {
    mkdirSync(join(cwd, '.git'));
    expect(await ran('init', 'pack', '.', '--name', 'guardrails')).toMatchObject({ code: 0 });
    expect(files()).toContain('package.json');
  });

  it('refuses a folder that holds something', async () => {
    write('guardrails/b');
    write('guardrails/a');
    expect(await ran('init', 'pack', 'guardrails')).toEqual(
      refused('guardrails: the folder is not empty (a and 1 more); name a folder that is new or empty'),
    );
    expect(files('guardrails')).toEqual(['a', 'b']);
  });

  it.each([
    ['a file', 'file', 'file: it, or a part of the path, is a file'],
    ['a folder in a file', 'file/x', 'file/x: it, or a part of the path, is a file'],
    ['no name', '', 'DIR: the path is empty'],
  ])('refuses %s', async (_, folder, message) => {
    write('file');
    expect(await ran('init', 'pack', folder)).toEqual(refused(message));
    expect(files()).toEqual(['file']);
  });

  it.each([
    ['capital letters', ['x', '--name', 'Acme'], '--name: `Acme` cannot be the name of an npm package'],
    ['a scope alone', ['x', '--name', '@acme/'], '--name: `@acme/` cannot be the name of an npm package'],
    ['an empty name', ['x', '--name', ''], '--name: `` cannot be the name of an npm package'],
    ['the name of the packages', ['x', '--name', '@iam-guardrails/pack'], 'is a name of iam-guardrails itself'],
    ['a long name', ['x', '--name', 'a'.repeat(101)], 'is longer than 100 letters'],
    ['a folder that no package is called like', ['Our Rules'], 'the folder: `Our Rules` cannot be the name'],
  ])('refuses %s and says what a name looks like', async (_, args, message) => {
    const { code, note } = await ran('init', 'pack', ...args);
    expect({ code, note }).toEqual({ code: 2, note: expect.stringContaining(message) });
    expect(note).toContain('; give one such as --name @acme/iam-guardrails\n');
    expect(files()).toEqual([]);
  });

  it('leaves nothing behind where something of it cannot be written', () => {
    const texts = { 'a.txt': '', 'deep/b.txt': '', 'a.txt/c.txt': '' };
    expect(() => writeNew(join(cwd, 'guardrails'), texts, 'guardrails')).toThrow(
      /^guardrails: .*; nothing was written$/,
    );
    expect(files()).toEqual([]);
  });
});

describe('the template of a pack', () => {
  it('depends on the versions that are tested here, of our packages and of others', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(resolve(__dirname, '..', '..', 'templates', 'pack', 'package.json'), 'utf8'),
    );
    const wanted: Readonly<Record<string, string>> = { ...dependencies, ...devDependencies };
    expect(Object.keys(wanted)).toEqual(
      expect.arrayContaining(['@iam-guardrails/pulumi-policy', 'iam-guardrails', 'jest']),
    );
    const installed = Object.keys(wanted).map((name) => {
      const file = resolve(__dirname, '..', '..', '..', 'node_modules', name, 'package.json');
      return [name, (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version] as const;
    });
    expect(wanted).toEqual(Object.fromEntries(installed));
  });
});

describe('iam-guardrails init rule', () => {
  beforeEach(async () => void (await ran('init', 'pack', 'guardrails')));
  const inPack = inFolder('guardrails');
  const list = (): string => read('guardrails/src/rules/index.ts');

  it('writes a rule and its test, and lists it', async () => {
    expect(await inPack('init', 'rule', 'roles-name-their-team')).toMatchObject({ code: 0, note: '' });
    expect(read('guardrails/src/rules/roles-name-their-team.ts')).toContain("id: 'roles-name-their-team'");
    expect(read('guardrails/src/rules/roles-name-their-team.test.ts')).toContain('testRule(rolesNameTheirTeam);');
    expect(list()).toContain("import { rolesNameTheirTeam } from './roles-name-their-team';\n");
    expect(list()).toContain('= [principalsNameTheirOwner, rolesNameTheirTeam];\n');
  });

  it('breaks the list into lines when it grows', async () => {
    for (const id of ['roles-name-their-team', 'keys-of-machines', 'users-of-partners'])
      await inPack('init', 'rule', id);
    expect(list()).toContain(
      '= [\n  principalsNameTheirOwner,\n  rolesNameTheirTeam,\n  keysOfMachines,\n  usersOfPartners,\n];\n',
    );
  });

  it('begins the list anew when it is empty', async () => {
    write(
      'guardrails/src/rules/index.ts',
      "import type { Rule } from '@iam-guardrails/shared-rules';\n\nexport const rules: readonly Rule[] = [];\n",
    );
    await inPack('init', 'rule', 'roles-name-their-team');
    expect(list()).toContain('= [rolesNameTheirTeam];\n');
  });

  it.each([
    ['an id in camel case', 'rolesNameTheirTeam', 'is not in kebab case of two words or more'],
    ['an id of one word, which may be one of the language', 'class', 'is not in kebab case of two words or more'],
    ['an id with a way out', '../../roles-name', 'is not in kebab case of two words or more'],
    ['a rule of the catalogue', 'no-iam-users', '`no-iam-users` is a rule of the catalogue'],
    ['a rule of the pack', 'principals-name-their-owner', '`principalsNameTheirOwner` is in the list already'],
  ])('refuses %s', async (_, id, message) => {
    const before = files();
    const text = list();
    expect(await inPack('init', 'rule', id)).toEqual(refused(message));
    expect(files()).toEqual(before);
    expect(list()).toBe(text);
  });

  it('leaves a file alone that is there already', async () => {
    write('guardrails/src/rules/roles-name-their-team.test.ts', 'mine');
    const before = files();
    expect(await inPack('init', 'rule', 'roles-name-their-team')).toEqual(
      refused('src/rules/roles-name-their-team.test.ts: there is such a file already'),
    );
    expect(files()).toEqual(before);
  });

  it('says where to run it when the folder is no pack', async () => {
    expect(await ran('init', 'rule', 'roles-name-their-team')).toEqual(
      refused('src/rules/index.ts: there is no such file or folder; run this in the folder of a pack'),
    );
    expect(existsSync(join(cwd, 'src'))).toBe(false);
  });

  it.each([
    ['another form', 'export const rules = [...more];\n'],
    ['no import', 'export const rules = [];\n'],
  ])('writes nothing when the list has %s', async (_, text) => {
    write('guardrails/src/rules/index.ts', text);
    const before = files();
    expect(await inPack('init', 'rule', 'roles-name-their-team')).toEqual(refused('there is no list'));
    expect({ files: files(), list: list() }).toEqual({ files: before, list: text });
  });
});
