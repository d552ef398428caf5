import * as v from 'valibot';
import { rules } from '../catalogue';
import type { Resource, Stack } from '../model/resource';
import { fromJson, stringOf, unknown, type Unknown } from '../model/value';
import { presets } from '../presets/presets';
import { defineRule, type Rule } from '../rule/define-rule';
import { parseConfiguration } from './configuration';
import { ISSUES, OWN_RULES_GUIDE, ruleUrl } from '../rule/pages';
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
  evaluate(stacks, { today: '2026-11-23', rules: list, configuration: parseConfiguration(source, list, presets) });

const rootRule = rules.filter(({ id }) => id === 'no-root-access-key');
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

  it('says what to do in the cloud of the resource', () => {
    const rule = { ...two, remediations: { otc: 'None there.' } };
    const keys = [rootKey, resource('opentelekomcloud_identity_credential_v3.k', {})];
    const remedies = run([stack(...keys)], [rule]).findings.map((finding) => [
      finding.resource.type,
      finding.remediation,
    ]);
    expect(remedies).toContainEqual(['aws_iam_access_key', 'None.']);
    expect(remedies).toContainEqual(['opentelekomcloud_identity_credential_v3', 'None there.']);
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

  it('sends whoever meets a broken rule to those who wrote it', () => {
    const [own] = run([stack(rootKey)], [broken]).findings;
    expect(own).toMatchObject({ message: expect.stringContaining('whoever wrote it'), url: OWN_RULES_GUIDE });
    const [paged] = run([stack(rootKey)], [{ ...broken, url: 'https://handbook.example/x' }]).findings;
    expect(paged).toMatchObject({ message: expect.not.stringContaining(ISSUES), url: 'https://handbook.example/x' });
    const [ours] = run([stack(rootKey)], [{ ...broken, url: ruleUrl('broken-rule') }]).findings;
    expect(ours).toMatchObject({ message: expect.stringContaining(`a defect of ours: ${ISSUES}`), url: ISSUES });
  });

  it('leads to the page of a rule of the catalogue, and to none where a rule of others has none', () => {
    expect(run([stack(rootKey)], rootRule).findings[0]?.url).toBe(ruleUrl('no-root-access-key'));
    expect(run([stack(rootKey)], [two]).findings[0]?.url).toBe('');
  });

  it('says "not decided" of a resource that is perhaps not made', () => {
    const perhaps = resource(
      'aws_iam_access_key.root',
      { user: 'root' },
      unknown('`count` depends on a variable without a default'),
    );
    expect(run([stack(perhaps)], rootRule).findings).toMatchObject([{ status: 'unresolved', enforcement: 'advisory' }]);
    expect(run([stack(perhaps)], rootRule, { unresolved: 'mandatory' }).findings).toMatchObject([
      { status: 'unresolved', enforcement: 'mandatory' },
    ]);
  });

  it('lets whoever asks run the parts: the model, then each rule', () => {
    const parts: string[] = [];
    const around = <T>(part: string, work: () => T): T => {
      const result = work();
      parts.push(part);
      return result;
    };
    const list = [two, ...rootRule];
    const given = { rules: list, configuration: parseConfiguration(undefined, list, presets), today: '2026-11-23' };
    expect(evaluate([stack(rootKey)], { ...given, around })).toEqual(evaluate([stack(rootKey)], given));
    expect(parts).toEqual(['the model', 'two-severities', 'no-root-access-key']);
  });

  it('leaves out a rule that is disabled', () => {
    expect(run([stack(rootKey)], rules, { rules: { 'no-root-access-key': 'disabled' } }).findings).toEqual([]);
  });

  it('lists what holds permissions of a kind that is not read yet', () => {
    const set = resource('awscc_iam_role.admins', {});
    expect(run([stack(set)]).notChecked).toEqual([
      {
        address: 'awscc_iam_role.admins',
        reason: '`awscc_iam_role` holds permissions that are not read yet',
      },
    ]);
  });
});

