import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { terraformOf, type Report } from '@iam-guardrails/shared-rules';
import { cdkCli } from '../engines/cdk-cli';
import { describeWithEngines } from '../engines/engines';
import { environmentWithout, runProcess } from '../engines/processes';
import { startAnalyzer, urnOf, type Diagnostic } from '../pulumi/analyzer';
import { pulumiResources } from '../pulumi/from-terraform';
import { examples, expectedFindings, foldedFindings, plain, sorted, stackOf, type PlainFinding } from './examples';

const root = resolve(__dirname, '..', '..', '..');
const compiledApp = join(root, 'test', 'dist', 'parity', 'app.js');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-parity-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('every example of every rule', () => {
  it('is there, and says something or nothing as it should', () => {
    expect(examples.length).toBeGreaterThan(40);
    expect(expectedFindings(examples).length).toBeGreaterThan(20);
  });

  it('has the same findings through the CLI', async () => {
    for (const { stack, example } of examples) {
      mkdirSync(join(folder, 'cli', stack), { recursive: true });
      writeFileSync(join(folder, 'cli', stack, 'main.tf.json'), JSON.stringify(terraformOf(example)));
    }
    const cli = join(root, 'cli', 'dist', 'main.js');
    const result = await runProcess(process.execPath, [cli, 'check', 'cli', '--format', 'json'], {
      cwd: folder,
      env: environmentWithout([]),
      timeout: 120_000,
    });
    expect(result.code).toBe(1);
    const { findings } = JSON.parse(result.stdout) as Report;
    const named = plain(findings).map((finding) => ({ ...finding, stack: basename(finding.stack) }));
    expect(sorted(named)).toEqual(expectedFindings(examples));
  });

  it('has the same findings through the CrossGuard analyzer process', async () => {
    const list = examples.filter(({ example }) => example.onlyIn !== 'terraform');
    const analyzer = await startAnalyzer(join(root, 'pulumi-policy'));
    try {
      const found: PlainFinding[] = [];
      for (const each of list) {
        const resources = pulumiResources(stackOf(each));
        // The logical name is the Terraform address.
        const addresses = new Map(resources.map((resource) => [urnOf(resource), resource.name]));
        found.push(...fromDiagnostics(await analyzer.analyze(resources), each.stack, addresses));
      }
      // A preview knows less of a reason than Terraform does, and has one line for a resource.
      expect(withoutReasons(without(found, foldedFindings(list)))).toEqual(withoutReasons(expectedFindings(list)));
    } finally {
      await analyzer.close();
    }
  });
});

/** First line of a diagnostic is the finding's message; what is not decided comes under a policy of its own. */
function fromDiagnostics(
  diagnostics: readonly Diagnostic[],
  stack: string,
  addresses: ReadonlyMap<string, string>,
): readonly PlainFinding[] {
  return diagnostics.flatMap(({ policy, urn, message }) => {
    const address = addresses.get(urn) ?? urn;
    if (policy !== 'iam-guardrails-unresolved')
      return [{ stack, rule: policy, status: 'violation', address, message: message.split('\n')[0] ?? '' }];
    const [rules = ''] = message.split(':');
    return rules.split(', ').map((rule) => ({ stack, rule, status: 'unresolved', address, message }));
  });
}

/**
 * CrossGuard's policies speak one by one, some before a resource is created: what stands behind a graver finding is said there too,
 * unless that one blocks and was said before.
 */
function without(found: readonly PlainFinding[], folded: readonly PlainFinding[]): readonly PlainFinding[] {
  const keyOf = (finding: PlainFinding): string => JSON.stringify(Object.values(finding));
  const mayBe = new Set(folded.map(keyOf));
  return found.filter((finding) => !mayBe.has(keyOf(finding)));
}

function withoutReasons(findings: readonly PlainFinding[]): readonly PlainFinding[] {
  return sorted(findings.map((finding) => (finding.status === 'unresolved' ? { ...finding, message: '' } : finding)));
}

describeWithEngines({ describe, test }, 'every example of every rule in the real CLI', () => {
  it.each(['cdktf', 'cdktn'] as const)('has the same findings in a synth of %s', async (library) => {
    const cli = cdkCli(library)!;
    const cwd = join(folder, library);
    mkdirSync(cwd);
    const result = await cli.synth({ cwd, app: `node ${compiledApp}`, env: { IAM_GUARDRAILS_LIBRARY: library } });
    expect(result.code).toBe(1);
    // Two statements with the same fault are two findings, and one annotation says the same only once.
    expect(sorted(fromAnnotations(result.stdout + result.stderr))).toEqual(distinct(expectedFindings(examples)));
  });
});

function distinct(findings: readonly PlainFinding[]): readonly PlainFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

const ANNOTATION = /(?:ERROR|WARN)\S*\s+\[([^\]\s]+)\]:?\s+([a-z][a-z-]+) {3}(\w+) {3}(\S+)\s*\n\s+(.+)/g;

/** Findings in what the CLIs print of a construct's annotations. */
function fromAnnotations(output: string): readonly PlainFinding[] {
  const text = output.replace(/\u001b\[[0-9;]*m/g, '');
  return [...text.matchAll(ANNOTATION)].map(([, path = '', rule = '', weight = '', place = '', message = '']) => {
    const [type = '', label = ''] = place.split('.');
    return {
      stack: path.split('/')[0] ?? '',
      rule,
      status: weight === 'unresolved' ? weight : 'violation',
      address: `${type}.${label}`,
      message: message.trim(),
    };
  });
}
