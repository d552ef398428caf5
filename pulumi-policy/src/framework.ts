/** The control of an outside framework that CrossGuard shows beside a policy: it has room for one framework. */
import { type Configuration, type Framework, type Rule, controlsOf } from '@iam-guardrails/shared-rules';
import type { PolicyComplianceFramework } from '@pulumi/policy';

type Named = Pick<PolicyComplianceFramework, 'name' | 'version'>;

const cis = (version: string): Named => ({ name: 'CIS AWS Foundations Benchmark', version });

/** Where the configuration names no framework, the first one that the rule serves. */
const named: Readonly<Record<Framework, Named>> = {
  'cis-aws-7.0': cis('7.0'),
  'cis-aws-6.0': cis('6.0'),
  'cis-aws-5.0': cis('5.0'),
  'cis-aws-4.0': cis('4.0'),
  'cis-aws-3.0': cis('3.0'),
  'cis-aws-1.4': cis('1.4'),
  'aws-fsbp': { name: 'AWS Foundational Security Best Practices', version: '1.0.0' },
  'pci-dss-4.0': { name: 'PCI DSS', version: '4.0' },
  'nist-800-53-r5': { name: 'NIST SP 800-53', version: 'Rev. 5' },
  soc2: { name: 'SOC 2', version: '2017' },
  'iso-27001-2022': { name: 'ISO/IEC 27001 Annex A', version: '2022' },
};
const order = Object.keys(named) as readonly Framework[];

/** The frameworks whose controls the rule serves. */
export function frameworksOf({ id }: Pick<Rule, 'id'>): readonly Framework[] {
  const served = controlsOf(id);
  return order.filter((framework) => (served[framework] ?? []).length > 0);
}

/**
 * The framework that a policy belongs to: of those that the rule serves the first whose preset the configuration names, else the
 * first in the order above. The reference is its controls, the specification what the rule asks.
 */
export function frameworkOf(rule: Rule, configuration: Configuration): PolicyComplianceFramework | undefined {
  const served = frameworksOf(rule);
  const wanted = presetsIn(configuration).flatMap((preset) => served.filter((framework) => isOf(framework, preset)));
  const [framework] = [...wanted, ...served];
  if (framework === undefined) return undefined;
  const reference = (controlsOf(rule.id)[framework] ?? []).join(', ');
  return { ...named[framework], reference, specification: rule.title };
}

function presetsIn({ values }: Configuration): readonly unknown[] {
  return [values.find(({ path }) => path === 'preset')?.value ?? []].flat();
}

/** A preset may leave out the revision: `nist-800-53` is of `nist-800-53-r5`. */
function isOf(framework: Framework, preset: unknown): boolean {
  return (
    typeof preset === 'string' &&
    (framework === preset || (/^[-.]/.test(framework.slice(preset.length)) && framework.startsWith(preset)))
  );
}
