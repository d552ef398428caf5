import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..', '..', '..');
const rules = join('shared-rules', 'src', 'rules');
const catalogue = join('shared-rules', 'src', 'catalogue.ts');

describe('npm run new-rule', () => {
  let copy: string;

  const read = (path: string): string => readFileSync(join(copy, path), 'utf8');
  const run = (...given: readonly string[]) => spawnNode(join(copy, 'scripts', 'new-rule.js'), given);
  const spawnNode = (script: string, given: readonly string[]) =>
    spawnSync(process.execPath, [script, ...given], { cwd: copy, encoding: 'utf8' });

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'new-rule-'));
    for (const path of ['scripts', 'shared-rules/src', 'shared-rules/package.json', 'jest.config.js', '.prettierrc'])
      cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  });

  afterEach(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('writes a rule whose examples run, and whose tests fail for what is to be filled in', () => {
    const before = read(catalogue).split('\n');
    expect(run('users/no-idle-user')).toMatchObject({ status: 0, stderr: '' });
    const added = read(catalogue)
      .split('\n')
      .filter((line) => !before.includes(line));
    expect(added).toEqual([`import { noIdleUser } from './rules/users/no-idle-user';`, '  noIdleUser,']);

    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const { stderr } = spawnNode(jest, [
      '--rootDir',
      copy,
      '--json',
      '--outputFile=out.json',
      '-t',
      'no-idle-user',
      rules,
    ]);
    expect(stderr).toContain('TODO: why somebody should care.');
    const { testResults } = JSON.parse(read('out.json')) as {
      readonly testResults: readonly {
        readonly assertionResults: readonly { readonly title: string; status: string }[];
      }[];
    };
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    const titled = (status: string) => results.filter((one) => one.status === status).map(({ title }) => title);
    expect(titled('failed')).toEqual(['has nothing left to be filled in']);
    expect(titled('passed')).toEqual([
      'says of each option what it is for',
      'says what to do, and where to read about it',
      'finds: TODO: what is wrong',
      'is silent: TODO: its nearest neighbour that is right',
      'cannot decide: TODO: what depends on a value that is not known yet',
      'names recommendations',
    ]);
  });

  it('keeps the order of the catalogue, at its ends too', () => {
    for (const rule of ['users/zero-users', 'credentials/aged-key', 'permissions/no-bare-star']) run(rule);
    const lines = read(catalogue).split('\n');
    const imports = lines.flatMap((line) => /from '(\.\/rules\/.*)'/.exec(line)?.[1] ?? []);
    const entries = lines.flatMap((line) => /^ {2}(\w+),$/.exec(line)?.[1] ?? []);
    expect(imports).toEqual([...imports].sort());
    expect(entries).toEqual([...entries].sort());
    expect(entries).toHaveLength(imports.length);
    expect(entries).toEqual(expect.arrayContaining(['zeroUsers', 'agedKey', 'noBareStar']));
  });

  it('writes what Prettier would', () => {
    run('users/no-idle-user');
    const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const files = [catalogue, join(rules, 'users', 'no-idle-user.ts')];
    expect(spawnNode(prettier, ['--check', ...files])).toMatchObject({ status: 0 });
  });

  it.each([
    ['no name', [], 'usage: npm run new-rule -- <topic>/<rule-id>'],
    ['a name without a topic', ['no-idle-user'], 'usage: npm run new-rule -- <topic>/<rule-id>'],
    ['two names', ['users/no-idle-user', 'x'], 'usage: npm run new-rule -- <topic>/<rule-id>'],
    ['a topic that is none', ['../no-idle-user'], 'there is no topic `..`'],
    ['an id in camel case', ['users/noIdleUser'], 'the rule id `noIdleUser` is not in kebab case'],
    ['an id that is a word of the language', ['users/class'], 'the rule id `class` is not in kebab case'],
    [
      'a rule of another topic',
      ['users/no-root-access-key'],
      'is there already: rules/credentials/no-root-access-key.ts',
    ],
  ])('refuses %s with exit code 2 and writes nothing', (_, given, message) => {
    const before = read(catalogue);
    const { status, stderr } = run(...given);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(read(catalogue)).toBe(before);
    expect(existsSync(join(copy, rules, 'users', 'no-idle-user.ts'))).toBe(false);
  });

  it('leaves no rule behind when the catalogue is not what it knows', () => {
    writeFileSync(join(copy, catalogue), 'export const rules = [];\n');
    expect(run('users/no-idle-user')).toMatchObject({ status: 1, stderr: expect.stringContaining('unknown form') });
    expect(existsSync(join(copy, rules, 'users', 'no-idle-user.ts'))).toBe(false);
  });
});
