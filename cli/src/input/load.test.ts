import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findStacks } from './find';
import { loadStack } from './load';
import { readStacks } from './read';

const folder = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
afterAll(() => rmSync(folder, { recursive: true }));

const locationsIn = async (...paths: readonly string[]): Promise<readonly unknown[]> => {
  const sources = await findStacks(paths, folder);
  const loaded = await Promise.all(sources.map((source) => loadStack(source, folder)));
  return readStacks(loaded, folder).flatMap(({ resources }) =>
    resources.map(({ address, location }) => [address, location]),
  );
};

function write(name: string, content: string | object): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

describe('what is read of a folder', () => {
  it('has file and line of blocks that are no resources', async () => {
    const lines = [
      'provider "aws" {',
      '  alias = "west"',
      '}',
      'locals {',
      '  a = 1',
      '}',
      'output "o" {',
      '  value = 1',
    ];
    write('hcl/main.tf', [...lines, '}', 'variable "v" {', '  default = 1', '}', ''].join('\n'));
    expect(await locationsIn('hcl')).toEqual([
      ['provider.aws.west', { file: 'hcl/main.tf', line: 1 }],
      ['output.o', { file: 'hcl/main.tf', line: 7 }],
      ['var.v', { file: 'hcl/main.tf', line: 10 }],
      ['local.a', { file: 'hcl/main.tf', line: 5 }],
    ]);
  });

  it('has the constructs of outputs, which a synth writes in a comment', async () => {
    const file = 'json/cdk.tf.json';
    write(file, {
      '//': { metadata: { stackName: 'first' }, outputs: { first: { team: { key: 'team_key' }, plain: 'plain' } } },
      provider: { aws: [{ region: 'a' }, { alias: 'west' }], random: {} },
      output: { team_key: { value: 1 }, plain: { value: 2 } },
      variable: { v: { default: 1 } },
      locals: { l: 1 },
    });
    expect(await locationsIn('json')).toEqual([
      ['provider.aws', { file }],
      ['provider.aws.west', { file }],
      ['provider.random', { file }],
      ['output.team_key', { file, constructPath: 'first/team/key' }],
      ['output.plain', { file, constructPath: 'first/plain' }],
      ['var.v', { file }],
      ['local.l', { file }],
    ]);
  });
});
