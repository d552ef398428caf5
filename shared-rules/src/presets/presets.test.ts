import { rules } from '../catalogue';
import { parseConfiguration } from '../engine/configuration';
import { controls, frameworks } from './controls';
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
    aws: /^[A-Z][A-Za-z]+\.\d+$/,
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

  it('of CIS stand in section 1 up to 5.0 and in section 2 from 6.0', () => {
    for (const [, name] of all) {
      const [, version, section] = /^cis-aws-(\d)\.\d:(\d)\./.exec(name) ?? [];
      if (version !== undefined) expect(section).toBe(Number(version) < 6 ? '1' : '2');
    }
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
