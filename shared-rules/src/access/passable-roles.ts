import type { IamModel, Role } from '../model/iam-model';
import { stringOf } from '../model/value';
import { readDocument } from '../policy/document';
import { globsMeet } from '../policy/glob';
import { hasSymbol, symbolFor } from '../policy/text';
import { isAdministrator } from './administrator';
import { belongingsOf } from './cause';
import { searchEscalations, type Escalation, type PlacedEscalation } from './escalation';
import { ESCALATION_PATHS } from './escalation-paths';
import { accessOfPrincipal, labelOf } from './of-principal';
import { listed } from './takers';

/** The roles of the stack that a way passes and that are administrators: what a message says of them, or nothing. */
export function passableRoles({ passedRoles, path }: Escalation, model: IamModel): string {
  if (passedRoles === undefined) return '';
  const services = servicesOf(path);
  const strong = rolesOf(model).filter(
    (role) => passedRoles.some((pattern) => isMeant(pattern, role)) && letsIn(role, services),
  );
  const names = strong.map((role) => `\`${labelOf(role)}\``);
  if (names.length === 0) return '';
  return `; of the roles that it can pass ${listed(names)} ${names.length === 1 ? 'is an administrator' : 'are administrators'}`;
}

function servicesOf(path: string): readonly string[] {
  return ESCALATION_PATHS.find(({ id }) => id === path)?.steps[0]?.passedTo ?? [];
}

/** A role that does not trust the service is of no use to it (IAM User Guide, "pass a role to a service"). */
function letsIn({ trust }: Role, services: readonly string[]): boolean {
  const { open, problem, statements } = readDocument(trust, 'trust');
  if (services.length === 0 || open !== undefined || problem !== undefined) return true;
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return allows.some(({ principals }) => {
    if (principals === undefined || principals.negated) return true;
    return principals.patterns.some(
      ({ type, value }) => type === 'Service' && (hasSymbol(value) || services.some((one) => isOf(one, value))),
    );
  });
}

/** China has its own names for some services. */
function isOf(service: string, value: string): boolean {
  return value === '*' || value === service || value === `${service}.cn`;
}

const strongRoles = new WeakMap<IamModel, readonly Role[]>();

function rolesOf(model: IamModel): readonly Role[] {
  const known = strongRoles.get(model);
  if (known !== undefined) return known;
  const roles = model.entities.filter((entity) => entity.kind === 'role');
  const strong = roles.filter((role) => isAdministrator(accessOfPrincipal(role), belongingsOf(role)).answer === 'yes');
  strongRoles.set(model, strong);
  return strong;
}

function isMeant(pattern: string, role: Role): boolean {
  const [symbol, arn = symbol] = patternsOf(role);
  return pattern === symbol || globsMeet(pattern, arn);
}

/** What a document writes that means the role, and nothing else. */
function patternsOf({ name, path, resource }: Role): readonly [symbol: string, ...arn: string[]] {
  const symbol = symbolFor(`${resource.address}.arn`);
  const text = stringOf(name);
  return text === undefined ? [symbol] : [symbol, `arn:*:iam::*:role${path}${text}`];
}

/** Whether a way only passes roles of the stack that are named and known to give nobody more: it is as strong as they are. */
export function passesWeakRoles({ passable }: PlacedEscalation, model: IamModel): boolean {
  if (passable === undefined || passable.length === 0) return false;
  const weak = weakRolesOf(model);
  return passable.every((pattern) => weak.some((role) => isExactly(pattern, role)));
}

function isExactly(pattern: string, role: Role): boolean {
  const [symbol, arn] = patternsOf(role);
  return pattern === symbol || (arn !== undefined && !/[*?]/.test(lastField(pattern)) && globsMeet(pattern, arn));
}

function lastField(arn: string): string {
  return arn.split(':').slice(5).join(':') || '*';
}

const weakRoles = new WeakMap<IamModel, readonly Role[]>();

/** All that they may do is known, and nothing of it leads to more; what has nothing here gets it from another stack. */
function weakRolesOf(model: IamModel): readonly Role[] {
  const known = weakRoles.get(model);
  if (known !== undefined) return known;
  const weak = model.entities.flatMap((entity) => (entity.kind === 'role' && isWeak(entity) ? [entity] : []));
  weakRoles.set(model, weak);
  return weak;
}

function isWeak(role: Role): boolean {
  if (role.grants.known.length === 0) return false;
  const access = accessOfPrincipal(role);
  if (isAdministrator(access, belongingsOf(role)).answer !== 'no') return false;
  const { found, undecided } = searchEscalations(access);
  return found.length === 0 && undecided.length === 0;
}

const closed = new WeakMap<IamModel, Map<string, readonly string[]>>();

/** Patterns of the roles of the stack that trust none of the services: AWS gives such a role to none of them. */
export function rolesClosedTo(services: readonly string[], model: IamModel): readonly string[] {
  if (services.length === 0) return [];
  const all = closed.get(model) ?? new Map<string, readonly string[]>();
  closed.set(model, all);
  const key = services.join();
  const before = all.get(key);
  if (before !== undefined) return before;
  const roles = model.entities.filter((entity) => entity.kind === 'role');
  const [open, shut] = [true, false].map((wanted) => roles.filter((role) => letsIn(role, services) === wanted));
  const meant = new Set(open?.flatMap(patternsOf));
  const patterns = (shut ?? []).flatMap(patternsOf).filter((pattern) => !meant.has(pattern));
  all.set(key, patterns);
  return patterns;
}
