import { rules as catalogue } from '../catalogue';
import { readTerraform } from '../expressions';
import type { Stack } from '../model/resource';
import { presets } from '../presets/presets';
import type { Rule } from '../rule/define-rule';
import type { Finding, Report } from '../rule/finding';
import { awsAttribute } from '../schemas/aws-attributes';
import { parseLayers, type Layer } from './configuration';
import { evaluate } from './evaluate';

/** Whether somebody has the policy is not the question here. */
const rules = catalogue.filter(({ id }) => id !== 'no-unused-identity');

const TODAY = '2026-11-23';
const REASON = { reason: 'looked at', owner: 'sec@acme.example' };

const stackOf = (resource: object, name = 'team'): Stack =>
  readTerraform({ resource }, { stack: name, attribute: awsAttribute });

/** An administrator's role, which several rules find something wrong with. */
const admin = (
  more: object = {},
  statements: readonly object[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }],
): object => ({
  aws_iam_policy: {
    admin: { name: 'admin', policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }), ...more },
  },
});

const checkWith = (list: readonly Rule[], stack: Stack | readonly Stack[], ...contents: readonly unknown[]): Report => {
  const layers: readonly Layer[] = contents.map((content, index) => ({
    origin: index === 0 ? 'org.yaml' : 'own.yaml',
    content,
  }));
  const configuration = parseLayers(layers, list, presets);
  const stacks = 'name' in stack ? [stack] : stack;
  return evaluate(stacks, { rules: list, configuration, today: TODAY });
};

const check = (stack: Stack | readonly Stack[], ...contents: readonly unknown[]): Report =>
  checkWith(rules, stack, ...contents);
const wildcards = rules.filter(({ id }) => id === 'no-wildcard-action');

const brief = ({ rule, status }: Finding): string => `${rule} ${status}`;
const of = (report: Report, rule: string): readonly Finding[] =>
  report.findings.filter((finding) => finding.rule === rule);
const faults = (report: Report): readonly Finding[] =>
  report.findings.filter(({ rule }) => rule.startsWith('exemption-'));
const exempt = (more: object): unknown => ({
  exemptions: [{ rule: 'no-administrator-access', resource: 'aws_iam_policy.admin', ...REASON, ...more }],
});

