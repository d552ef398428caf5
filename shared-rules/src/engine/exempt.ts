/** Exemptions: which findings are accepted, and what is wrong with the exemptions themselves. */
import type { Entity } from '../model/iam-model';
import type { Resource, Stack } from '../model/resource';
import { escapeGlob, globCovers, globMatches } from '../policy/glob';
import { readDocument, type Statement } from '../policy/document';
import { programOrigins, type AppliedExemption, type Finding, type Severity } from '../rule/finding';
import { breadth } from './breadth';
import { declaredExemption } from './configuration-exemptions';
import type { Configuration, Exemption } from './configuration-model';
import type { CausedFinding } from './fold';
import { tagExemptions } from './tag-exemptions';

/** A finding about an exemption. */
export interface ExemptionFault {
  readonly id: ExemptionFaultId;
  readonly severity: Severity;
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** Of what cannot be read only the origin is known. */
  readonly exemption: Pick<Exemption, 'origin'> & Partial<Exemption>;
  /** The resource that it is declared on, when it is declared in the program. */
  readonly at?: Resource;
}

/** Rules about exemptions that the engine itself has. */
export const exemptionFaults = [
  'exemption-expired',
  'exemption-incomplete',
  'exemption-refused',
  'exemption-too-broad',
  'exemption-unused',
] as const;

type ExemptionFaultId = (typeof exemptionFaults)[number];

/** What is known of an exemption at the end. */
interface Judged {
  readonly exemption: Exemption;
  readonly at?: Resource;
  /** Set when it does not apply at all. */
  readonly applies: boolean;
  readonly fault?: Omit<ExemptionFault, 'exemption' | 'at'>;
}

/** Applies exemptions to the findings of one stack after the other. */
export interface Exempting {
  /** The findings, with those that are accepted marked so. Without entities the stack could not be looked at. */
  apply(
    findings: readonly CausedFinding[],
    stack: Stack,
    entities: readonly Entity[] | undefined,
  ): readonly CausedFinding[];
  /** Whether a violation of the rule may stand behind an accepted one of the same cause. */
  readonly mayAccept: (rule: string) => boolean;
  /** What is wrong with exemptions, when every stack was looked at. */
  faults(): readonly ExemptionFault[];
}

/** What exemptions are judged by. */
interface Asked {
  /** Every stack that is checked. */
  readonly stacks: readonly Stack[];
  /** The rules that run; of the others nobody can say that an exemption is unused. */
  readonly ids: readonly string[];
  readonly today: string;
}

export function exempting(configuration: Configuration, { stacks, ids, today }: Asked): Exempting {
  const configured = configuration.exemptions.map((exemption) => judged(exemption, configuration, { stacks, today }));
  const used = new Set<Judged>();
  const related = new Set<Judged>();
  const faults: ExemptionFault[] = [];
  const ran = ranIn(configuration, ids);
  let isWhole = true;
  const isKnownUnused = (each: Judged): boolean =>
    isWhole && !used.has(each) && related.has(each) && ran(each.exemption.rule);
  return {
    apply(findings, stack, entities) {
      // Of what a check that failed would have found nobody knows.
      isWhole &&= entities !== undefined && findings.every(({ finding }) => configuration.rules.has(finding.rule));
      const declared = declaredIn(stack, configuration, today, faults);
      const all = [...configured, ...declared];
      if (all.length === 0) return findings;
      for (const each of configured) if (concerns(each.exemption, stack)) related.add(each);
      for (const each of declared) related.add(each);
      const statements = statementsOf(entities ?? []);
      const mark = ({ heirs, ...each }: CausedFinding): CausedFinding => ({
        ...exempted(each, all, { configuration, statements, used }),
        ...(heirs && { heirs: () => heirs().map(mark) }),
      });
      const own = findings.map(mark);
      const marked = [...own, ...heirsOf(own, 'exempt').map(({ heir }) => heir)];
      for (const each of onceInWords(declared, used)) faults.push(...faultsOf(each, isKnownUnused(each)));
      return marked;
    },
    mayAccept: (rule) => configuration.rules.get(rule)?.exemptible !== false,
    faults: () => [
      ...faults,
      ...configured
        .filter((each) => !each.exemption.isShared || related.has(each))
        .flatMap((each) => faultsOf(each, isKnownUnused(each))),
    ],
  };
}

/** Who can become whom a finding of this status speaks of, each once. */
export function heirsOf(
  marked: readonly CausedFinding[],
  status: Finding['status'],
): readonly { readonly head: Finding; readonly heir: CausedFinding }[] {
  const pairs = marked.flatMap(({ finding: head, heirs }) =>
    head.status === status ? (heirs?.() ?? []).map((heir) => ({ head, heir })) : [],
  );
  return [...new Map(pairs.map((each) => [each.heir.finding.fingerprint, each])).values()];
}

