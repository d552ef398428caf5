/** Statements that mean to require MFA and do not. */
import type { PolicyDocument } from '../model/iam-model';
import { stringOf, unknown, type Unknown, type Value } from '../model/value';
import { readDocument, type Document, type Statement } from '../policy/document';
import type { Answer } from '../policy/glob';
import type { Decision } from './access';
import { enrolmentFaults } from './enrolment';
import type { Credential } from './mfa';
import { namesOf, type MfaFault, type MfaFaultSummary } from './mfa-fault';
import { withBoolIfExists } from './mfa-repair';
import { mfaAnswers, type MfaAnswers } from './mfa-situations';
import { isLeft } from './statement-questions';

/** What is wrong with the statements of a document, and why it is not known of some. */
export interface MfaFaults {
  readonly faults: readonly MfaFault[];
  readonly doubt?: Unknown;
}

/** What is judged besides the document itself. */
export interface MfaOptions {
  /** Actions that need no MFA, besides those that enrol a device. */
  readonly alsoWithoutMfa: readonly string[];
  /** False for documents of roles: a role enrols no device. */
  readonly enrols: boolean;
}

/** A statement with MFA conditions. */
interface Judged {
  readonly statement: Statement;
  readonly answers: MfaAnswers;
}

/** Judges a document as such. AWS refuses one with a problem: nobody has it. */
export function mfaFaults(source: unknown, use: PolicyDocument['use'], options: MfaOptions): MfaFaults {
  const document = readDocument(source, use);
  if (document.problem !== undefined) return { faults: [] };
  const judged = document.statements.flatMap((statement): readonly Judged[] => {
    const answers = statement.open === undefined ? mfaAnswers(statement) : undefined;
    return answers === undefined ? [] : [{ statement, answers }];
  });
  const results = judged.map((one) => ({ ...one, result: faultOf(one, document) }));
  const sound = results.filter(({ result, ...one }) => result === undefined && isDenyWithoutMfa(one));
  const enrolment =
    use === 'identity' && options.enrols
      ? enrolmentFaults(
          document,
          sound.map(({ statement }) => statement),
          options.alsoWithoutMfa,
        )
      : [];
  const all = [...results.map(({ result }) => result), ...enrolment];
  const faults = all.flatMap((result) => (typeof result === 'object' ? [result] : []));
  const reason = all.find((result) => typeof result === 'string');
  const doubt = document.open ?? (typeof reason === 'string' ? unknown(reason) : undefined);
  return doubt === undefined ? { faults } : { faults, doubt };
}

const CREDENTIALS: readonly Credential[] = ['console', 'access-key'];

/** A deny that spares whoever has MFA. */
function isDenyWithoutMfa({ statement, answers }: Judged): boolean {
  return statement.effect === 'Deny' && answers.withAnyMfa !== 'yes';
}

/** A fault, why there may be one, or nothing. */
type Result = MfaFault | string | undefined;

function faultOf({ statement, answers }: Judged, document: Document): Result {
  const possible = resolutions(answers).map((each) => plainFault(statement, each));
  const [first] = possible;
  const agree = possible.every((each) => JSON.stringify(each) === JSON.stringify(first));
  if (!agree) return `it is not known with what ${namesOf([statement])} compares the MFA of a request`;
  if (first !== undefined) return first.kind === 'hole' ? unlessClosed(first, document) : first;
  return statement.effect === 'Allow' && answers.withSomeMfa === 'yes' ? unlessNeeded(statement, document) : undefined;
}

/** Every way in which what is not known may turn out. */
function resolutions(answers: MfaAnswers): readonly MfaAnswers[] {
  const { withSomeMfa, withAnyMfa, without } = answers;
  return settle(without.console).flatMap((console) =>
    settle(without['access-key']).flatMap((key) =>
      settle(withSomeMfa).flatMap((some) =>
        settle(withAnyMfa)
          .filter((any) => any === 'no' || some === 'yes')
          .map((any) => ({ withSomeMfa: some, withAnyMfa: any, without: { console, 'access-key': key } })),
      ),
    ),
  );
}

function settle(answer: Answer): readonly Answer[] {
  return answer === 'maybe' ? ['yes', 'no'] : [answer];
}

