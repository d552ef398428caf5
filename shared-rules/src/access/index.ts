/** The access engine: what a principal may do, with the request that proves it. */
export {
  accessOf,
  type Access,
  type AccessSource,
  type AttachedDocument,
  type Decision,
  type DocumentSource,
  type Request,
} from './access';
export { isAdministrator, type AdministratorDecision, type AdministratorOptions, type Reach } from './administrator';
export { allows, type Requests } from './allows';
export { escalations, type Escalation } from './escalation';
export type { StatementPlace } from './layers';
export { canWithoutMfa, ENROLMENT, type Credential } from './mfa';
export { newAccess } from './new-access';
export { accessOfGrant, accessOfGroup, accessOfPolicy, accessOfPrincipal, type AskedResource } from './of-principal';
export type { Principal } from './principal';
export { publicAccess, type PublicAccessOptions } from './public-access';
export { mayEnter } from './role-entry';
export type { ZoneOfTrust } from '../model/organization';
