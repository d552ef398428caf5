/** Which users a role lets in: by its trust policy and the documents of the user. */
import type { Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { withoutVariables } from '../policy/condition';
import { readDocument } from '../policy/document';
import { globsMeet } from '../policy/glob';
import { encode, hasSymbol, OWN_ACCOUNT, symbolFor, widen } from '../policy/text';
import { firstYes, type Access, type Decision } from './access';
import { allows } from './allows';
import type { Credential } from './mfa';
import { guisesWithoutMfa } from './mfa-guises';
import { accessOfPrincipal } from './of-principal';
import { principalArn } from './principal';
import { actionAnswer } from './request';

/** Whom the trust policy of a role may let in, as it is written. */
export interface Welcome {
  /** Users, accounts and roles that it names; undefined when it may name anybody. */
  readonly names?: readonly string[];
}

/** Undefined when the trust policy names services and federated users only, as most do. */
export function welcomeOf({ trust }: Role): Welcome | undefined {
  const { open, problem, statements } = readDocument(trust, 'trust');
  if (problem !== undefined) return undefined;
  if (open !== undefined) return {};
  const principals = statements.filter(({ effect }) => effect === 'Allow').map((allow) => allow.principals);
  const names = principals.flatMap((each) => (each?.patterns ?? []).filter(({ type }) => type === 'AWS'));
  if (names.some(({ value }) => value === '*' || hasSymbol(value))) return {};
  return names.length === 0 ? undefined : { names: names.map(({ value }) => value) };
}

/** What tells quickly that a user does not get into a role: there may be thousands of both. */
export interface Reach {
  /** How the ARN of the user ends; undefined where the name is not known. */
  readonly ending?: string;
  /** Patterns of the roles that its documents may allow it to assume; undefined for any. */
  readonly roles?: readonly string[];
}

/** What the user reaches by its name and its documents. */
export function reachOf(user: User | Role): Reach {
  const [identity] = accessOfPrincipal(user).layers;
  const name = stringOf(user.name);
  const grants = identity?.allows.filter((allow) => actionAnswer(allow, 'sts:assumerole') !== 'no') ?? [];
  const isWide = identity?.open !== undefined || grants.some(({ resources }) => resources.negated);
  const roles = grants.flatMap(({ resources }) => resources.patterns.map(withoutVariables));
  return {
    ...(name === undefined ? {} : { ending: `:${user.kind}${user.path}${name}` }),
    ...(isWide ? {} : { roles }),
  };
}

/** False when the user surely does not get into the role. */
export function isInReach(role: Role, { names }: Welcome, { ending, roles }: Reach): boolean {
  if (names === undefined || ending === undefined || roles === undefined) return true;
  if (names.some((name) => name.endsWith(ending))) return true;
  const name = stringOf(role.name);
  const arn = name === undefined ? '*' : `arn:*:iam::*:role${role.path}${name}`;
  return roles.some((pattern) => !OF_ANOTHER_SERVICE.test(widen(pattern)) && globsMeet(pattern, arn));
}

const OF_ANOTHER_SERVICE = /^arn:[^:*?]+:(?!iam:)[^:*?]+:/;

/** Whether somebody gets in, and with what, for people. */
export interface Entry {
  readonly entry: Decision;
  readonly credential: string;
}

/** Whether the user may assume the role without MFA. */
export function mayAssume(user: User, role: Role, held: Credential): Entry {
  const source = accessOfPrincipal(user, { resource: role.trust, accounts: accountsIn(role) });
  let doubt: Entry | undefined;
  for (const { credential, access } of guisesWithoutMfa(source, held)) {
    const entry = entryInto(role, access);
    if (entry.answer === 'yes') return { entry, credential };
    if (entry.answer === 'undecided') doubt ??= { entry, credential };
  }
  return doubt ?? { entry: { answer: 'no' }, credential: held };
}

/** Whether somebody may assume the role, with MFA or without. */
export function mayEnter(principal: User | Role, role: Role): Decision {
  return entryInto(role, accessOfPrincipal(principal, { resource: role.trust, accounts: accountsIn(role) }));
}

/** User and role are in one account, whichever it is. */
function entryInto(role: Role, access: Access): Decision {
  const homes = [access, ...access.elsewhere];
  const own = homes.find(({ home }) => home.account === OWN_ACCOUNT);
  const decision = firstYes(homes, (at) => {
    const asked = { actions: ['sts:AssumeRole'], resources: [arnOf(role, at)] };
    const found = allows({ ...at, elsewhere: [] }, asked);
    return found.answer === 'yes' && !isOwnAccount(at, found, own) ? foreign(at) : found;
  });
  if (decision.answer !== 'no' || access.isCut !== true) return decision;
  return { answer: 'undecided', reason: 'the documents name more accounts than are tried' };
}

/** The accounts that the trust policy names: each may be that of the stack. */
function accountsIn({ trust }: Role): readonly string[] {
  const named = readDocument(trust, 'trust').statements.flatMap(({ principals }) => principals?.patterns ?? []);
  return [...new Set(named.flatMap(({ value }) => ACCOUNT.exec(value)?.[1] ?? []))];
}

const ACCOUNT = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/;

/**
 * Whether the account is that of the stack: it is where the trust policy names the user, or the user's document the role, in
 * that account. A trust policy that names an account as such may mean another one.
 */
function isOwnAccount(
  { home }: Access,
  { statements }: Decision & { answer: 'yes' },
  own: Access | undefined,
): boolean {
  if (own === undefined || home.account === OWN_ACCOUNT) return true;
  const [place] = statements;
  const allow = own.layers[0]?.allows.find(
    (each) => each.place.document === place?.document && each.place.statement === place.statement,
  );
  if (allow === undefined) return true;
  return allow.resources.patterns.some((pattern) => pattern.includes(`:${home.account}:`));
}

function foreign({ home }: Access): Decision {
  return { answer: 'undecided', reason: `it is not known whether ${home.account} is the account of this stack` };
}

/** A document that names the role by reference holds the symbol for its ARN where the name is not known. */
function arnOf({ name, path, resource }: Role, { home }: Access): string {
  if (name.kind !== 'known' && name.kind !== 'text') return symbolFor(`${resource.address}.arn`);
  return principalArn({ kind: 'role', path, name: encode(name) }, home);
}
