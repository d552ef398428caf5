/** Exemptions at three places, the same in every front end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { exempt, findingsOf } from '@iam-guardrails/cdktf-aspects';
import { exempt as exemptingOptions } from '@iam-guardrails/pulumi-policy/exempt';
import { awsAttribute, exemptionText, readTerraform, type Finding, type Report } from '@iam-guardrails/shared-rules';
import { App, TerraformResource, TerraformStack } from 'cdktf';
import { environmentWithout, runProcess } from '../engines/processes';
import { urnOf } from '../pulumi/analyzer';
import { pulumiResources } from '../pulumi/from-terraform';
import { removePackFolders, startPack } from '../pulumi/temporary-pack';

const RULE = 'no-administrator-access';
const owner = 'sec@acme.example';
const expires = `${new Date().getUTCFullYear() + 1}-03-31`;
const allowAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Declared on the resource, by its name. */
const declared = {
  by_program: { rule: RULE, reason: 'declared', owner, expires },
  expired: { rule: RULE, reason: 'long ago', owner, expires: '2020-01-01' },
} as const;
const tagged = { 'iam-guardrails:exempt:no-administrator-access': `owner=${owner} expires=${expires} reason=a tag` };
const policies: Readonly<Record<string, object>> = {
  by_program: { policy: allowAll },
  by_tag: { policy: allowAll, tags: tagged },
  by_configuration: { policy: allowAll },
  expired: { policy: allowAll },
  without: { policy: allowAll },
};
const configuration = {
  preset: 'recommended',
  exemptions: [{ rule: RULE, resource: '*aws_iam_policy.by_configuration', reason: 'configured', owner, expires }],
};

const without = (name: string): string => name.replace(/^aws_iam_policy\./, '');
const text = (reason: string): string => `exempt until ${expires} by ${owner}: ${reason}`;
const expected = [
  'by_configuration: no-administrator-access is ' + text('configured'),
  'by_program: no-administrator-access is ' + text('declared'),
  'by_tag: no-administrator-access is ' + text('a tag'),
  'expired: exemption-expired',
  'expired: no-administrator-access',
  'without: no-administrator-access',
];

/** The rule and the exemptions in lines, without where an exemption is declared, which each front end calls otherwise. */
function lines(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ rule }) => rule === RULE || rule.startsWith('exemption-'))
    .map(({ rule, status, resource, exemption }) => {
      const accepted = status === 'exempt' ? ` is ${exemptionText(exemption).replace(/ \([^)]*\)$/, '')}` : '';
      return `${without(resource.address)}: ${rule}${accepted}`;
    })
    .sort();
}

/** The stack as cdktf makes it. */
function made(): TerraformStack {
  const stack = new TerraformStack(new App({ outdir: folder }), 'parity');
  for (const [name, values] of Object.entries(policies)) {
    const policy = new TerraformResource(stack, name, { terraformResourceType: 'aws_iam_policy' });
    for (const [argument, value] of Object.entries(values)) policy.addOverride(argument, value);
    if (name === 'by_program' || name === 'expired') exempt(policy, declared[name]);
  }
  return stack;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-exemptions-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  removePackFolders();
});

describe('exemptions by program, tag and configuration', () => {
  it('are the same in an aspect', () => {
    expect(lines(findingsOf(made(), { configuration }))).toEqual(expected);
  });

  it('are the same in what the program wrote, through the CLI', async () => {
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify(made().toTerraform()));
    writeFileSync(join(folder, 'iam-guardrails.json'), JSON.stringify(configuration));
    const cli = join(resolve(__dirname, '..', '..', '..'), 'cli', 'dist', 'main.js');
    const { code, stdout } = await runProcess(process.execPath, [cli, 'check', 'main.tf.json', '--format', 'json'], {
      cwd: folder,
      env: environmentWithout([]),
      timeout: 120_000,
    });
    expect(lines((JSON.parse(stdout) as Report).findings)).toEqual(expected);
    expect(code).toBe(1);
  });

  it('are the same through the CrossGuard analyzer process', async () => {
    const index = "require('@iam-guardrails/pulumi-policy').createPolicyPack({ name: 'acme' });";
    const analyzer = await startPack(index, { 'iam-guardrails.json': JSON.stringify(configuration) });
    try {
      const stack = readTerraform({ resource: { aws_iam_policy: policies } }, { stack: 's', attribute: awsAttribute });
      const resources = pulumiResources(stack).map((resource) => {
        const name = without(resource.name);
        if (name !== 'by_program' && name !== 'expired') return resource;
        return { ...resource, secretOutputs: exemptingOptions(declared[name]).additionalSecretOutputs };
      });
      const names = new Map(resources.map((resource) => [urnOf(resource), without(resource.name)]));
      const said = (await analyzer.analyze(resources))
        .filter(({ policy }) => policy === RULE || policy === 'iam-guardrails-exemptions')
        .map(({ policy, urn, message }) => {
          const [line = ''] = message.split('\n');
          const exemption = line.startsWith('exemption-') ? line.split(':')[0] : line.replace(/ \([^)]*\)$/, '');
          return `${names.get(urn)}: ${policy === RULE ? policy : exemption}`;
        });
      expect([...said].sort()).toEqual(expected);
    } finally {
      await analyzer.close();
    }
  });
});
