/**
 * Which controls of outside frameworks each rule serves. A control is listed where a violation of the rule fails it, or a
 * part of it; that a rule is silent does not mean that the control is met, since a template shows only a part.
 *
 * Source: the compliance files of Prowler 5.46 (Apache-2.0), each line checked against what the control asks. Left out from
 * there: IAM.26 (expired certificates) and the lines on unused credentials, which need live data, and what PCI DSS 8.3.x says
 * of people's passwords where a rule is about keys. Added: FSBP IAM.2, which Prowler leaves empty, and PCI DSS 8.3.5
 * (passwords are changed after first use), which it gives to another check. Of least privilege and of public access Prowler
 * says little; there the controls are those whose own words ask for it: NIST AC-6 and AC-3, PCI DSS 7.2.2 (least privilege) and
 * 7.3.3 (everything is denied that is not allowed), SOC 2 CC6.3 and CC6.1, ISO/IEC 27001 A.8.3 (access to information is
 * restricted) and A.8.2 (privileged rights are).
 */

/** The frameworks, with their names. Ids are the first part of a control's name: `cis-aws-5.0:1.3`. */
export const frameworks = {
  'cis-aws-1.4': 'CIS AWS Foundations Benchmark 1.4',
  'cis-aws-3.0': 'CIS AWS Foundations Benchmark 3.0',
  'cis-aws-4.0': 'CIS AWS Foundations Benchmark 4.0',
  'cis-aws-5.0': 'CIS AWS Foundations Benchmark 5.0',
  'cis-aws-6.0': 'CIS AWS Foundations Benchmark 6.0',
  'cis-aws-7.0': 'CIS AWS Foundations Benchmark 7.0',
  'aws-fsbp': 'AWS Foundational Security Best Practices',
  'nist-800-53-r5': 'NIST SP 800-53 Rev. 5',
  'pci-dss-4.0': 'PCI DSS 4.0',
  soc2: 'SOC 2',
  'iso-27001-2022': 'ISO/IEC 27001:2022, Annex A',
} as const;

/** Id of a framework. */
export type Framework = keyof typeof frameworks;

type Controls = Readonly<Partial<Record<Framework, readonly string[]>>>;

const ids = (text: string): readonly string[] => text.split(' ').filter((id) => id !== '');

/** Section numbers move: the sections on IAM of 1.4 are those of 3.0, and what is 1.x up to 5.0 is 2.x from 6.0. */
function cis(until3: string, v4: string, v5: string, v6: string, v7: string): Controls {
  return {
    'cis-aws-1.4': ids(until3),
    'cis-aws-3.0': ids(until3),
    'cis-aws-4.0': ids(v4),
    'cis-aws-5.0': ids(v5),
    'cis-aws-6.0': ids(v6),
    'cis-aws-7.0': ids(v7),
  };
}

/** Controls that several rules serve. */
const PASSWORDS: Controls = {
  ...cis('1.8 1.9', '1.8 1.9', '1.7 1.8', '2.7 2.8', '2.8 2.9'),
  'aws-fsbp': ids('IAM.7 IAM.10'),
  'nist-800-53-r5': ids('AC-2 AC-2(1) AC-2(3) AC-3(3) AC-3(4) AC-3(8) AC-3(12) AC-3(13) AC-3(15)'),
  'pci-dss-4.0': ids('8.3.6 8.6.3'),
  'iso-27001-2022': ids('A.5.15'),
};
const WRITTEN_KEYS: Controls = {
  'aws-fsbp': ids('CodeBuild.2 ECS.8'),
  'pci-dss-4.0': ids('8.3.2'),
};

const LEAST_PRIVILEGE: Controls = {
  'nist-800-53-r5': ids('AC-6'),
  'pci-dss-4.0': ids('7.2.2'),
  soc2: ids('CC6.3'),
  'iso-27001-2022': ids('A.8.3'),
};
/** Who has or can get the rights of an administrator. */
const PRIVILEGED: Controls = { ...LEAST_PRIVILEGE, 'iso-27001-2022': ids('A.8.2') };
const PUBLIC: Controls = {
  'nist-800-53-r5': ids('AC-3 AC-3(7) AC-6'),
  'pci-dss-4.0': ids('7.2.2 7.3.3'),
  soc2: ids('CC6.1'),
  'iso-27001-2022': ids('A.8.3'),
};

