/** What may be wrong with a statement that means to require MFA, and how it is told. */
import { contentOfStatement } from '../policy/content';
import type { Statement } from '../policy/document';
import { decode } from '../policy/text';
import type { Request } from './access';
import type { Credential } from './mfa';
import { isAboutMfa, MFA_PRESENT } from './mfa-situations';
import { listOf, placeOf } from './words';

/** What is wrong with MFA conditions, the worst first. */
export const MFA_FAULTS = [
  'hole', // a deny that lets some requests without MFA through
  'reversed', // a deny that stops whoever has MFA
  'loose', // an allow that holds without MFA too
  'exempt', // a deny of everything that leaves out more than it takes to enrol a device
  'overridden', // an allow for what another statement allows without MFA
  'strict', // a deny of everything under which nobody can enrol a device
] as const;

/** See `MFA_FAULTS`. */
export type MfaFaultKind = (typeof MFA_FAULTS)[number];

/** What is wrong with one statement. */
export interface MfaFault {
  readonly kind: MfaFaultKind;
  readonly statement: Statement;
  /** Who is let through, where that is what is wrong. */
  readonly through: readonly Credential[];
  /** A request that is let through, where one was looked for. */
  readonly witness?: Request;
}

/** What a message says of the worst that is wrong with a document. */
export interface MfaFaultSummary {
  readonly kind: MfaFaultKind;
  readonly data: {
    /** The statements that have this fault. */
    readonly statements: string;
    readonly through: string;
    /** The operators with which they test MFA. */
    readonly operators: string;
    /** When these do not say what was meant. */
    readonly when: string;
    readonly remedy: string;
    readonly action: string;
    readonly resource: string;
  };
  readonly witness?: Request;
  /** Positions of the statements, from 0. */
  readonly positions: readonly number[];
  /** What tells it from the same fault of another document. */
  readonly mark: string;
}

/** The worst fault with every statement that has the same one; undefined when there is none. */
export function worstOf(faults: readonly MfaFault[]): MfaFaultSummary | undefined {
  const kind = MFA_FAULTS.find((each) => faults.some((fault) => fault.kind === each));
  const first = faults.find((fault) => fault.kind === kind);
  if (first === undefined) return undefined;
  const { through, witness } = first;
  const same = faults.filter((fault) => fault.kind === first.kind && fault.through.join() === through.join());
  const statements = same.map(({ statement }) => statement);
  return {
    kind: first.kind,
    data: {
      statements: namesOf(statements),
      through: through.map((credential) => CREDENTIAL[credential]).join(' and '),
      operators: operatorsOf(statements),
      when: through.length > 1 ? 'without MFA' : through.includes('console') ? FALSE : ABSENT,
      remedy: remedyOf(first),
      action: witness?.action ?? '',
      resource: placeOf(witness?.resource ?? '*'),
    },
    ...(witness === undefined ? {} : { witness }),
    positions: statements.map(({ index }) => index),
    mark: JSON.stringify(statements.map(contentOfStatement).sort()),
  };
}

const CREDENTIAL: Readonly<Record<Credential, string>> = {
  console: 'a console session',
  'access-key': 'an access key',
};

const FALSE = 'where aws:MultiFactorAuthPresent is `false`';
const ABSENT = 'where aws:MultiFactorAuthPresent is absent';

function remedyOf({ kind, statement }: MfaFault): string {
  const isAge = !statement.conditions.some(({ key }) => key === MFA_PRESENT);
  if (kind === 'hole' && isAge) return 'the operator with `IfExists`';
  return kind === 'loose'
    ? '`"Bool": {"aws:MultiFactorAuthPresent": "true"}`'
    : '`"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}`';
}

function operatorsOf(statements: readonly Statement[]): string {
  const tests = statements.flatMap(({ conditions }) => conditions.filter(isAboutMfa));
  const names = tests.map(({ operator, quantifier, ifExists }) => {
    const prefix = quantifier === undefined ? '' : `${quantifier}:`;
    return `\`${prefix}${operator}${ifExists ? 'IfExists' : ''}\``;
  });
  return listOf([...new Set(names)]);
}

/** Statements for people: by `Sid`, or by position. */
export function namesOf(statements: readonly Statement[]): string {
  const names = statements.map(({ sid, index }) =>
    sid === undefined || sid === '' ? String(index + 1) : `\`${decode(sid)}\``,
  );
  return `${names.length === 1 ? 'statement' : 'statements'} ${listOf(names)}`;
}
