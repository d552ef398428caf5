import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const checkout = join(__dirname, '..', '..', '..');

/** A small copy of the house: what each file imports, and the rules of `.dependency-cruiser.js` that must object. */
const files: readonly (readonly [file: string, imports: string, ...broken: string[]])[] = [
  ['shared-rules/src/model/value.ts', 'export const value = 1;'],
  ['shared-rules/src/model/upwards.ts', "import '../policy/glob';", 'layer-model'],
  ['shared-rules/src/policy/glob.ts', "import '../model/value';"],
  ['shared-rules/src/policy/links.ts', "import '../schemas/aws';", 'layer-policy'],
  ['shared-rules/src/expressions/parser.ts', "import '../policy/glob';", 'layer-expressions'],
  ['shared-rules/src/schemas/aws.ts', "import '../policy/glob';"],
  ['shared-rules/src/access/access.ts', "import type { Witness } from '../rule/finding'; export type A = Witness;"],
  [
    'shared-rules/src/access/values.ts',
    "import { severities } from '../rule/finding'; severities();",
    'layer-access-types',
  ],
  ['shared-rules/src/rule/finding.ts', 'export type Witness = string; export const severities = (): void => {};'],
  ['shared-rules/src/rule/define-rule.ts', "import '../access/access';", 'layer-rule'],
  ['shared-rules/src/rules/users/one.ts', "import '../../schemas/aws';", 'layer-rules'],
  ['shared-rules/src/catalogue.ts', "import './engine/evaluate';", 'layer-catalogue'],
  ['shared-rules/src/engine/evaluate.ts', "import '../rule/finding';"],
  ['shared-rules/src/engine/rules.ts', "import '../catalogue';", 'layer-engine'],
  ['shared-rules/src/report/text.ts', "import '../access/access';", 'layer-report'],
  ['shared-rules/src/rules/users/engine.ts', "import 'cdktf';", 'shared-rules-knows-no-engine', 'declared'],
  [
    'shared-rules/src/rules/users/pulumi.ts',
    "import type * as p from '@pulumi/pulumi'; export type P = typeof p;",
    'shared-rules-knows-no-engine',
  ],
  ['shared-rules/src/policy/files.ts', "import 'node:fs';", 'shared-rules-knows-no-machine'],
  ['shared-rules/src/policy/unpack.ts', "import 'node:zlib';"],
  ['shared-rules/src/policy/files.test.ts', "import 'node:fs'; import '../catalogue';"],
  [
    'cdktf-aspects/src/index.ts',
    "import type { App } from 'cdktn'; export type A = App;",
    'cdktf-aspects-imports-no-library',
  ],
  ['cdktf-aspects/src/inside.ts', "import '../../shared-rules/src/rule/finding';", 'public-entry-points'],
  ['pulumi-policy/src/pack.ts', "import '@pulumi/aws/iam';", 'pulumi-policy-imports-no-provider', 'declared'],
  ['pulumi-policy/src/policies.ts', "import '@pulumi/policy';"],
  ['cli/src/one.ts', "import './other';", 'no-cycle'],
  ['cli/src/other.ts', "import './one';"],
  ['cli/src/three.ts', "import 'valibot';", 'declared'],
  ['test/src/provider.ts', "import '@cdktf/provider-aws';", 'no-provider-index'],
];

interface CruiseResult {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-architecture-'));
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\nexport {};\n`);
  }
  const kept = [
    '.dependency-cruiser.js',
    'tsconfig.base.json',
    ...['shared-rules', 'cdktf-aspects', 'pulumi-policy', 'cli', 'test'].map((name) => `${name}/package.json`),
  ];
  for (const file of kept) cpSync(join(checkout, file), join(folder, file));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the dependency rules object to every forbidden import, and to nothing else', () => {
  const program = join(checkout, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const parameters = [
    '--config',
    '.dependency-cruiser.js',
    '--output-type',
    'json',
    'shared-rules',
    'cdktf-aspects',
    'pulumi-policy',
    'cli',
    'test',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');

  const { summary } = JSON.parse(stdout) as CruiseResult;
  const found = summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  const expected = files.flatMap(([file, , ...rules]) => rules.map((rule) => `${file}: ${rule}`));
  expect([...new Set(found)].sort()).toEqual(expected.sort());
});
