/** The examples of docs/guide/exemptions.md, run. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { findingsOf } from '@iam-guardrails/cdktf-aspects';
import {
  awsAttribute,
  evaluate,
  parseConfiguration,
  parseConfigurationText,
  presets,
  readTerraform,
  rules,
  type Finding,
  type Stack,
} from '@iam-guardrails/shared-rules';
import type { TerraformStack } from 'cdktf';
import { ModuleKind, transpileModule } from 'typescript';
import { type PulumiResource, startAnalyzer } from '../pulumi/analyzer';

const root = resolve(__dirname, '..', '..', '..');
const guide = readFileSync(resolve(root, 'docs/guide/exemptions.md'), 'utf8');
/** The guide names a day; what runs today must not have expired. */
const FAR = `${new Date().getUTCFullYear() + 1}-03-31`;

/** The one block of a language that holds a text. */
function block(language: string, holding: string): string {
  const found = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(
    ([, name, text = '']) => name === language && text.includes(holding),
  );
  const [only, ...others] = found;
  if (only?.[2] === undefined || others.length > 0) throw new Error(`not one block of ${language} with ${holding}`);
  return only[2].replaceAll('2027-03-31', FAR);
}

/** Runs TypeScript and answers what its `answer` is; modules that are given stand in for the installed ones. */
function run(code: string, answer: string, modules: Readonly<Record<string, unknown>> = {}): unknown {
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS } });
  const load = (name: string): unknown => modules[name] ?? jest.requireActual(name);
  const body = compileFunction(`${outputText}\nreturn ${answer};`, ['require', 'exports']);
  return (body as (require: (name: string) => unknown, exports: object) => unknown)(load, {});
}

const about = { rule: 'no-iam-users', status: 'exempt', exemption: { owner: 'sec@acme.example', expires: FAR } };
const ofRule = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ rule }) => rule === about.rule);
const inStack = (stack: Stack, configuration: unknown = {}): readonly Finding[] => {
  const today = new Date().toISOString().slice(0, 10);
  return evaluate([stack], { rules, configuration: parseConfiguration(configuration, rules, presets), today }).findings;
};
const terraform = (user: object): Stack =>
  readTerraform({ resource: { aws_iam_user: { break_glass: user } } }, { stack: 's', attribute: awsAttribute });

describe('the guide to exemptions', () => {
  it('accepts the user in its configuration, and no other', () => {
    const configuration = parseConfigurationText(block('yaml', 'resource: aws_iam_user.break_glass'));
    expect(ofRule(inStack(terraform({ name: 'break-glass' }), configuration))).toMatchObject([about]);
    const other = readTerraform({ resource: { aws_iam_user: { eve: { name: 'eve' } } } }, { stack: 's' });
    expect(ofRule(inStack(other, configuration))).toMatchObject([{ status: 'violation' }]);
  });

  it('has globs that match the names beside them', () => {
    const rows = [...guide.matchAll(/^\| (?:Terraform|CDKTF|Pulumi)[^|]*\| `([^`]+)`[^|]*\| `([^`]+)` +\|$/gm)];
    expect(rows).toHaveLength(3);
    for (const [, name = '', glob = ''] of rows) {
      const exemptions = [
        { rule: about.rule, resource: glob, reason: 'a test', owner: 'sec@acme.example', expires: FAR },
      ];
      const stack = terraform({ name: 'x' });
      const renamed = { ...stack, resources: stack.resources.map((resource) => ({ ...resource, address: name })) };
      expect([glob, ...ofRule(inStack(renamed, { exemptions }))]).toMatchObject([glob, about]);
    }
  });

  it('accepts the user in its program of CDKTF', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
    process.env['CDKTF_OUTDIR'] = outdir;
    try {
      const stack = run(block('ts', 'new TerraformStack'), 'stack') as TerraformStack;
      expect(ofRule(findingsOf(stack))).toMatchObject([about]);
      expect(existsSync(join(outdir, 'stacks/accounts/cdk.tf.json'))).toBe(true);
    } finally {
      delete process.env['CDKTF_OUTDIR'];
      rmSync(outdir, { recursive: true });
    }
  });

  it('accepts the user in its programs of Pulumi', async () => {
    const made: PulumiResource[] = [];
    const make = (name: string, properties: object, options: { additionalSecretOutputs: readonly string[] }): void => {
      const shared = { type: 'aws:iam/user:User', name, properties: { ...properties } };
      made.push({ ...shared, secretOutputs: options.additionalSecretOutputs });
    };
    const User = jest.fn(make);
    run(block('ts', 'new iam.User'), 'undefined', { '@pulumi/aws/iam': { User } });
    const { resources } = parseConfigurationText(block('yaml', 'additionalSecretOutputs')) as {
      readonly resources: Readonly<
        Record<string, { readonly options: { additionalSecretOutputs: readonly string[] } }>
      >;
    };
    for (const [name, { options }] of Object.entries(resources)) make(`${name}-in-yaml`, { name }, options);
    expect(made).toHaveLength(2);
    const analyzer = await startAnalyzer(resolve(root, 'pulumi-policy'));
    try {
      const said = await analyzer.analyze(made);
      expect(said.filter(({ policy }) => policy === about.rule)).toEqual([]);
      expect(said.filter(({ policy }) => policy === 'iam-guardrails-exemptions').map(({ message }) => message)).toEqual(
        made.map(() => expect.stringContaining(`no-iam-users is exempt until ${FAR} by sec@acme.example`) as string),
      );
    } finally {
      await analyzer.close();
    }
  });

  it('accepts the user by its tag', () => {
    const [, key = '', value = ''] = /"(iam-guardrails:[^"]+)" = "([^"]+)"/.exec(block('hcl', 'tags')) ?? [];
    expect(value).toMatch(/^[\w.:/=+\-@ ]{1,256}$/);
    expect(ofRule(inStack(terraform({ name: 'x', tags: { [key]: value } })))).toMatchObject([about]);
  });

  it('has a policy that can be used, and that refuses what it says', () => {
    const policy = parseConfigurationText(block('yaml', 'exemptionPolicy')) as object;
    const tags = (value: string): object => ({ name: 'x', tags: { 'iam-guardrails:exempt:no-iam-users': value } });
    const rulesFor = (value: string): readonly string[] =>
      inStack(terraform(tags(value)), policy).flatMap(({ rule, enforcement }) =>
        rule.startsWith('exemption-') ? [`${rule} ${enforcement}`] : [],
      );
    expect(rulesFor('owner=sec@acme.example expires=2999-01-01 reason=too long')).toEqual([
      'exemption-refused mandatory',
    ]);
    expect(rulesFor('owner=eve@other.example expires=2020-01-01 reason=over')).toEqual(['exemption-expired mandatory']);
  });
});