describe('the baseline of an account', () => {
  const passwordRule = rules.filter(({ id }) => id === 'password-policy-present');
  const found = (resources: readonly Resource[], source: object): unknown =>
    run([stack(...resources)], passwordRule, source).findings.map(
      ({ status, message, resource: { address, type } }) => [status, address, type, message],
    );
  const bucket = resource('aws_s3_bucket.logs', {});
  const policy = resource('aws_iam_account_password_policy.all', {});
  const baseline = { role: 'account-baseline' };

  it('has the settings of the account; the stack as such is at fault where one is missing', () => {
    const message = 'the stack is the baseline of its account in AWS and sets no password policy for it';
    expect(found([bucket], baseline)).toEqual([['violation', 's', 'stack', message]]);
    expect(found([], baseline)).toEqual([['violation', 's', 'stack', message]]);
    expect(found([bucket, policy], baseline)).toEqual([]);
  });

  it('is no stack that nobody called so', () => {
    expect(found([bucket], {})).toEqual([]);
  });

  it('has one finding on the first password where it gives some', () => {
    const profile = resource('aws_iam_user_login_profile.ann', { user: 'ann' });
    expect(found([bucket, profile], baseline)).toMatchObject([{ 0: 'violation', 1: profile.address }]);
    expect(found([bucket, profile], {})).toMatchObject([{ 0: 'violation', 1: profile.address }]);
  });

  it('may leave a setting to others', () => {
    const elsewhere = { ...baseline, rules: { 'password-policy-present': { managedElsewhere: true } } };
    expect(found([bucket], elsewhere)).toEqual([]);
  });

  it('is not decided where the setting is perhaps not there', () => {
    const perhaps = { ...policy, uncertain: unknown('`count` depends on a variable without a default') };
    expect(found([perhaps], baseline)).toMatchObject([{ 0: 'unresolved', 1: 's' }]);
  });
});

describe('what a report says of outside frameworks', () => {
  it('is what it was given for the rule', () => {
    const controls = new Map([['no-root-access-key', ['cis-aws-5.0:1.3']]]);
    const configuration = parseConfiguration(undefined, rules);
    const { findings } = evaluate([stack(rootKey)], { today: '2026-11-23', rules, configuration, controls });
    expect(findings.find(({ rule }) => rule === 'no-root-access-key')?.controls).toEqual(['cis-aws-5.0:1.3']);
    expect(evaluate([stack(rootKey)], { today: '2026-11-23', rules, configuration }).findings[0]?.controls).toEqual([]);
  });
});

