import * as v from 'valibot';
import { rules } from '../catalogue';
import type { Resource, Stack } from '../model/resource';
import { fromJson, unknown, type Unknown } from '../model/value';
import { defineRule, type Rule } from '../rule/define-rule';
import { parseConfiguration } from './configuration';
import { DEFECT, evaluate } from './evaluate';

const resource = (address: string, values: Readonly<Record<string, unknown>>, uncertain?: Unknown): Resource => ({
  address,
  type: address.split('.')[0] ?? '',
  mode: 'managed',
  values: new Map(Object.entries(values).map(([key, value]) => [key, fromJson(value)])),
  stack: 's',
  ...(uncertain === undefined ? {} : { uncertain }),
});
const stack = (...resources: readonly Resource[]): Stack => ({ name: 's', resources, notChecked: [] });
const run = (stacks: readonly Stack[], list: readonly Rule[] = rules, source?: unknown): ReturnType<typeof evaluate> =>
  evaluate(stacks, { rules: list, configuration: parseConfiguration(source, list) });

const rootKey = resource('aws_iam_access_key.root', { user: 'root' });

const broken = defineRule({
  id: 'broken-rule',
  title: 'Nothing is broken',
  severity: 'low',
  rationale: 'none',
  remediation: 'None.',
  recommendations: ['none'],
  appliesTo: ['access-key'],
  decidedByOneResource: ['access-key'],
  options: v.strictObject({}),
  messages: {},
  check() {
    throw new TypeError('the value was hunter2');
  },
  examples: { violating: [{ title: 'a', resources: {}, at: [] }], compliant: [{ title: 'b', resources: {} }] },
});

const two = defineRule({
  id: 'two-severities',
  title: 'Nothing is bad',
  severity: 'high',
  rationale: 'none',
  remediation: 'None.',
  recommendations: ['none'],
  appliesTo: ['access-key'],
  decidedByOneResource: ['access-key'],
  options: v.strictObject({}),
  messages: { bad: 'bad', lesser: 'lesser' },
  check({ resource: at }, { report }) {
    report({ message: 'bad', at, data: {} });
    report({ message: 'lesser', at, data: {}, severity: 'low' });
  },
  examples: { violating: [{ title: 'a', resources: {}, at: [] }], compliant: [{ title: 'b', resources: {} }] },
});

describe('evaluate', () => {
  it('lets a violation be less bad than its rule, and takes the level of that severity unless one was chosen', () => {
    const levels = (source?: unknown): unknown =>
      run([stack(rootKey)], [two], source).findings.map(({ message, severity, enforcement }) => [
        message,
        severity,
        enforcement,
      ]);
    expect(levels()).toEqual([
      ['bad', 'high', 'mandatory'],
      ['lesser', 'low', 'advisory'],
    ]);
    expect(levels({ preset: 'strict' })).toMatchObject([{ 2: 'mandatory' }, { 2: 'mandatory' }]);
    expect(levels({ rules: { 'two-severities': 'mandatory' } })).toMatchObject([
      { 2: 'mandatory' },
      { 2: 'mandatory' },
    ]);
    expect(levels({ rules: { 'two-severities': 'advisory' } })).toMatchObject([{ 2: 'advisory' }, { 2: 'advisory' }]);
  });

  it('gives each finding all that a reader needs', () => {
    const { findings, summary } = run([stack(rootKey)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: 'no-root-access-key',
      severity: 'critical',
      enforcement: 'mandatory',
      status: 'violation',
      message: 'the access key is for the root user of the account',
      resource: { address: 'aws_iam_access_key.root', type: 'aws_iam_access_key', stack: 's' },
      property: 'user',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(summary).toEqual({
      resources: 1,
      violations: { low: 0, medium: 0, high: 0, critical: 1 },
      unresolved: 0,
      exempt: 0,
      notChecked: 0,
    });
  });

  it('gives equal bytes for equal stacks, in whichever order they are written', () => {
    const other = resource('aws_iam_access_key.another', { user: 'root' });
    expect(JSON.stringify(run([stack(rootKey, other)]))).toBe(JSON.stringify(run([stack(other, rootKey)])));
  });

  it('turns an exception of a rule into a mandatory finding that shows no value', () => {
    const { findings } = run([stack(rootKey)], [broken], { rules: { 'broken-rule': 'advisory' } });
    expect(findings).toMatchObject([
      { rule: DEFECT, status: 'violation', enforcement: 'mandatory', resource: { address: 'aws_iam_access_key.root' } },
    ]);
    expect(findings[0]?.message).toContain('`broken-rule`');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('says "not decided" of a resource that is perhaps not made', () => {
    const perhaps = resource(
      'aws_iam_access_key.root',
      { user: 'root' },
      unknown('`count` depends on a variable without a default'),
    );
    expect(run([stack(perhaps)]).findings).toMatchObject([{ status: 'unresolved', enforcement: 'advisory' }]);
    expect(run([stack(perhaps)], rules, { unresolved: 'mandatory' }).findings).toMatchObject([
      { status: 'unresolved', enforcement: 'mandatory' },
    ]);
  });

  it('leaves out a rule that is disabled', () => {
    expect(run([stack(rootKey)], rules, { rules: { 'no-root-access-key': 'disabled' } }).findings).toEqual([]);
  });

  it('lists what holds permissions of a kind that is not read yet', () => {
    const set = resource('aws_ssoadmin_permission_set_inline_policy.admins', { inline_policy: '{}' });
    expect(run([stack(set)]).notChecked).toEqual([
      {
        address: 'aws_ssoadmin_permission_set_inline_policy.admins',
        reason: '`aws_ssoadmin_permission_set_inline_policy` holds permissions that are not read yet',
      },
    ]);
  });
});

describe('defineRule', () => {
  it('refuses a rule without a violating or a compliant example', () => {
    expect(() => defineRule({ ...broken, examples: { violating: [], compliant: [] } })).toThrow(
      'the rule `broken-rule` has no violating example',
    );
  });
});
