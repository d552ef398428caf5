import { detect } from './detect';
import { linesOf, literal, parseHcl } from './hcl';
import { parseJson } from './json';
import { isOverride, mergeFiles } from './merge';

describe('detect', () => {
  it.each([
    ['Terraform JSON', { resource: {}, locals: {} }, { kind: 'terraform' }],
    ['what CDKTF writes', { '//': {}, terraform: {}, data: {} }, { kind: 'terraform' }],
    ['an empty configuration', {}, { kind: 'terraform' }],
    ['a manifest', { version: '0.21.0', stacks: {} }, { kind: 'cdktf-manifest' }],
    ['a plan', { format_version: '1.2', planned_values: {} }, { kind: 'unsupported', what: 'a Terraform plan' }],
    [
      'a state',
      { version: 4, terraform_version: '1.9.0', serial: 1 },
      { kind: 'unsupported', what: 'a Terraform state' },
    ],
    ['an exported stack', { version: 3, deployment: {} }, { kind: 'unsupported', what: 'a `pulumi stack export`' }],
    [
      'a template without resources',
      { AWSTemplateFormatVersion: '2010-09-09' },
      { kind: 'unsupported', what: 'a CloudFormation template' },
    ],
    [
      'a template without a version',
      { Resources: { A: { Type: 'AWS::IAM::User' } } },
      { kind: 'unsupported', what: 'a CloudFormation template' },
    ],
    ['a map of resources without types', { Resources: { A: {} } }, { kind: 'unknown' }],
    [
      'a policy document',
      { Version: '2012-10-17', Statement: [] },
      { kind: 'unsupported', what: 'an IAM policy document' },
    ],
    ['a package', { name: 'x', version: '1.0.0' }, { kind: 'unknown' }],
    ['a list', [], { kind: 'unknown' }],
    ['null', null, { kind: 'unknown' }],
  ])('knows %s', (_title, json, expected) => {
    expect(detect(json)).toEqual(expected);
  });
});