describe('the secrets of a stack', () => {
  const telling = defineRule({
    ...broken,
    id: 'telling-rule',
    appliesTo: ['access-key'],
    decidedByOneResource: ['access-key'],
    messages: { told: 'hunter: `{name}` has {count}' },
    check(entity, { report, unresolved }) {
      const at = entity.resource;
      const name = (entity.kind === 'access-key' ? stringOf(entity.owner) : undefined) ?? '';
      const witness = {
        principal: `arn:aws:iam::123456789012:user/${name}`,
        action: 's3:GetObject',
        resource: `arn:aws:s3:::${name}/*`,
        context: { 'aws:username': name, 'aws:TagKeys': [name] },
      };
      const fix = { others: [{ [name]: 1 }] };
      report({ message: 'told', at, data: { name, count: 42 }, witness, fix });
      unresolved(unknown(`it depends on ${name}`), at);
    },
  });
  const shown = (name: string, secrets: readonly string[]): ReturnType<typeof evaluate> => {
    const key = resource('aws_iam_access_key.hunter', { user: name });
    const unread = { address: 'module.hunter', reason: `the source ${name} is not read` };
    return run([{ ...stack(key), secrets, notChecked: [unread] }], [telling]);
  };

  it('stand in no message, witness, reason or list', () => {
    const report = shown('hunter-2', ['hunter-2']);
    expect(JSON.stringify(report)).not.toContain('hunter-2');
    expect(report.findings.map(({ message }) => message)).toEqual([
      'hunter: `(sensitive)` has 42',
      'not decided: it depends on (sensitive)',
    ]);
    expect(report.findings[0]?.witness?.principal).toBe('arn:aws:iam::123456789012:user/(sensitive)');
    expect(report.notChecked).toEqual([{ address: 'module.hunter', reason: 'the source (sensitive) is not read' }]);
  });

  it('are taken out although they are found to be secret only while the values are read', () => {
    const key = resource('aws_iam_access_key.hunter', { user: 'hunter-2' });
    const found: string[] = [];
    const late = { ...telling, id: 'late-rule', check: () => void found.push('hunter-2') };
    const lazy: Stack = {
      ...stack(key),
      get secrets() {
        return found;
      },
    };
    expect(run([lazy], [telling, late]).findings[0]?.message).toBe('hunter: `(sensitive)` has 42');
  });

  it('do not change what is not data: addresses, the text of the rule, numbers', () => {
    const [finding] = shown('hunter', ['hunter', '42', '']).findings;
    expect(finding?.resource.address).toBe('aws_iam_access_key.hunter');
    expect(finding?.message).toBe('hunter: `(sensitive)` has 42');
  });

  it('are taken out whole where one holds another, and inside a JSON text', () => {
    expect(shown('hunter-2', ['hunter', 'hunter-2']).findings[0]?.message).toContain('`(sensitive)`');
    const text = JSON.stringify({ Sid: 'a "quoted" secret' });
    expect(shown(text, ['a "quoted" secret']).findings[0]?.message).toContain('`{"Sid":"(sensitive)"}`');
  });

  it('are not taken out of the words around them where they are short', () => {
    const data = 'a role of `a` in arn:aws:iam::1:user/a, and a42 or 1a or 42 again or [7]';
    const [finding] = shown(data, ['a', '42', '1a', 'a42', '7', 'true']).findings;
    expect(finding?.message).toContain(
      'a role of `(sensitive)` in arn:aws:iam::1:user/(sensitive), and (sensitive) or (sensitive) or 42 again or [7]`',
    );
  });

  it('may be huge, or very many', () => {
    const huge = 'x'.repeat(20_000_000);
    expect(shown(`${huge}!`, [huge]).findings[0]?.message).toContain('`(sensitive)!`');
    expect(shown(huge, []).findings.map(({ message }) => message.length < 3000)).toEqual([true, true]);
    const many = Array.from({ length: 30_000 }, (_, index) => `hunter-${index}-hunter`);
    expect(shown('hunter-29999-hunter', many).findings[0]?.message).toContain('`(sensitive)`');
  });

  it('are known as `jsonencode` writes them', () => {
    expect(shown('{"a":"x\\u003cy\\u003e&"}', ['x<y>&', 'x<y>']).findings[0]?.message).not.toContain('003c');
  });

  it('may be called as what stands in their place', () => {
    expect(shown('hunter-sensitive', ['hunter', 'sensitive']).findings[0]?.message).toContain(
      '`(sensitive)-(sensitive)`',
    );
  });

  it('are no pattern', () => {
    expect(shown('a.c abc', ['a.c']).findings[0]?.message).toContain('`(sensitive) abc`');
  });

  it('drop a suggestion that holds one, even as a key', () => {
    expect(shown('hunter', ['hunter']).findings[0]?.suggestion).toBeNull();
    expect(shown('hunter', ['stranger']).findings[0]?.suggestion).toEqual({
      arguments: { others: [{ hunter: 1 }] },
    });
  });
});

describe('defineRule', () => {
  it('refuses a rule without a violating or a compliant example', () => {
    expect(() => defineRule({ ...broken, examples: { violating: [], compliant: [] } })).toThrow(
      'the rule `broken-rule`: `examples.violating` is empty',
    );
  });
});
