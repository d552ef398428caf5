import type { IamModel, Role } from '../model/iam-model';
import { stringOf } from '../model/value';
import { readDocument } from '../policy/document';
import { globsMeet } from '../policy/glob';
import { hasSymbol, symbolFor } from '../policy/text';
import { isAdministrator } from './administrator';
import { belongingsOf } from './cause';
import type { Escalation } from './escalation';
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

function isMeant(pattern: string, { name, path, resource }: Role): boolean {
  const text = stringOf(name);
  const arn = text === undefined ? symbolFor(`${resource.address}.arn`) : `arn:*:iam::*:role${path}${text}`;
  return pattern === symbolFor(`${resource.address}.arn`) || globsMeet(pattern, arn);
}