/** Whether all that an exemption of the rule can accept was looked for. */
function ranIn({ rules }: Configuration, ids: readonly string[]): (rule: string) => boolean {
  const enabled = [...rules].flatMap(([id, { enforcement }]) => (enforcement === 'disabled' ? [] : [id]));
  return (rule) =>
    rule === '*' ? enabled.every((id) => ids.includes(id)) : enabled.includes(rule) && ids.includes(rule);
}

/** Whether an exemption is about this stack: it names the stack, or one for many stacks one of its resources. */
function concerns({ resource, stack: name, isShared }: Exemption, stack: Stack): boolean {
  if (name !== undefined) return globMatches(name, stack.name);
  return !isShared || stack.resources.some((each) => isAt(resource, each.address, each.location?.constructPath));
}

function isAt(glob: string, address: string, constructPath: string | undefined): boolean {
  return globMatches(glob, address) || (constructPath !== undefined && globMatches(glob, constructPath));
}

function judged(
  exemption: Exemption,
  configuration: Configuration,
  asked: Pick<Asked, 'stacks' | 'today'>,
  at?: Resource,
): Judged {
  const fault = faultOf(exemption, configuration, asked);
  const applies = fault === undefined || fault.isMild === true;
  return { exemption, applies, ...(at && { at }), ...(fault && { fault: fault.fault }) };
}

interface Found {
  readonly fault: Omit<ExemptionFault, 'exemption' | 'at'>;
  /** Set when the exemption applies all the same. */
  readonly isMild?: true;
}

function faultOf(
  exemption: Exemption,
  configuration: Configuration,
  { stacks, today }: Pick<Asked, 'stacks' | 'today'>,
): Found | undefined {
  const { rule, reason, owner, expires, place } = exemption;
  const what = `the exemption of \`${rule}\``;
  if (reason === undefined) {
    const message = `${what} gives no reason, so that it does not apply`;
    return { fault: { id: 'exemption-incomplete', severity: 'medium', message, remedy: 'Say why it is accepted.' } };
  }
  if (expires !== undefined && expires < today) {
    const message = `${what} expired on ${expires}, so that it does not apply`;
    const remedy = 'Mend what it was for and remove it, or have it looked at again and renew it.';
    return { fault: { id: 'exemption-expired', severity: 'medium', message, remedy } };
  }
  const refusal = refusalOf(exemption, configuration, today);
  if (refusal !== undefined) {
    const message = `${what} does not apply: ${refusal}`;
    const remedy = 'Mend what it is for, or ask whoever keeps the configuration.';
    return { fault: { id: 'exemption-refused', severity: 'medium', message, remedy } };
  }
  const many = breadth(exemption, stacks);
  if (many !== undefined) {
    const isBound = place !== 'organisation';
    const message = `${what} takes in more than somebody looked at: ${many}${isBound ? ', so that it does not apply' : ''}`;
    const remedy = 'Name the rule and the resource, and make one exemption for each.';
    return {
      fault: { id: 'exemption-too-broad', severity: 'medium', message, remedy },
      ...(!isBound && { isMild: true }),
    };
  }
  if (owner !== undefined) return undefined;
  const message = `${what} names nobody who answers for it`;
  return {
    fault: { id: 'exemption-incomplete', severity: 'low', message, remedy: 'Give it an `owner`.' },
    isMild: true,
  };
}

/** Why the organisation or the rule does not allow it. */
function refusalOf(exemption: Exemption, configuration: Configuration, today: string): string | undefined {
  const { rule, owner, expires, place } = exemption;
  const { inPrograms, maximumDays, owners } = configuration.exemptionPolicy;
  if (configuration.rules.get(rule)?.exemptible === false) return 'the rule may not be exempted';
  if (place !== 'organisation' && !inPrograms) return 'exemptions are declared by the organisation only';
  if (maximumDays !== undefined) {
    const last = dayAfter(today, maximumDays);
    if (expires === undefined) return `it must expire, by ${last} at the latest`;
    if (expires > last) return `it may last ${maximumDays} days, until ${last}, and expires on ${expires}`;
  }
  if (owners === undefined || owners.some((glob) => owner !== undefined && globMatches(glob, owner))) return undefined;
  return `its owner must be one of ${owners.join(', ')}`;
}

const DAY = 86_400_000;

