/** SARIF 2.1.0 (OASIS), as GitHub, GitLab, Azure DevOps and editors read it. */
import type { Location, Log, Notification, PropertyBag, ReportingDescriptor, Result, Suppression } from 'sarif';
import { remediationOf, type Rule } from '../rule/define-rule';
import { HOME } from '../rule/pages';
import { programOrigins, type Finding, type Report, type Severity } from '../rule/finding';
import { exemptionText } from './exemption-text';
import { safeJson } from './json';
import { printable } from './printable';
import type { ReportOptions } from './reporter';
import { fixOf } from './suggestion';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The report for code scanning: every rule that ran, every finding, and why the accepted ones are. */
export function sarif(report: Report, { rules = [] }: ReportOptions): string {
  const descriptors = descriptorsOf(report, rules);
  const indexes = new Map(descriptors.map(({ id }, index) => [id, index]));
  const { name, version } = report.tool;
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            ...{ name, version, semanticVersion: version, informationUri: HOME },
            rules: descriptors,
            notifications: [NOT_CHECKED],
          },
        },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.notChecked.map(notificationOf) }],
        columnKind: 'utf16CodeUnits',
        results: resultsOf(report.findings, indexes),
      },
    ],
  };
  return safeJson(log);
}

/* ---- rules ---- */

function descriptorsOf({ findings }: Report, rules: readonly Rule[]): ReportingDescriptor[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding);
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const ids = [...new Set([...known.keys(), ...first.keys()])].sort();
  return ids.map((id) => descriptorOf(id, known.get(id), first.get(id)));
}

/** What the engine itself finds has no rule; a rule that finds nothing has no finding. */
function descriptorOf(id: string, rule: Rule | undefined, finding: Finding | undefined): ReportingDescriptor {
  const title = rule?.title ?? id.replaceAll('-', ' ');
  const remedy = rule === undefined ? (finding?.remediation ?? '') : remediationOf(rule);
  const url = finding?.url ?? rule?.url ?? '';
  const parts = [rule?.rationale ?? '', remedy].filter((part) => part !== '');
  const severity = rule?.severity ?? finding?.severity ?? 'medium';
  return {
    id,
    shortDescription: { text: title },
    ...(rule === undefined ? {} : { fullDescription: { text: rule.rationale } }),
    help: {
      text: [title, ...parts].join('\n'),
      markdown: [`**${title}**`, ...parts, ...(url === '' ? [] : [`[${id}](${url})`])].join('\n\n'),
    },
    ...(url === '' ? {} : { helpUri: url }),
    defaultConfiguration: { level: severity === 'low' ? 'note' : 'warning' },
    properties: {
      tags: ['security', 'iam'],
      precision: 'very-high',
      'security-severity': SCORES[severity],
      severity,
      recommendations: [...(rule?.recommendations ?? finding?.recommendations ?? [])],
      ...(finding === undefined ? {} : { controls: [...finding.controls] }),
    },
  };
}

/** In the middle of what GitHub calls low, medium, high and critical. */
const SCORES: Readonly<Record<Severity, string>> = { low: '2.0', medium: '5.5', high: '8.0', critical: '9.5' };

/* ---- findings ---- */

function resultsOf(findings: readonly Finding[], indexes: ReadonlyMap<string, number>): Result[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, fingerprint } = finding;
    const count = (counts.get(fingerprint) ?? 0) + 1;
    counts.set(fingerprint, count);
    return {
      ruleId: rule,
      ruleIndex: indexes.get(rule) ?? -1,
      ...weightOf(finding),
      message: { text: textOf(finding) },
      locations: [locationOf(finding)],
      // GitHub follows a finding by the first of them, which would otherwise be made of the line.
      partialFingerprints: { primaryLocationLineHash: `${fingerprint}:${count}`, 'iamGuardrails/v1': fingerprint },
      // An empty list says that it is not suppressed; without a list nobody would know.
      suppressions: suppressionsOf(finding),
      properties: propertiesOf(finding),
    };
  });
}

/** What is not decided is no failure: it is open. */
function weightOf(finding: Finding): Pick<Result, 'kind' | 'level'> {
  if (isOpen(finding)) return { kind: 'open', level: 'none' };
  const { enforcement, severity } = finding;
  if (enforcement === 'mandatory' || enforcement === 'remediate') return { kind: 'fail', level: 'error' };
  return { kind: 'fail', level: severity === 'low' ? 'note' : 'warning' };
}

/** One line each; what stands in the checked program makes no link. */
function textOf(finding: Finding): string {
  const fix = finding.remediation === '' || isOpen(finding) ? [] : [`Fix: ${fixOf(finding)}`];
  return [printable(finding.message), ...fix].join('\n').replaceAll('](', '] (');
}

function propertiesOf(finding: Finding): PropertyBag {
  const { severity, enforcement, status, property, witness, suggestion, controls, also } = finding;
  return {
    ...{ severity, enforcement, status },
    ...(property === null ? {} : { property }),
    ...(witness === null ? {} : { witness }),
    ...(suggestion === null ? {} : { suggestion }),
    ...(controls.length === 0 ? {} : { controls: [...controls] }),
    ...(also.length === 0 ? {} : { also: [...also] }),
  };
}

/** Code scanning refuses what has no file: where none is known, the stack stands for it. */
function locationOf({ resource, location }: Finding): Location {
  const file = location?.file ?? (resource.type === 'configuration' ? resource.address : resource.stack);
  const path = location?.constructPath;
  const logicalLocations = [
    { fullyQualifiedName: printable(resource.address), kind: 'resource' },
    ...(path === undefined ? [] : [{ fullyQualifiedName: printable(path), kind: 'construct' }]),
  ];
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: Math.max(1, location?.line ?? 1) },
    },
    logicalLocations,
  };
}

/** A path as a reference; half of a character stands in no URI. */
function uriOf(path: string): string {
  const segments = path.replace(/\p{Cs}/gu, '').split('/');
  return segments.map(encodeURIComponent).join('/');
}

/* ---- what is accepted, and what was not looked at ---- */

function suppressionsOf({ status, exemption }: Finding): Suppression[] {
  if (status === 'baseline') return [{ kind: 'external', status: 'accepted', justification: 'it is in the baseline' }];
  if (status !== 'exempt' || exemption === null) return [];
  const isInProgram = Object.values<string>(programOrigins).includes(exemption.origin);
  const kind = isInProgram ? 'inSource' : 'external';
  return [{ kind, status: 'accepted', justification: exemptionText(exemption) }];
}

const NOT_CHECKED: ReportingDescriptor = {
  id: 'not-checked',
  shortDescription: { text: 'Something that holds or may hold permissions could not be read' },
};

function notificationOf({ address, reason }: Report['notChecked'][number]): Notification {
  return {
    descriptor: { id: NOT_CHECKED.id, index: 0 },
    level: 'warning',
    message: { text: printable(`${address} was not checked: ${reason}`).replaceAll('](', '] (') },
    locations: [{ logicalLocations: [{ fullyQualifiedName: printable(address) }] }],
  };
}

function isOpen({ status }: Finding): boolean {
  return status === 'unresolved';
}
