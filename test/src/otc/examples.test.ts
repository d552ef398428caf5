import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recommendations, rules } from '@iam-guardrails/shared-rules';
import { checkout, exampleOf, expected, type Variant } from '../demo/outcome';
import { preview } from '../demo/pulumi';
import { describeWithEngines, requireEngines, type Engines } from '../engines/engines';
import { foundByAnalyzer, foundByCli, foundBySynth, foundInPreview, report, synthWithCli } from './found';

/** Each recommendation of Open Telekom Cloud, and the finding of the violating examples that stands for it. */
const mistakes: Readonly<Record<string, string>> = {
  'otc/no-account-access-keys': 'no-root-access-key on second-key',
  'otc/no-keys-in-code': 'no-hardcoded-access-key on exporter',
  'otc/individual-users': 'individual-users on operations',
  'otc/access-type': 'no-access-key-for-console-user on bob',
  'otc/least-privilege': 'no-administrator-access on invoices',
  'otc/virtual-mfa': 'no-privileged-user-without-mfa on alice',
  'otc/password-policy': 'strong-password-policy on passwords',
  'otc/critical-operation-protection': 'critical-operation-protection on protection',
  'otc/rotate-credentials': 'rotate-access-keys on first-key',
  'otc/delete-unnecessary': 'account-validity on login',
  'otc/agencies-for-ecs': 'agency-least-privilege on exporter-agency',
  'otc/cts': 'audit-trail-enabled on traces',
};

/** The twins keep a key, as the recommendation on two keys that take turns is about one. No key at all is better still, says an advice. */
const advice = ['prefer-roles-over-access-keys on first-key'];

const variants: readonly Variant[] = ['violating', 'compliant'];
const terraform = (variant: Variant): string => exampleOf('otc', 'terraform', variant).folder;

describe('the twelve recommendations of Open Telekom Cloud', () => {
  it('are those of the catalogue, each enforced by the rule that speaks here', () => {
    const ids = recommendations.map(({ id }) => id).filter((id) => id.startsWith('otc/'));
    expect(Object.keys(mistakes).sort()).toEqual([...ids].sort());
    const enforced = Object.entries(mistakes).map(([id, mistake]) => {
      const rule = rules.find((each) => each.id === mistake.split(' ')[0]);
      return [id, rule?.recommendations.includes(id)];
    });
    expect(enforced.filter(([, isEnforced]) => isEnforced !== true)).toEqual([]);
  });

  it('are each named where the violating examples break them, and the twins keep them', () => {
    for (const variant of variants) {
      for (const [language, file] of [
        ['terraform', 'main.tf'],
        ['cdktf', 'main.js'],
        ['pulumi', 'index.js'],
      ] as const) {
        const text = readFileSync(join(checkout, exampleOf('otc', language, variant).folder, file), 'utf8');
        expect([variant, language, Object.keys(mistakes).filter((id) => !text.includes(id))]).toEqual([
          variant,
          language,
          [],
        ]);
      }
    }
  });

  it('each have a finding of the CLI in HCL', async () => {
    const found = await foundByCli(terraform('violating'));
    expect(Object.values(mistakes).filter((mistake) => !found.includes(mistake))).toEqual([]);
  });
});

describe('the violating examples of Open Telekom Cloud', () => {
  it.each(['cdktf', 'cdktn'] as const)('have the same findings in a synth of %s as in HCL', async (library) => {
    expect(await foundBySynth('violating', library)).toEqual(await foundByCli(terraform('violating')));
  });

  it("have the same findings in Pulumi's analyzer process as in HCL", async () => {
    expect(await foundByAnalyzer('violating')).toEqual(await foundByCli(terraform('violating')));
  });
});

describe('the compliant examples of Open Telekom Cloud', () => {
  it('have nothing but an advice in HCL, and nothing that is not decided', async () => {
    const { findings, notChecked } = await report(terraform('compliant'));
    expect(findings.map(({ status, enforcement }) => `${status} ${enforcement}`)).toEqual(['violation advisory']);
    expect([await foundByCli(terraform('compliant')), notChecked]).toEqual([advice, []]);
  });

  it.each(['cdktf', 'cdktn'] as const)('have nothing but the advice in a synth of %s', async (library) => {
    expect(await foundBySynth('compliant', library)).toEqual(advice);
  });

  it("have nothing but the advice in Pulumi's analyzer process", async () => {
    expect(await foundByAnalyzer('compliant')).toEqual(advice);
  });
});

describeWithEngines({ describe, test }, 'the examples of Open Telekom Cloud in the real engines', () => {
  let engines: Engines;

  beforeAll(async () => {
    engines = await requireEngines();
  });
  afterAll(async () => {
    await engines.pulumi.dispose();
  });

  it.each(['cdktf', 'cdktn'] as const)('are blocked and pass in a synth of %s', async (library) => {
    const violating = await synthWithCli('violating', engines[library], library);
    expect(violating.code).not.toBe(0);
    expect(violating.findings).toEqual(await foundByCli(terraform('violating')));
    expect(await synthWithCli('compliant', engines[library], library)).toEqual({ code: 0, findings: advice });
  });

  it('are blocked and pass in a preview of Pulumi', async () => {
    const violating = await preview(engines.pulumi, exampleOf('otc', 'pulumi', 'violating'));
    expect(violating.stopped).toBe(true);
    expect(foundInPreview(violating.output)).toEqual(await foundByCli(terraform('violating')));
    expect([...violating.findings].sort()).toEqual(expected.otc);
    const compliant = await preview(engines.pulumi, exampleOf('otc', 'pulumi', 'compliant'));
    expect([compliant.stopped, foundInPreview(compliant.output)]).toEqual([false, advice]);
  });
});