function dayAfter(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** What stands on the resources themselves; what cannot be read becomes a fault. */
function declaredIn(
  stack: Stack,
  configuration: Configuration,
  today: string,
  faults: ExemptionFault[],
): readonly Judged[] {
  const ids = [...configuration.rules.keys()];
  return stack.resources.flatMap((at) => {
    const declared = [
      ...(at.exemptions ?? []).map((source) => ({ source, origin: programOrigins.declared })),
      ...tagExemptions(at).map((source) => ({ source, origin: programOrigins.tag })),
    ];
    return declared.flatMap(({ source, origin }) => {
      const problems: string[] = [];
      const place = { origin, resource: escapeGlob(at.address) };
      const exemption = declaredExemption(source, ids, place, problems);
      if (exemption !== undefined) return [judged(exemption, configuration, { stacks: [], today }, at)];
      const message = `an exemption on this resource cannot be read, so that it does not apply: ${problems.join('; ')}`;
      const remedy = 'Declare rule, reason, owner and expiry.';
      faults.push({ id: 'exemption-incomplete', severity: 'medium', message, remedy, exemption: { origin }, at });
      return [];
    });
  });
}

/**
 * In the same words on several resources (the instances of a block, all that stands under a construct) it is one exemption: it is used
 * where it fits one of them, and what is wrong with it is said once.
 */
function onceInWords(declared: readonly Judged[], used: ReadonlySet<Judged>): readonly Judged[] {
  const byWords = new Map<string, Judged>();
  for (const each of declared) {
    const words = JSON.stringify({ ...each.exemption, resource: '' });
    const before = byWords.get(words);
    if (before === undefined || (used.has(each) && !used.has(before))) byWords.set(words, each);
  }
  return [...byWords.values()];
}

interface Marking {
  readonly configuration: Configuration;
  readonly statements: Statements;
  readonly used: Set<Judged>;
}

function exempted(
  caused: CausedFinding,
  all: readonly Judged[],
  { configuration, statements, used }: Marking,
): CausedFinding {
  const { finding } = caused;
  // A check that failed is no finding of a rule.
  if (!configuration.rules.has(finding.rule)) return caused;
  const fitting = all.filter(({ exemption }) => fits(exemption, caused, statements));
  for (const each of fitting) used.add(each);
  const [first] = fitting.filter(({ applies }) => applies);
  if (first === undefined || configuration.rules.get(finding.rule)?.exemptible === false) return caused;
  return { ...caused, finding: { ...finding, status: 'exempt', exemption: shownOf(first.exemption) } };
}

function shownOf({ reason = '', owner, expires, origin }: Exemption): AppliedExemption {
  return { reason, owner: owner ?? null, expires: expires ?? null, origin };
}

function fits(exemption: Exemption, caused: CausedFinding, statements: Statements): boolean {
  const { rule, resource, stack, fingerprint, statement, action } = exemption;
  const { finding } = caused;
  return (
    (rule === '*' || rule === finding.rule) &&
    (stack === undefined || globMatches(stack, finding.resource.stack)) &&
    isAt(resource, finding.resource.address, finding.location?.constructPath) &&
    (fingerprint === undefined || fingerprint === finding.fingerprint) &&
    (statement === undefined || faulty(caused, statements, ({ sid }) => sid === statement)) &&
    (action === undefined || faulty(caused, statements, (each) => allowsOnly(each, action)))
  );
}

/** Every statement at fault is known and passes; what has no statement cannot be narrowed to one. */
function faulty({ causes }: CausedFinding, statements: Statements, passes: (statement: Statement) => boolean): boolean {
  const found = causes.map((cause) => statements(cause) ?? []);
  return found.length > 0 && found.every((each) => each.length > 0 && each.every(passes));
}

function allowsOnly({ effect, actions, open }: Statement, globs: readonly string[]): boolean {
  if (effect === 'Deny' || actions.negated || open !== undefined) return false;
  return actions.patterns.every((pattern) => globs.some((glob) => globCovers(glob.toLowerCase(), pattern)));
}

/** The statements that a cause names: `address\nproperty\nlabel#index`, with `*` for the whole document. */
type Statements = (cause: string) => readonly Statement[] | undefined;

function statementsOf(entities: readonly Entity[]): Statements {
  const documents = new Map<string, readonly Statement[][]>();
  for (const entity of entities) {
    if (entity.kind !== 'document') continue;
    const key = `${entity.resource.address}\n${entity.property}`;
    const { statements } = readDocument(entity.document, entity.use);
    documents.set(key, [...(documents.get(key) ?? []), [...statements]]);
  }
  return (cause) => {
    const [address = '', property = '', rest = ''] = cause.split('\n');
    const [only, ...others] = documents.get(`${address}\n${property}`) ?? [];
    // Which of several documents of one argument is meant is not told.
    if (only === undefined || others.length > 0) return undefined;
    const index = rest.slice(rest.lastIndexOf('#') + 1);
    return index === '*' ? only : only.filter((statement) => String(statement.index) === index);
  };
}

function faultsOf({ exemption, at, fault }: Judged, isUnused: boolean): readonly ExemptionFault[] {
  const shared = { exemption, ...(at && { at }) };
  const own = fault === undefined ? [] : [{ ...fault, ...shared }];
  if (!isUnused || fault?.id === 'exemption-expired') return own;
  const narrowed = exemption.action ?? exemption.statement ?? exemption.fingerprint;
  const where = at === undefined ? ` on \`${exemption.resource}\`` : '';
  const message = `the exemption of \`${exemption.rule}\` fits no finding${where}${narrowed === undefined ? '' : ', narrowed as it is'}`;
  return [...own, { id: 'exemption-unused', severity: 'low', message, remedy: 'Remove it.', ...shared }];
}
