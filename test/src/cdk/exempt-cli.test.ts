/** An exemption in a CDKTF or CDK Terrain program, from the real CLI to a check of what it wrote. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { cdkCli } from '../engines/cdk-cli';
import { describeWithEngines } from '../engines/engines';
import { createProject, type Project } from '../engines/projects';

const bin = resolve(__dirname, '../../../cli/dist/main.js');
const YEAR = new Date().getUTCFullYear();
const reason = 'the break glass role, see SEC-12';

const app = (library: string): string => `
const { App, Aspects, TerraformResource, TerraformStack } = require('${library}');
const { enforceIamGuardrails, exempt } = require('@iam-guardrails/cdktf-aspects');
const app = new App();
enforceIamGuardrails(app, Aspects);
const stack = new TerraformStack(app, 'accounts');
const admin = new TerraformResource(stack, 'admin', { terraformResourceType: 'aws_iam_policy' });
const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
admin.addOverride('policy', document);
if (process.env.EXEMPT)
  exempt(admin, { rule: 'no-administrator-access', reason: '${reason}', owner: 'sec@acme.example', expires: '${YEAR + 1}-03-31' });
app.synth();
`;

interface Checked {
  readonly findings: readonly { readonly rule: string; readonly status: string; readonly exemption: unknown }[];
}

describeWithEngines({ describe, test }, 'an exemption in a program', () => {
  describe.each(['cdktf', 'cdktn'] as const)('of %s', (library) => {
    let project: Project;
    beforeAll(async () => (project = await createProject({ 'main.js': app(library) })));
    afterAll(() => project.dispose());

    const synth = async (env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> => {
      const cli = cdkCli(library);
      if (cli === undefined) throw new Error(`the CLI of ${library} is not installed`);
      const { code, stdout, stderr } = await cli.synth({ cwd: project.folder, app: 'node main.js', env });
      return { code: code ?? -1, output: `${stdout}\n${stderr}` };
    };

    it('is shown by the CLI, and lets through what is blocked without it', async () => {
      const blocked = await synth({});
      expect(blocked.code).not.toBe(0);
      expect(blocked.output).toMatch(/ERROR \[accounts\/admin\]: no-administrator-access/);
      const { code, output } = await synth({ EXEMPT: '1' });
      expect(output).toContain(
        `INFO [accounts/admin]: iam-guardrails: no-administrator-access at aws_iam_policy.admin is exempt until ${YEAR + 1}-03-31 by sec@acme.example: ${reason}`,
      );
      expect(output).not.toContain('ERROR');
      expect(code).toBe(0);
    }, 120_000);

    it('is read from what was written by `iam-guardrails check`', () => {
      const { status, stdout } = spawnSync(process.execPath, [bin, 'check', 'cdktf.out', '--format', 'json'], {
        cwd: project.folder,
        encoding: 'utf8',
      });
      const { findings } = JSON.parse(stdout) as Checked;
      expect(findings.filter(({ rule }) => rule === 'no-administrator-access')).toMatchObject([
        { status: 'exempt', exemption: { reason, owner: 'sec@acme.example', expires: `${YEAR + 1}-03-31` } },
      ]);
      expect(status).toBe(0);
    });
  });
});