describe('an exemption', () => {
  it('accepts the finding and shows why, and what stands behind it with it', () => {
    const report = check(stackOf(admin()), exempt({ expires: '2027-03-31' }));
    expect(report.findings.map(brief)).toEqual(['no-administrator-access exempt']);
    expect(report.findings[0]?.exemption).toEqual({
      ...REASON,
      expires: '2027-03-31',
      origin: 'org.yaml, exemptions.0',
    });
    expect(report.summary).toMatchObject({ exempt: 1, violations: { critical: 0, high: 0, medium: 0, low: 0 } });
    expect(new Set(report.folded.map(({ status }) => status))).toEqual(new Set(['exempt']));
  });

  it('does not take along a rule that may not be exempted', () => {
    const report = check(stackOf(admin()), {
      ...(exempt({}) as object),
      rules: { 'no-wildcard-action': { exemptible: false } },
    });
    expect(report.findings.map(brief)).toContain('no-wildcard-action violation');
  });

  it.each([
    ['another rule', { rule: 'no-wildcard-action' }],
    ['another resource', { resource: 'aws_iam_policy.other' }],
    ['another stack', { stack: 'other-*' }],
    ['another finding', { fingerprint: '0000000000000000' }],
    ['another statement', { statement: 'Else' }],
    ['other actions', { action: 's3:*' }],
  ])('of %s accepts nothing', (_what, more) => {
    expect(of(check(stackOf(admin()), exempt(more)), 'no-administrator-access')).toMatchObject([
      { status: 'violation' },
    ]);
  });

  it.each([
    ['a glob over addresses', { resource: 'aws_iam_policy.a*n' }],
    ['the stack', { stack: 'te?m' }],
    ['every action', { action: '*' }],
  ])('by %s accepts it', (_what, more) => {
    expect(of(check(stackOf(admin()), exempt(more)), 'no-administrator-access')).toMatchObject([{ status: 'exempt' }]);
  });

  it('narrowed to actions accepts the statements that allow no others', () => {
    const pass = (action: string): object => admin({}, [{ Sid: 'A', Effect: 'Allow', Action: action, Resource: '*' }]);
    const only = (action: unknown): unknown => exempt({ rule: 'no-wildcard-action', action });
    const statusOf = (action: string, accepted: unknown): unknown =>
      checkWith(wildcards, stackOf(pass(action)), only(accepted)).findings[0]?.status;
    expect(statusOf('s3:*', ['S3:*'])).toBe('exempt');
    expect(statusOf('s3:*', ['s3:Get*', 'sqs:*'])).toBe('violation');
  });

  it('narrowed to a statement accepts that one, and not its neighbour', () => {
    const two = admin({}, [
      { Sid: 'Queues', Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
      { Sid: 'Buckets', Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ]);
    const report = checkWith(wildcards, stackOf(two), exempt({ rule: 'no-wildcard-action', statement: 'Queues' }));
    expect(
      of(report, 'no-wildcard-action')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['exempt', 'violation']);
  });

  it('narrowed to a fingerprint accepts that finding', () => {
    const [finding] = of(check(stackOf(admin()), {}), 'no-administrator-access');
    const report = check(stackOf(admin()), exempt({ fingerprint: finding?.fingerprint }));
    expect(report.findings.map(brief)).toEqual(['no-administrator-access exempt']);
  });

  it('holds on its last day and not on the next, which is said', () => {
    expect(faults(check(stackOf(admin()), exempt({ expires: TODAY })))).toEqual([]);
    const report = check(stackOf(admin()), exempt({ expires: '2026-11-22' }));
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
    expect(faults(report)).toMatchObject([
      {
        rule: 'exemption-expired',
        resource: { address: 'org.yaml' },
        property: 'exemptions.0',
        enforcement: 'advisory',
      },
    ]);
  });

  it('without a reason does not apply', () => {
    const report = check(stackOf(admin()), exempt({ reason: ' ' }));
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
    expect(faults(report)).toMatchObject([{ rule: 'exemption-incomplete' }]);
  });

  it('without an owner applies, and is reported', () => {
    const report = check(stackOf(admin()), exempt({ owner: undefined }));
    expect(report.findings.map(brief)).toEqual(['exemption-incomplete violation', 'no-administrator-access exempt']);
  });

  it('that fits nothing is reported, unless its rule does not run', () => {
    const other = exempt({ resource: 'aws_iam_policy.gone' });
    expect(faults(check(stackOf(admin()), other))).toMatchObject([{ rule: 'exemption-unused', severity: 'low' }]);
    const off = { ...(other as object), rules: { 'no-administrator-access': 'disabled' } };
    expect(faults(check(stackOf(admin()), off))).toEqual([]);
  });

  it('of every rule is not called unused where some rules were not asked', () => {
    const accepted = parseLayers([{ content: exempt({ rule: '*', resource: 'aws_iam_policy.gone' }) }], rules);
    const unused = (list: readonly Rule[]): readonly string[] =>
      faults(evaluate([stackOf(admin())], { rules: list, configuration: accepted, today: TODAY })).map(
        ({ rule }) => rule,
      );
    expect(unused(wildcards)).toEqual(['exemption-too-broad']);
    expect(unused(rules)).toEqual(['exemption-too-broad', 'exemption-unused']);
  });

  it('of another stack is not called unused: that stack was not looked at', () => {
    expect(faults(check(stackOf(admin()), {}, exempt({ stack: 'prod' })))).toEqual([]);
    expect(faults(check(stackOf({}), {}, exempt({ stack: 'te*' })))).toMatchObject([{ rule: 'exemption-unused' }]);
  });

  it('is not called unused where a check failed, which nobody knows the findings of', () => {
    const broken = rules.map((rule) => ({ ...rule, check: (): never => { throw new Error('x'); } })); // prettier-ignore
    expect(faults(checkWith(broken, stackOf(admin()), exempt({})))).toEqual([]);
  });

  it('that fits one of several stacks is not unused', () => {
    const stacks = [stackOf({}, 'empty'), stackOf(admin(), 'team')];
    expect(faults(check(stacks, exempt({})))).toEqual([]);
  });

  it('of every resource of a kind is reported as too broad, and of every rule too', () => {
    const broad = (more: object): readonly unknown[] =>
      faults(check(stackOf(admin()), exempt(more))).map((each) => each.rule);
    expect(broad({ resource: 'aws_iam_policy.*' })).toEqual(['exemption-too-broad']);
    expect(broad({ rule: '*' })).toEqual(['exemption-too-broad']);
    expect(broad({ resource: 'aws_iam_policy.adm*' })).toEqual([]);
  });

  it.each([
    ['*'],
    ['aws*'],
    ['aws_iam_*'],
    ['*aws_iam_policy*'],
    ['*policy*'],
    ['aws_iam_policy.*'],
    ['aws_iam_policy.?*'],
    ['aws_iam_policy?*'],
  ])('of a file that extends the organisation does not apply when it is too broad: %s', (resource) => {
    const report = check(stackOf(admin()), {}, exempt({ resource }));
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
    expect(faults(report)).toMatchObject([{ rule: 'exemption-too-broad' }]);
  });

  it.each([
    ['by the address of an instance', { admin: { name: 'a', '//': {} } }, 'aws_iam_policy.admin*'],
    ['by a part of the name', {}, '*admin'],
    ['by a module', {}, '*.admin'],
  ])('is not too broad %s', (_how, _more, resource) => {
    expect(faults(check(stackOf(admin()), {}, exempt({ resource })))).toEqual([]);
  });

  it('is too broad where it fits whatever a program of Pulumi or a construct is called', () => {
    const [first] = stackOf(admin()).resources;
    const called = (address: string, constructPath?: string): Stack => ({
      ...stackOf({}),
      resources: first === undefined ? [] : [{ ...first, address, ...(constructPath !== undefined && { location: { constructPath } }) }], // prettier-ignore
    });
    const rulesOf = (stack: Stack, resource: string): readonly string[] =>
      faults(check(stack, {}, exempt({ resource }))).map(({ rule }) => rule);
    const urn = called('urn:pulumi:prod::iam::aws:iam/policy:Policy::admin');
    expect(rulesOf(urn, 'urn:*')).toEqual(['exemption-too-broad']);
    expect(rulesOf(urn, '*aws:iam/policy:Policy*')).toEqual(['exemption-too-broad']);
    expect(rulesOf(urn, '*:Policy::ad*')).toEqual([]);
    const construct = called('aws_iam_policy.team_admin_12', 'accounts/team/admin');
    expect(rulesOf(construct, 'accounts*')).toEqual(['exemption-too-broad']);
    expect(rulesOf(construct, '*/team/admin')).toEqual([]);
  });

  it('never accepts that a check failed', () => {
    const broken = rules.map((rule) => ({ ...rule, check: (): never => { throw new Error('x'); } })); // prettier-ignore
    const configuration = parseLayers(
      [{ content: { exemptions: [{ rule: '*', resource: 'aws_iam_policy.admin', ...REASON }] } }],
      broken,
    );
    const { findings } = evaluate([stackOf(admin())], { rules: broken, configuration, today: TODAY });
    const defects = findings.filter(({ rule }) => rule === 'iam-guardrails-defect');
    expect(defects.length).toBeGreaterThan(0);
    expect(new Set(defects.map(({ status }) => status))).toEqual(new Set(['violation']));
  });

  it('of an organisation is quiet in stacks that it is not about', () => {
    const shared = (resource: string): Report => {
      const content = exempt({ resource, expires: '2020-01-01' });
      const configuration = parseLayers([{ origin: 'pack', content, isShared: true }], rules);
      return evaluate([stackOf(admin())], { rules, configuration, today: TODAY });
    };
    expect(faults(shared('aws_iam_policy.elsewhere'))).toEqual([]);
    expect(faults(shared('aws_iam_policy.admin'))).toMatchObject([{ rule: 'exemption-expired' }]);
  });
});

describe('the fingerprint of what is wrong with an exemption', () => {
  const faultOf = (today: string, origin: string, ...more: readonly object[]): readonly Finding[] => {
    const one = { rule: 'no-administrator-access', resource: 'aws_iam_policy.admin', ...REASON };
    const content = { exemptionPolicy: { maximumDays: 5 }, exemptions: [...more, { ...one, expires: '2027-03-31' }] };
    const configuration = parseLayers([{ origin, content }], rules);
    return faults(evaluate([stackOf(admin())], { rules, configuration, today }));
  };
  const print = (today: string, origin: string, ...more: readonly object[]): unknown =>
    faultOf(today, origin, ...more).find(({ rule }) => rule === 'exemption-refused')?.fingerprint;

  it('stays on another day, in another place of the list and by another way to the file', () => {
    const first = print(TODAY, 'own.yaml');
    const other = { rule: 'no-wildcard-action', resource: 'aws_iam_policy.other', ...REASON, expires: '2026-11-24' };
    expect(faultOf(TODAY, 'own.yaml')[0]?.message).not.toBe(faultOf('2026-11-24', 'own.yaml')[0]?.message);
    expect(print('2026-11-24', 'own.yaml')).toBe(first);
    expect(print(TODAY, '../stack/own.yaml')).toBe(first);
    expect(print(TODAY, 'own.yaml', other)).toBe(first);
  });

  it('is another one for another rule, resource or fault', () => {
    const all = faultOf(TODAY, 'own.yaml', ...[
      { rule: 'no-wildcard-action', resource: 'aws_iam_policy.admin', ...REASON },
      { rule: 'no-administrator-access', resource: 'aws_iam_policy.admi?', ...REASON },
      { rule: 'no-administrator-access', resource: 'aws_iam_policy.admin', expires: '2027-03-31' },
    ]); // prettier-ignore
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
  });

  it('is on the file and the place in it, also where the name of the file has a comma', () => {
    expect(faultOf(TODAY, 'mine, too.yaml')).toMatchObject([
      { resource: { address: 'mine, too.yaml' }, property: 'exemptions.0' },
    ]);
  });
});

describe('the policy of the organisation over exemptions', () => {
  const refused = (policy: object, own: object): readonly Finding[] => {
    const report = check(stackOf(admin()), { exemptionPolicy: policy }, exempt(own));
    return [...of(report, 'no-administrator-access'), ...faults(report)];
  };

  it('limits how long one lasts', () => {
    const policy = { maximumDays: 10, enforcement: 'mandatory' };
    expect(refused(policy, { expires: '2026-12-03' })).toMatchObject([{ status: 'exempt' }]);
    expect(refused(policy, { expires: '2026-12-04' })).toMatchObject([
      { status: 'violation' },
      {
        rule: 'exemption-refused',
        enforcement: 'mandatory',
        message: expect.stringContaining('until 2026-12-03') as string,
      },
    ]);
    expect(refused(policy, {})).toMatchObject([{ status: 'violation' }, { rule: 'exemption-refused' }]);
  });

  it('says who may own one', () => {
    const policy = { owners: ['*@acme.example'] };
    expect(refused(policy, {})).toMatchObject([{ status: 'exempt' }]);
    expect(refused(policy, { owner: 'me@else.example' })).toMatchObject([
      { status: 'violation' },
      { rule: 'exemption-refused' },
    ]);
    expect(refused(policy, { owner: undefined })).toMatchObject([
      { status: 'violation' },
      { rule: 'exemption-refused' },
    ]);
  });

  it('keeps exemptions to the organisation', () => {
    expect(refused({ inPrograms: false }, {})).toMatchObject([{ status: 'violation' }, { rule: 'exemption-refused' }]);
    const own = check(stackOf(admin()), { exemptionPolicy: { inPrograms: false }, ...(exempt({}) as object) });
    expect(own.findings.map(brief)).toEqual(['no-administrator-access exempt']);
  });

  it('takes rules out', () => {
    const report = check(stackOf(admin()), {
      rules: { 'no-administrator-access': { exemptible: false } },
      ...(exempt({}) as object),
    });
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
    expect(faults(report)).toMatchObject([{ rule: 'exemption-refused' }]);
  });
});

describe('an exemption in the program', () => {
  const tag = (rule: string, value: string): object => admin({ tags: { [`iam-guardrails:exempt:${rule}`]: value } });

  it('is a tag of the resource', () => {
    const value = 'owner=sec@acme.example expires=2027-03-31 reason=break glass: looked at = fine';
    const [finding] = check(stackOf(tag('no-administrator-access', value)), {}).findings;
    expect(finding).toMatchObject({
      status: 'exempt',
      exemption: { owner: 'sec@acme.example', expires: '2027-03-31', reason: 'break glass: looked at = fine' },
    });
  });

  it.each([
    ['a rule that does not exist', 'no-administrator-acess', 'reason=x', 'did you mean `no-administrator-access`'],
    ['a day that does not exist', 'no-administrator-access', 'expires=2027-02-30 reason=x', 'is no day'],
    ['a key that does not exist', 'no-administrator-access', 'expiry=2027-02-01 reason=x', 'there is no key `expiry`'],
  ])('with %s does not apply, and is reported on the resource', (_what, rule, value, words) => {
    const report = check(stackOf(tag(rule, value)), {});
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
    expect(faults(report)).toMatchObject([
      {
        rule: 'exemption-incomplete',
        resource: { address: 'aws_iam_policy.admin' },
        message: expect.stringContaining(words) as string,
      },
    ]);
  });

  it('in the same words on several resources is used where it fits one, and what is wrong with it is said once', () => {
    const note = (more: object = {}): object => ({
      '//': { 'iam-guardrails': { exemptions: [{ rule: 'no-administrator-access', ...REASON, ...more }] } },
    });
    const both = (mine: object, other: object = mine): Stack =>
      stackOf({ ...admin(note(mine)), aws_iam_group: { people: { name: 'people', ...note(other) } } });
    expect(faults(check(both({})))).toEqual([]);
    expect(faults(check(both({}, { reason: 'other words' }))).map(brief)).toEqual(['exemption-unused violation']);
    expect(faults(check(both({ expires: '2020-01-01' }))).map(brief)).toEqual(['exemption-expired violation']);
  });

  it('is of the rule that the key of the tag names, whatever stands in its value', () => {
    const value = 'rule=no-administrator-access owner=sec@acme.example reason=x';
    const report = check(stackOf(tag('no-wildcard-action', value)), {});
    expect(of(report, 'no-administrator-access')).toMatchObject([{ status: 'violation' }]);
  });

  it('accepts nothing on another resource', () => {
    const two = { aws_iam_policy: { ...(admin() as { aws_iam_policy: object }).aws_iam_policy, other: { ...(tag('no-administrator-access', 'owner=a reason=x') as { aws_iam_policy: { admin: object } }).aws_iam_policy.admin, name: 'other' } } }; // prettier-ignore
    const report = check(stackOf(two), {});
    expect(of(report, 'no-administrator-access').map(({ resource, status }) => [resource.address, status])).toEqual([
      ['aws_iam_policy.admin', 'violation'],
      ['aws_iam_policy.other', 'exempt'],
    ]);
  });
});
