/** What a stack makes and nobody can use. */
import type { Group, IamModel, InstanceProfile, ManagedPolicy, Role, User } from '../model/iam-model';
import { stringOf, type Unknown, type Value } from '../model/value';
import { readDocument, type PrincipalPattern, type Statement } from '../policy/document';
import { globAnswer } from '../policy/glob';
import { encode } from '../policy/text';

/** What may be of no use. */
export type Identity = User | Group | ManagedPolicy | Role | InstanceProfile;

/** Whether nobody can use it, as far as the stack shows; unknown when that hangs on what is not known. */
export function isUnused(entity: Identity, model: IamModel): boolean | Unknown {
  switch (entity.kind) {
    case 'user':
      return isUserUnused(entity, model);
    case 'group': {
      const { known, open } = entity.members;
      if (known.length > 0 || isReferredTo(entity, model)) return false;
      return open ?? true;
    }
    case 'policy':
      return !entity.isAttached && !entity.isBoundary && !isReferredTo(entity, model) && !isNamed(entity, model);
    case 'role':
      return nobodyMayAssume(entity.trust);
    case 'instance-profile':
      return entity.role === undefined || stringOf(entity.role) === '';
  }
}

function isReferredTo({ resource }: Identity, { referrers }: IamModel): boolean {
  return referrers(resource.address).length > 0;
}

/** Whether another document names the policy by its ARN, such as a condition that asks for it as a boundary. */
function isNamed({ name, resource }: ManagedPolicy, { entities }: IamModel): boolean {
  const end = `/${stringOf(name) ?? ''}"`;
  return entities.some((each) => {
    if (each.kind !== 'document' || each.resource === resource) return false;
    const text = encode(each.document);
    return text.includes(':policy/') && text.includes(end);
  });
}

/** A boundary gives nothing, and neither does a tag. */
function isUserUnused(user: User, model: IamModel): boolean | Unknown {
  const { grants, groups, outsideGroups = [], accessKeys, loginProfiles } = user;
  const certain = grants.known.filter(({ uncertain }) => uncertain === undefined);
  const held = [certain, groups.known, outsideGroups, accessKeys.known, loginProfiles.known];
  if (held.some((list) => list.length > 0) || isReferredTo(user, model)) return false;
  if (model.entities.some((entity) => entity.kind === 'service-credential' && entity.user === user)) return false;
  const doubts = [grants, groups, accessKeys, loginProfiles].map(({ open }) => open);
  return [grants.known[0]?.uncertain, ...doubts].find((doubt) => doubt !== undefined) ?? true;
}

/**
 * Whether a trust policy lets nobody in. What cannot be read is not judged here: it is either malformed, which is a finding of
 * its own, or not known, and a role is seldom made for nobody.
 */
function nobodyMayAssume(trust: Value): boolean {
  const { statements, problem, open } = readDocument(trust, 'trust');
  if (problem !== undefined || open !== undefined) return false;
  return statements.some(deniesEverybody) || !statements.some(letsSomebodyIn);
}

function deniesEverybody({ effect, actions, principals, conditions }: Statement): boolean {
  if (effect !== 'Deny' || conditions.length > 0 || principals === undefined || principals.negated) return false;
  const isForAll = principals.patterns.some(({ type, value }) => type === 'AWS' && value === '*');
  return (
    isForAll && !actions.negated && ASSUME.every((action) => actions.patterns.some((each) => covers(each, action)))
  );
}

function covers(pattern: string, action: string): boolean {
  return globAnswer(pattern, action) === 'yes';
}

const ASSUME = ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity'];

function letsSomebodyIn({ effect, actions, principals }: Statement): boolean {
  if (effect !== 'Allow') return false;
  const may = (wanted: readonly string[]): boolean =>
    wanted.some((action) => {
      const answers = actions.patterns.map((pattern) => globAnswer(pattern, action));
      return actions.negated ? !answers.includes('yes') : answers.some((answer) => answer !== 'no');
    });
  if (principals === undefined || principals.negated) return may(ASSUME);
  return principals.patterns.some((pattern) => exists(pattern) && may(waysOf(pattern)));
}

/**
 * How a principal gets a session (AWS STS API Reference, "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"): an
 * identity provider vouches for those who have no credentials of AWS.
 */
function waysOf({ type, value }: PrincipalPattern): readonly string[] {
  if (value === '*') return ASSUME;
  return type === 'Federated' ? ASSUME.slice(1) : ASSUME.slice(0, 1);
}

/** What AWS writes into a trust policy when the principal was deleted (IAM User Guide, "IAM identifiers", "Unique identifiers"). */
const DELETED = /^(AIDA|AROA)[A-Z0-9]{12,}$/;

function exists({ type, value }: PrincipalPattern): boolean {
  return type !== 'AWS' || !DELETED.test(value);
}