const byRule: Readonly<Record<string, Controls>> = {
  'no-root-access-key': {
    ...cis('1.4', '1.4', '1.3', '2.3', '2.4'),
    'aws-fsbp': ids('IAM.4'),
    'nist-800-53-r5': ids(
      'AC-2(1) AC-2(6) AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-3(12) AC-3(13) AC-3(15) AC-4(28) AC-6 AC-6(2) AC-6(10) AC-24 CM-5(1) CM-6 CM-9 IA-2 IA-4 IA-4(4) IA-4(8) IA-5(8) MP-2 SC-23(3) SC-25',
    ),
    'pci-dss-4.0': ids('7.2.1 7.2.2 7.2.3 8.2.1 8.2.2 8.2.4'),
    'iso-27001-2022': ids('A.5.15'),
  },
  'no-user-without-mfa': {
    ...cis('1.10', '1.10', '1.9', '2.9', '2.10'),
    'aws-fsbp': ids('IAM.5 IAM.19'),
    'nist-800-53-r5': ids(
      'AC-2(1) AC-3(2) AC-3(3) AC-3(4) AC-3(8) AC-3(12) AC-3(13) AC-3(15) AC-4(28) AC-7(4) AC-24 CM-5(1) CM-6 CM-9 IA-2(1) IA-2(2) IA-2(6) IA-2(8) SC-23(3)',
    ),
    'pci-dss-4.0': ids('8.4.1 8.4.2 8.4.3'),
    'iso-27001-2022': ids('A.5.15 A.5.17 A.8.5'),
  },
  'no-privileged-user-without-mfa': {
    'aws-fsbp': ids('IAM.19'),
    'nist-800-53-r5': ids('IA-2(1)'),
    'pci-dss-4.0': ids('8.4.1'),
    'iso-27001-2022': ids('A.8.5'),
  },
  'mfa-condition-is-effective': {
    'nist-800-53-r5': ids('IA-2(1) IA-2(2)'),
    'iso-27001-2022': ids('A.8.5'),
  },
  // CIS 7.0 dropped it.
  'no-access-key-for-console-user': cis('1.11', '1.11', '1.10', '2.10', ''),
  // CIS 7.0 dropped it.
  'limit-access-keys-per-user': cis('1.13', '1.13', '1.12', '2.12', ''),
  'rotate-access-keys': {
    ...cis('1.14', '1.14', '1.13', '2.13', '2.12'),
    'aws-fsbp': ids('IAM.3'),
    'nist-800-53-r5': ids('AC-2(1) AC-3(3) AC-3(4) AC-3(8) AC-3(12) AC-3(13) AC-3(15) AC-4(28) AC-24'),
    'pci-dss-4.0': ids('8.6.3'),
    'iso-27001-2022': ids('A.5.15'),
  },
  'permissions-through-groups': {
    ...cis('1.15', '1.15', '1.14', '2.14', '2.13'),
    'aws-fsbp': ids('IAM.2'),
    'nist-800-53-r5': ids('AC-2 AC-2(1) AC-2(6) AC-3 AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-3(12)'),
    'pci-dss-4.0': ids('7.2.1 7.2.2 7.2.5 7.3.1 7.3.2 7.3.3'),
    soc2: ids('CC1.3'),
    'iso-27001-2022': ids('A.5.15'),
  },
  'no-administrator-access': {
    ...cis('1.16', '1.16', '1.15', '2.15', '2.14'),
    'aws-fsbp': ids('IAM.1'),
    'nist-800-53-r5': ids(
      'AC-2 AC-2(1) AC-2(6) AC-3 AC-3(3) AC-3(4) AC-3(7) AC-3(8) AC-3(12) AC-3(13) AC-3(15) AC-4(28) AC-5 AC-6 AC-6(2) AC-6(3) AC-6(10) AC-24 CM-5(1) CM-6 CM-9 MP-2 SC-23(3) SC-25',
    ),
    'pci-dss-4.0': ids('7.2.1 7.2.2 7.2.5 7.3.1 7.3.2 7.3.3'),
    soc2: ids('CC1.3 CC6.3'),
    'iso-27001-2022': ids('A.5.18 A.8.2'),
  },
  'central-root-access': { 'cis-aws-7.0': ids('2.1.1') },
  'access-analyzer-enabled': { ...cis('1.20', '1.20', '1.19', '2.19', '2.18'), 'iso-27001-2022': ids('A.8.3') },
  'audit-trail-enabled': {
    ...cis('3.1 3.2', '3.1 3.2', '3.1 3.2', '4.1 4.2', '4.1 4.2'),
    'aws-fsbp': ids('CloudTrail.1 CloudTrail.4'),
    'nist-800-53-r5': ids('AC-2(4) AC-6(9) AU-2 AU-3 AU-12'),
    'pci-dss-4.0': ids('10.2.1 10.2.2'),
    soc2: ids('CC7.2'),
    'iso-27001-2022': ids('A.8.15'),
  },
  'iam-changes-are-alerted': {
    ...cis('4.3 4.4', '4.3 4.4', '4.3 4.4', '5.3 5.4', '5.3 5.4'),
    soc2: ids('CC7.2'),
    'iso-27001-2022': ids('A.8.16'),
  },
  'config-records-iam': {
    ...cis('3.3 3.4', '3.3 3.4', '3.3 3.4', '4.3 4.4', '4.3 4.4'),
    'cis-aws-1.4': ids('3.5 3.6'),
    'aws-fsbp': ids('Config.1 S3.9'),
  },
  'instance-has-role': {
    ...cis('1.18', '1.18 5.7', '1.17 5.7', '2.17 6.7', '2.16 6.7'),
    'cis-aws-3.0': ids('1.18 5.6'),
    'aws-fsbp': ids('EC2.8'),
    'nist-800-53-r5': ids('AC-3 CM-5(1) CM-6'),
    'iso-27001-2022': ids('A.8.2'),
  },
  'no-public-resource-policy': {
    ...PUBLIC,
    'cis-aws-7.0': ids('2.21'),
    'aws-fsbp': ids('KMS.5 Lambda.1 S3.2 S3.3 SNS.4'),
  },
  'no-public-role-trust': { ...PUBLIC, 'cis-aws-7.0': ids('2.21') },
  'no-privilege-escalation': PRIVILEGED,
  'no-permissions-management': PRIVILEGED,
  'restrict-pass-role': PRIVILEGED,
  'no-allow-with-not-action': LEAST_PRIVILEGE,
  'no-credentials-exposure': LEAST_PRIVILEGE,
  'no-data-exfiltration': LEAST_PRIVILEGE,
  'no-wildcard-action': { ...LEAST_PRIVILEGE, 'aws-fsbp': ids('IAM.21') },
  // AWSCloudShellFullAccess, of which 1.4 does not speak.
  'no-full-access-managed-policy': {
    ...cis('', '1.22', '1.21', '2.21', '2.20'),
    'cis-aws-3.0': ids('1.22'),
    ...LEAST_PRIVILEGE,
  },
  'strong-password-policy': PASSWORDS,
  // Without a policy of its own an account has the default one of AWS, which is weaker than each of these asks.
  'password-policy-present': PASSWORDS,
  'no-login-profile-without-reset': { 'pci-dss-4.0': ids('8.3.5') },
  'no-iam-users': cis('1.21', '1.21', '1.20', '2.20', '2.19'),
  'no-static-credentials-in-workload': {
    ...cis('1.18', '1.18', '1.17', '2.17', '2.16'),
    ...WRITTEN_KEYS,
    'nist-800-53-r5': ids('AC-3 CM-5(1) CM-6'),
    'iso-27001-2022': ids('A.8.2'),
  },
  'no-hardcoded-access-key': WRITTEN_KEYS,
  'no-access-key-in-output': WRITTEN_KEYS,
};

/** Controls that a rule serves, by framework. */
export function controlsOf(rule: string): Controls {
  return byRule[rule] ?? {};
}

/** Names of the controls that each rule serves, such as `cis-aws-5.0:1.3`, by rule id: what the engine puts into findings. */
export const controls: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(byRule).map(([rule, served]) => [
    rule,
    Object.entries(served).flatMap(([framework, names]) => names.map((name) => `${framework}:${name}`)),
  ]),
);
