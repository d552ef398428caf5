import { rules } from '../catalogue';
import { parseConfiguration } from '../engine/configuration';
import { controls, controlsOf, frameworks, type Framework } from './controls';
import { presets } from './presets';
import { recommendations, sources } from './recommendations';

const ids = new Set(rules.map(({ id }) => id));

describe('recommendations', () => {
  const known = new Set(recommendations.map(({ id }) => id));

  it('have ids of their own, each of a document', () => {
    expect(known.size).toBe(recommendations.length);
    for (const id of known) expect(Object.keys(sources)).toContain(id.split('/')[0]);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('are what %s says it enforces', (_, rule) => {
    for (const id of rule.recommendations) expect(known).toContain(id);
  });
});

describe('controls', () => {
  const WELL_FORMED: Readonly<Record<string, RegExp>> = {
    cis: /^\d(\.\d+){1,2}$/,
    aws: /^[A-Z][A-Za-z\d]+\.\d+$/,
    nist: /^[A-Z]{2}-\d+(\(\d+\))?$/,
    pci: /^(\d+|A\d)(\.\d+){1,3}$/,
    soc2: /^CC\d\.\d$/,
    iso: /^A\.[5-8]\.\d+$/,
  };
  const all = [...controls].flatMap(([rule, names]) => names.map((name) => [rule, name] as const));

  it.each(all)('of %s: %s is well-formed and stands there once', (rule, name) => {
    const [framework = '', id = ''] = name.split(':');
    expect(Object.keys(frameworks)).toContain(framework);
    expect(id).toMatch(WELL_FORMED[framework.split('-')[0] ?? ''] ?? /(?!)/);
    expect(controls.get(rule)?.filter((other) => other === name)).toHaveLength(1);
  });

  it('are of rules that there are', () => {
    expect([...controls.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('of CIS stand in the sections on IAM, logging and monitoring, or are about metadata: 6.0 has one section more', () => {
    for (const [, name] of all) {
      const [, version, section] = /^cis-aws-(\d)\.\d:(\d)\./.exec(name) ?? [];
      if (version !== undefined)
        expect(Number(version) < 6 ? ['1', '3', '4', '5'] : ['2', '4', '5', '6']).toContain(section);
    }
  });

  it('of CIS are there in every later version, save what 7.0 dropped', () => {
    const versions = Object.keys(frameworks).filter((name) => name.startsWith('cis-aws-')) as Framework[];
    const from = (rule: string): string =>
      versions.filter((version) => (controlsOf(rule)[version] ?? []).length > 0).join(' ');
    const whole = versions.join(' ');
    const partly = [...controls.keys()].filter((rule) => !whole.endsWith(from(rule)));
    expect(partly).toEqual(['no-access-key-for-console-user', 'limit-access-keys-per-user']);
  });
});

describe('the preset otc', () => {
  const named = Object.keys(presets.find(({ name }) => name === 'otc')?.rules ?? {});
  const enforcing = rules.filter((rule) => rule.recommendations.some((id) => id.startsWith('otc/')));

  it('makes every recommendation of Open Telekom Cloud mandatory', () => {
    const asked = recommendations.filter(({ id }) => id.startsWith('otc/')).map(({ id }) => id);
    const held = new Set(rules.filter(({ id }) => named.includes(id)).flatMap((rule) => rule.recommendations));
    expect(asked).toHaveLength(12);
    expect(asked.filter((id) => !held.has(id))).toEqual([]);
  });

  it('leaves out only what is advice', () => {
    expect(named.filter((id) => !enforcing.some((rule) => rule.id === id))).toEqual([]);
    expect(enforcing.map(({ id }) => id).filter((id) => !named.includes(id))).toEqual([
      'iam-changes-are-alerted',
      'instance-has-role',
      'prefer-roles-over-access-keys',
    ]);
  });
});

describe('presets', () => {
  const settings = (...names: readonly string[]): ReturnType<typeof parseConfiguration>['rules'] =>
    parseConfiguration({ preset: names }, rules, presets).rules;

  it('name rules that there are, and options that they have', () => {
    for (const { name, rules: named = {} } of presets) {
      expect(Object.keys(named).filter((id) => !ids.has(id))).toEqual([]);
      expect(() => settings(name)).not.toThrow();
    }
  });

  it('are those that there are, `recommended` first', () => {
    expect(presets.map(({ name }) => name)).toEqual([
      ...[
        'recommended',
        'strict',
        'cis-aws-1.4',
        'cis-aws-3.0',
        'cis-aws-4.0',
        'cis-aws-5.0',
        'cis-aws-6.0',
        'cis-aws-7.0',
      ],
      ...['aws-fsbp', 'nist-800-53', 'pci-dss-4', 'soc2', 'iso-27001', 'otc'],
    ]);
  });

  it('have one for every framework, which makes mandatory what serves it', () => {
    for (const framework of Object.keys(frameworks) as Framework[]) {
      const name = presets.map((each) => each.name).find((each) => framework.startsWith(each)) ?? '';
      const served = rules.map(({ id }) => id).filter((id) => (controlsOf(id)[framework] ?? []).length > 0);
      const levels = settings(name);
      expect(served.length).toBeGreaterThan(0);
      for (const id of served) expect(levels.get(id)?.enforcement).toBe('mandatory');
    }
  });

  it('say in the title how much of a framework they can show, and when that is little', () => {
    const titleOf = (wanted: string): string => presets.find(({ name }) => name === wanted)?.title ?? '';
    expect(titleOf('soc2')).toMatch(
      /^What a template can show of SOC 2 is mandatory: \d+ rules, which serve only \d of its controls$/,
    );
    expect(titleOf('pci-dss-4')).toMatch(/mandatory: \d+ rules, which serve \d+ of its controls$/);
  });

  it('leave alone what serves nothing of the framework', () => {
    expect(settings('soc2').get('no-inline-policy')?.enforcement).toBe('advisory');
    expect(settings('aws-fsbp').get('restrict-service-trust')?.enforcement).toBe('advisory');
  });

  it('make every rule mandatory under `strict`, and users a grave matter', () => {
    for (const { enforcement } of settings('strict').values()) expect(enforcement).toBe('mandatory');
    expect(settings('strict').get('no-iam-users')?.severity).toBe('high');
    expect(settings('recommended').get('no-iam-users')?.enforcement).toBe('advisory');
  });

  it('of a benchmark make what serves a control mandatory and leave the rest as it is', () => {
    expect(settings('cis-aws-5.0').get('permissions-through-groups')?.enforcement).toBe('mandatory');
    expect(settings('cis-aws-5.0').get('describe-access-key')?.enforcement).toBe('advisory');
  });

  it('know what a version of the benchmark asks: 7.0 has no limit of one active key', () => {
    const of = (name: string): unknown => settings(name).get('limit-access-keys-per-user');
    expect(of('cis-aws-6.0')).toMatchObject({ enforcement: 'mandatory', options: { maximumActive: 1 } });
    expect(of('cis-aws-7.0')).toMatchObject({ enforcement: 'advisory', options: { maximumActive: 2 } });
  });
});