describe('parseJson', () => {
  it('returns what the text says', () => {
    expect(parseJson('{"a": [1]}', 'a.json')).toEqual({ a: [1] });
  });

  it.each([
    ['a trailing comma', '{\n  "a": 1,\n}', 'a.json:3:1: it is not JSON (property name expected)'],
    ['a missing comma', '{"a": 1 "b": 2}', 'a.json:1:9: it is not JSON (comma expected)'],
    ['a comment', '{} // a', 'a.json:1:4: it is not JSON (invalid comment token)'],
    ['an end that is too early', '{"a":', 'a.json:1:6: it is not JSON (value expected)'],
    ['nothing', ' \n', 'a.json: it is empty'],
  ])('says where %s is', (_title, text, expected) => {
    expect(() => parseJson(text, 'a.json')).toThrow(expected);
  });

  it('shows nothing of the text', () => {
    expect(() => parseJson('{"password": hunter2}', 'a.json')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('parseHcl', () => {
  it('returns blocks by their labels', async () => {
    await expect(parseHcl('resource "a" "b" {\n  c = var.d\n}\n', 'a.tf')).resolves.toEqual({
      resource: { a: { b: [{ c: '${var.d}' }] } },
    });
  });

  it('says where the first problem is, in one line', async () => {
    await expect(parseHcl('a "b" {\n  c = "\n}\n', 'odd: [name].tf')).rejects.toThrow(
      'odd: [name].tf:2:8: invalid multi-line string',
    );
  });
});

describe('literal', () => {
  it('takes the escapes of templates away, at every depth', () => {
    expect(literal({ a: ['$${aws:username}', { b: '%%{if}' }], c: 1, d: null })).toEqual({
      a: ['${aws:username}', { b: '%{if}' }],
      c: 1,
      d: null,
    });
  });
});

describe('linesOf', () => {
  it('finds the headers of blocks, whatever their quotes and indentation', () => {
    const text =
      '\nresource "aws_iam_user" "alice" {\n}\n  data aws_iam_policy_document  doc{\n}\n\nmodule "users" {\n}\n';
    expect([...linesOf(text)]).toEqual([
      ['resource.aws_iam_user.alice', 2],
      ['data.aws_iam_policy_document.doc', 4],
      ['module.users', 7],
    ]);
  });

  it('finds providers by their alias, outputs and variables', () => {
    const text = [
      'provider "aws" {}',
      'provider "aws" {',
      '  region = "eu-west-1"',
      '  alias  = "west"',
      '}',
      'provider "opentelekomcloud" {',
      '}',
      'provider "aws" { alias = "north" }',
      'variable "key" { default = "x" }',
      'output "key" {',
      '  value = "alias = y"',
      '}',
    ].join('\n');
    expect([...linesOf(text)]).toEqual([
      ['provider.aws', 1],
      ['provider.aws.west', 2],
      ['provider.opentelekomcloud', 6],
      ['provider.aws.north', 8],
      ['variable.key', 9],
      ['output.key', 10],
    ]);
  });

  it('finds each local, and takes no entry of its value for one', () => {
    const text = [
      'locals {',
      '',
      '  tags = {',
      '    team = "a"',
      '  }',
      '  team = "b"',
      '}',
      'locals { one = 1 }',
      'resource "a" "b" {',
      '  two = 2',
      '}',
    ].join('\n');
    expect([...linesOf(text)]).toEqual([
      ['local.tags', 3],
      ['local.team', 6],
      ['local.one', 8],
      ['resource.a.b', 9],
    ]);
  });

  it('does not take a comment for a header', () => {
    expect([...linesOf('# resource "a" "b" {\nresource "a" "b" {\n')]).toEqual([['resource.a.b', 2]]);
  });
});

describe('isOverride', () => {
  it.each([
    ['override.tf', true],
    ['infra/override.tf.json', true],
    ['users_override.tf', true],
    ['overrides.tf', false],
    ['nooverride.tf', false],
  ])('of %s is %s', (name, expected) => {
    expect(isOverride(name)).toBe(expected);
  });
});

describe('mergeFiles', () => {
  const base = {
    name: 'main.tf',
    configuration: { resource: { a: { b: [{ x: 1, y: 1 }], c: [{ x: 1 }] } }, locals: [{ l: [1] }] },
  };

  it('leaves files without overrides as they are', () => {
    const other = { name: 'other.tf', configuration: { resource: {} } };
    expect(mergeFiles([base, other])).toEqual([base.configuration, other.configuration]);
  });

  it('replaces the arguments that an override names and keeps the others', () => {
    const override = {
      name: 'override.tf.json',
      configuration: { resource: [{ a: { b: { y: 2 } } }], locals: { l: [2] } },
    };
    expect(mergeFiles([override, base])).toEqual([
      { resource: { a: { b: { x: 1, y: 2 } } } },
      { resource: { a: { c: { x: 1 } } } },
      { locals: { l: [2] } },
    ]);
  });

  it('tells providers apart by their alias', () => {
    const main = { name: 'main.tf', configuration: { provider: { aws: [{ region: 'a' }, { alias: 'west', x: 1 }] } } };
    const override = { name: 'override.tf', configuration: { provider: { aws: [{ alias: 'west', x: 2 }] } } };
    expect(mergeFiles([main, override])).toEqual([
      { provider: { aws: { region: 'a' } } },
      { provider: { aws: { alias: 'west', x: 2 } } },
    ]);
  });

  it('keeps a block that only an override declares, and one that is declared twice', () => {
    const twice = { name: 'twice.tf', configuration: { resource: { a: { b: [{ x: 3 }] } } } };
    const override = { name: 'override.tf', configuration: { resource: { new: { one: [{ z: 1 }] } } } };
    expect(mergeFiles([base, twice, override])).toContainEqual({ resource: { new: { one: { z: 1 } } } });
    expect(mergeFiles([base, twice, override])).toContainEqual({ resource: { a: { b: { x: 3 } } } });
  });
});
