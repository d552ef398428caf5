import type { IamModel, Role } from '../model/iam-model';
import { stringOf } from '../model/value';
import { globsMeet } from '../policy/glob';
import { symbolFor } from '../policy/text';
import { isAdministrator } from './administrator';
import { belongingsOf } from './cause';
import type { Escalation } from './escalation';
import { accessOfPrincipal, labelOf } from './of-principal';
import { listed } from './takers';

/** The roles of the stack that a way passes and that are administrators: what a message says of them, or nothing. */
export function passableRoles({ passedRoles }: Escalation, model: IamModel): string {
  if (passedRoles === undefined) return '';
  const strong = rolesOf(model).filter((role) => passedRoles.some((pattern) => isMeant(pattern, role)));
  const names = strong.map((role) => `\`${labelOf(role)}\``);
  if (names.length === 0) return '';
  return `; of the roles that it can pass ${listed(names)} ${names.length === 1 ? 'is an administrator' : 'are administrators'}`;
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
