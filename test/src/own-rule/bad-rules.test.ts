/** Rules that no type stops: every front end says what is wrong, and lets nothing pass. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { enforceIamGuardrails } from '@iam-guardrails/cdktf-aspects';
import type { Pack } from '@iam-guardrails/pack';
import { folder, libraries, newApp, removeFolders, thrownBy, user } from '../cdk/libraries';
import { packEnvironment, packFolder, removePackFolders } from '../pulumi/temporary-pack';
import { startAnalyzer } from '../pulumi/analyzer';
import { environmentWithout, runProcess } from '../engines/processes';
import { cli } from './pack-of-guide';

afterEach(removeFolders);
afterEach(removePackFolders);

/** A package of JavaScript whose pack has this list of rules. */
const packageOf = (rules: string): string => `
  const { defineRule } = require('@iam-guardrails/shared-rules');
  const { definePack } = require('@iam-guardrails/pack');
  const good = {
    id: 'no-alice',
    title: 'Nobody is called alice',
    severity: 'high',
    rationale: 'It is a rule of a test.',
    remediation: 'Rename it.',
    url: 'https://handbook.acme.example/alice',
    recommendations: [],
    appliesTo: ['user'],
    decidedByOneResource: [],
    messages: { alice: 'a user' },
    check() {},
    examples: {
      violating: [{ title: 'one', resources: {}, at: ['aws_iam_user.alice'] }],
      compliant: [{ title: 'another', resources: {} }],
    },
  };
  const { check, ...checkless } = good;
  exports.pack = definePack({ name: 'acme', rules: ${rules} });
`;

const USER = { resource: { aws_iam_user: { alice: { name: 'alice' } } } };

async function byCommandLine(rules: string): Promise<string> {
  const program = folder();
  const installed = join(program, 'node_modules', 'acme');
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, 'index.js'), packageOf(rules));
  writeFileSync(join(program, 'iam-guardrails.yaml'), 'extends: acme\n');
  writeFileSync(join(program, 'main.tf.json'), JSON.stringify(USER));
  const env = { ...environmentWithout([]), NODE_PATH: packEnvironment()['NODE_PATH'] ?? '' };
  const { code, stdout, stderr } = await runProcess(process.execPath, [cli, 'check', 'main.tf.json'], {
    cwd: program,
    env,
    timeout: 60_000,
  });
  return `${code} ${stdout}${stderr}`;
}

async function byPulumi(rules: string): Promise<string> {
  const start = "require('@iam-guardrails/pulumi-policy').createPolicyPack({ name: 'acme', pack: exports.pack });";
  const folderOfPack = packFolder({ 'index.js': `${packageOf(rules)}${start}` });
  try {
    const analyzer = await startAnalyzer(folderOfPack, { env: packEnvironment() });
    try {
      const found = await analyzer.analyze([
        { type: 'aws:iam/user:User', name: 'alice', properties: { name: 'alice' } },
      ]);
      return found.map(({ policy, level, message }) => `${level} ${policy} ${message}`).join('\n');
    } finally {
      await analyzer.close();
    }
  } catch (error) {
    return `not started: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function bySynth(rules: string): string {
  const [{ lib } = { lib: undefined as never }] = libraries;
  const path = join(folder(), 'index.js');
  writeFileSync(path, packageOf(rules));
  return thrownBy(() => {
    const { pack } = createRequire(__filename)(path) as { readonly pack: Pack };
    const app = newApp(lib);
    enforceIamGuardrails(app, lib.Aspects, { pack });
    user(lib, new lib.TerraformStack(app, 'own'), 'alice');
    app.synth();
  });
}

describe('what is no rule stops', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    [
      'a rule without a check',
      '[checkless]',
      '`rules[0]` cannot run: the rule `no-alice`: `options`, `check` are missing; make rules with `defineRule`',
    ],
    ['defineRule without a check', '[defineRule(checkless)]', 'the rule `no-alice`: `check` is missing'],
    ['a rule that is none', "['no-alice']", '`rules[0]` is no rule; make rules with `defineRule`'],
    [
      'two rules with one id',
      '[defineRule(good), defineRule(good)]',
      'two rules have the id `no-alice`; give one of them another',
    ],
    [
      'an id of the catalogue',
      "[defineRule({ ...good, id: 'no-iam-users' })]",
      'two rules have the id `no-iam-users`; give one of them another',
    ],
    [
      'a check that is asynchronous',
      '[defineRule({ ...good, async check() {} })]',
      '`check` is asynchronous: what it reports late would be lost',
    ],
  ];

  it.each(bad)('the command line: %s', async (_title, rules, sentence) => {
    const said = await byCommandLine(rules);
    expect(said).toMatch(/^2 /);
    expect(said).toContain(sentence);
  });

  it.each(bad)('the policy pack of Pulumi: %s', async (_title, rules, sentence) => {
    const said = await byPulumi(rules);
    expect(said).toMatch(/^not started: /);
    expect(said).toContain(sentence);
  });

  it.each(bad)('a synth: %s', (_title, rules, sentence) => {
    expect(bySynth(rules)).toContain(sentence);
  });
});

describe('a check that fails stops', () => {
  const failing: readonly (readonly [string, string])[] = [
    ['that throws', "[defineRule({ ...good, check() { throw new TypeError('hunter2'); } })]"],
    [
      'that reports without data',
      "[defineRule({ ...good, messages: { alice: '{who}' }, check(user, { report }) { report({ message: 'alice', at: user.resource }); } })]",
    ],
    ['that returns a promise', '[defineRule({ ...good, check() { return Promise.resolve(); } })]'],
  ];

  it.each(failing)('the command line: one %s', async (_title, rules) => {
    const said = await byCommandLine(rules);
    expect(said).toMatch(/^1 /);
    expect(said).toMatch(/iam-guardrails-defect[^]*`no-alice`/);
    expect(said).not.toContain('hunter2');
  });

  it.each(failing)('a preview of Pulumi: one %s', async (_title, rules) => {
    const said = await byPulumi(rules);
    expect(said).toMatch(/^mandatory iam-guardrails-defect .*`no-alice`/m);
    expect(said).not.toContain('hunter2');
  });

  it.each(failing)('a synth: one %s', (_title, rules) => {
    const said = bySynth(rules);
    expect(said).toMatch(/iam-guardrails-defect[^]*`no-alice`/);
    expect(said).not.toContain('hunter2');
  });
});
