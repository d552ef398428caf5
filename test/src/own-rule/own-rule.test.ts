import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  awsAttribute,
  defineRule,
  ENTITY_KINDS,
  evaluate,
  parseConfiguration,
  readTerraform,
  terraformOf,
  type Example,
  type Finding,
  type Report,
  type Rule,
} from '@iam-guardrails/shared-rules';
import type { Aspects } from 'cdktf';
import { parse } from 'yaml';
import { libraries, newApp, removeFolders, resource, thrownBy, type Library } from '../cdk/libraries';
import { startAnalyzer, urnOf, type Analyzer } from '../pulumi/analyzer';
import { pulumiResources } from '../pulumi/from-terraform';
import { bin, blocksOf, cli, filesOfGuide, guide, packOfGuide, runNode, type PackOfGuide } from './pack-of-guide';

const ID = 'only-archivists-delete-backups';

interface PackLibrary {
  readonly rules: readonly [Rule];
  readonly enforce: (app: unknown, aspects: typeof Aspects) => void;
}

let made: PackOfGuide;
let library: PackLibrary;
let analyzer: Analyzer;

beforeAll(async () => {
  made = await packOfGuide();
  library = createRequire(join(made.program, 'main.js'))('@acme/iam-guardrails') as PackLibrary;
  analyzer = await startAnalyzer(made.pack);
});
afterAll(async () => {
  await analyzer.close();
  made.remove();
});
afterEach(removeFolders);

/** What every front end must say of one violation, in its own way. */
interface Said {
  readonly address: string;
  readonly message: string;
  readonly enforcement: string;
}

const said = ({ resource: { address }, message, enforcement }: Finding): Said => ({ address, message, enforcement });
const stackOf = (example: Example) => readTerraform(terraformOf(example), { stack: 'own', attribute: awsAttribute });

/** What the engine itself finds. */
function expected(example: Example): readonly Said[] {
  const { rules } = library;
  const configuration = parseConfiguration({ rules: { [ID]: 'mandatory' } }, rules);
  return evaluate([stackOf(example)], { rules, configuration, today: '2026-11-23' }).findings.map(said);
}

async function byCommandLine(example: Example): Promise<{ readonly code: number; readonly found: readonly Said[] }> {
  mkdirSync(join(made.program, 'stack'), { recursive: true });
  writeFileSync(join(made.program, 'stack', 'main.tf.json'), JSON.stringify(terraformOf(example)));
  writeFileSync(join(made.program, 'iam-guardrails.yaml'), "extends: '@acme/iam-guardrails'\n");
  const { code, stdout, stderr } = await runNode(made.program, [
    cli,
    'check',
    'stack',
    '--format',
    'json',
    '--rules',
    ID,
  ]);
  expect(stderr).toBe('');
  return { code, found: (JSON.parse(stdout) as Report).findings.map(said) };
}

async function byPulumi(example: Example): Promise<readonly Said[]> {
  const resources = pulumiResources(stackOf(example));
  const names = new Map(resources.map((each) => [urnOf(each), each.name]));
  const found = (await analyzer.analyze(resources)).filter(({ policy }) => policy === ID);
  return found.map(({ urn, level, message }) => ({
    address: names.get(urn) ?? urn,
    message: message.split('\n')[0] ?? '',
    enforcement: level,
  }));
}

/** What ends the synth. */
function bySynth(lib: Library, example: Example): string {
  const app = newApp(lib);
  library.enforce(app, lib.Aspects);
  const stack = new lib.TerraformStack(app, 'own');
  for (const [address, values] of Object.entries(example.resources)) {
    const [type = '', name = ''] = address.split('.');
    resource(lib, stack, type, name, values);
  }
  return thrownBy(() => app.synth());
}

const violating = (): Example => library.rules[0].examples.violating[0];
const neighbour = (): Example => library.rules[0].examples.compliant[0];

describe('a rule of an organisation', () => {
  it('finds what it should', () => {
    expect(expected(violating())).toEqual([
      {
        address: 'aws_iam_user.alice',
        message: expect.stringMatching(/^user `alice` can delete backups: s3:Delete\w+ on arn:aws:s3:::acme-backups/),
        enforcement: 'mandatory',
      },
    ]);
    expect(expected(neighbour())).toEqual([]);
  });

  it('blocks on the command line, beside a configuration that extends the pack', async () => {
    expect(await byCommandLine(violating())).toEqual({ code: 1, found: expected(violating()) });
    expect(await byCommandLine(neighbour())).toEqual({ code: 0, found: [] });
  });

  it('blocks in the analyzer process of Pulumi', async () => {
    expect(await byPulumi(violating())).toEqual(expected(violating()));
    expect(await byPulumi(neighbour())).toEqual([]);
  });

  it('shows in Pulumi what its definition says of it', () => {
    const [rule] = library.rules;
    expect(analyzer.info.policies.find(({ name }) => name === ID)).toMatchObject({
      description: rule.rationale,
      severity: rule.severity,
      url: rule.url,
      remediationSteps: rule.remediation,
      configSchema: { archivists: { type: 'array' } },
    });
  });

  it.each(libraries)('stops a synth of $name', ({ lib }) => {
    const thrown = bySynth(lib, violating());
    const [finding] = expected(violating());
    expect(thrown).toContain(`[own/alice] ${ID}   high   aws_iam_user.alice`);
    expect(thrown).toContain(finding?.message);
    expect(bySynth(lib, neighbour())).not.toContain(ID);
  });
});

describe('the guide', () => {
  it('ends in a test that runs', async () => {
    const { code, stderr } = await runNode(made.pack, [bin('jest/bin/jest.js'), '--rootDir', made.pack, ID]);
    expect(stderr).toContain('finds: a user who may do everything with S3');
    expect(code).toBe(0);
  });

  it('shows another test runner as it is', async () => {
    const { code, stdout } = await runNode(made.pack, ['--test', 'dist/rules/with-node-test.js']);
    expect(stdout).toContain('finds: a user who may do everything with S3');
    expect(code).toBe(0);
  });

  it('has a configuration that the rule takes', () => {
    const [text = ''] = blocksOf('yaml');
    const configured = parseConfiguration(parse(text), library.rules).rules.get(ID);
    expect(configured).toMatchObject({ enforcement: 'mandatory', options: { archivists: ['backup-*'] } });
  });

  it('shows what the command line prints', async () => {
    await byCommandLine(violating());
    const { stdout } = await runNode(made.program, [cli, 'check', 'stack', '--rules', ID]);
    const [shown] = blocksOf('');
    expect(shown).toMatch(/^✖ /);
    expect(stdout).toContain(shown);
  });

  it('shows what a rule that cannot be right is answered', () => {
    const [rule] = library.rules;
    const bad: readonly object[] = [
      { severity: 'hihg' },
      { appliesTo: ['usr'], decidedByOneResource: [] },
      { examples: { ...rule.examples, violating: [] } },
    ];
    const answers = bad.map((change) => thrownBy(() => defineRule({ ...rule, id: 'only-archivists', ...change })));
    expect(blocksOf('')[1]).toBe(answers.map((line) => `${line}\n`).join(''));
  });

  it('lists every kind of entity', () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)`\s+\| (.*?)\s*\|$/gm)].map(([, kind, text]) => [kind, text]);
    expect(Object.fromEntries(rows)).toEqual(ENTITY_KINDS);
  });

  it('keeps every file in the folder of rules', () => {
    expect([...filesOfGuide().keys()].filter((path) => !path.startsWith('src/rules/'))).toEqual([]);
  });
});