/** What is wrong with a statement on its own. */
function plainFault(statement: Statement, { withSomeMfa, withAnyMfa, without }: MfaAnswers): MfaFault | undefined {
  const holdsFor = (answer: Answer): readonly Credential[] => CREDENTIALS.filter((one) => without[one] === answer);
  if (statement.effect === 'Allow') {
    const through = holdsFor('yes');
    return withSomeMfa === 'yes' && through.length > 0 ? { kind: 'loose', statement, through } : undefined;
  }
  const through = holdsFor('no');
  if (through.length === 0) return undefined;
  return { kind: withAnyMfa === 'yes' ? 'reversed' : 'hole', statement, through };
}

/** Another deny of the document may stop what this one lets through. */
function unlessClosed(fault: MfaFault, { statements }: Document): Result {
  const missed = closers(fault.statement, statements, 'Deny');
  if (missed.length === 0) return fault;
  const { statement: matched } = fault;
  const left = fault.through.map((credential) => ({ credential, decision: isLeft({ matched, missed, credential }) }));
  const through = left.flatMap(({ credential, decision }) => (decision.answer === 'yes' ? [credential] : []));
  if (through.length > 0) return { ...fault, through };
  return reasonIn(left.map(({ decision }) => decision));
}

/** An allow that asks for MFA is of no use where other statements allow all of it without. What is not known counts as of use. */
function unlessNeeded(matched: Statement, { statements }: Document): Result {
  const missed = closers(matched, statements, 'Allow');
  const isDenied = statements.some((each) => each.effect === 'Deny' && mfaAnswers(each) !== undefined);
  if (missed.length === 0 || isDenied) return undefined;
  const left = CREDENTIALS.map((credential) => isLeft({ matched, missed, credential }));
  if (left.some(({ answer }) => answer !== 'no')) return undefined;
  return { kind: 'overridden', statement: matched, through: CREDENTIALS };
}

/** The other statements with the effect; in a trust policy those that speak of the same principals. */
function closers(
  { index, principals }: Statement,
  statements: readonly Statement[],
  effect: Statement['effect'],
): readonly Statement[] {
  const who = JSON.stringify(principals);
  return statements.filter(
    (other) =>
      other.index !== index &&
      other.effect === effect &&
      other.open === undefined &&
      JSON.stringify(other.principals) === who,
  );
}

function reasonIn(decisions: readonly Decision[]): string | undefined {
  return decisions.flatMap((decision) => (decision.answer === 'undecided' ? [decision.reason] : []))[0];
}

/** What is wrong with a document of a stack. Whoever signs in through IAM Identity Center has no MFA keys in its requests. */
export function mfaFaultsOf(
  { document, resource, use }: PolicyDocument,
  { alsoWithoutMfa }: Pick<MfaOptions, 'alsoWithoutMfa'>,
): MfaFaults {
  // What others may do with a resource, and what an organization limits, is not a matter of enrolment.
  if (use !== 'identity' && use !== 'trust') return { faults: [] };
  if (resource.type.startsWith('aws_ssoadmin_') || saysNothingOfMfa(document)) return { faults: [] };
  return mfaFaults(document, use, { alsoWithoutMfa, enrols: !resource.type.startsWith('aws_iam_role') });
}

/** Most documents do not name the keys, and reading them takes longest. An escape may stand for a letter of a key. */
function saysNothingOfMfa(document: Value): boolean {
  const text = stringOf(document);
  return text !== undefined && !/\\u|MultiFactorAuth/i.test(text);
}

/** The same document as it should be, where `BoolIfExists` in place of `Bool` is all that it takes. */
export function repairOf(
  { document, use, resource, property }: PolicyDocument,
  { kind, positions }: MfaFaultSummary,
): Readonly<Record<string, string>> | undefined {
  const isOwnArgument = resource.values.get(property) === document && document.references.length === 0;
  const text = stringOf(document);
  if (kind !== 'hole' || !isOwnArgument || text === undefined) return undefined;
  const repaired = withBoolIfExists(text, positions);
  if (repaired === undefined) return undefined;
  const { faults } = mfaFaults(repaired, use, { alsoWithoutMfa: [], enrols: false });
  return faults.some((fault) => positions.includes(fault.statement.index)) ? undefined : { [property]: repaired };
}
