/** Who somebody is without MFA: the access as far as it goes with a password or an access key alone. */
import { statementsOf, type Access } from './access';
import type { PlacedStatement } from './layers';
import { restrictedToNoMfa, type Credential } from './mfa';
import { isAboutMfa } from './mfa-situations';
import { CREDENTIAL, SESSION_OF_KEY } from './words';

/** The access as far as it goes without MFA, and with what, for people. */
export interface GuiseWithoutMfa {
  readonly credential: string;
  readonly access: Access;
}

/** The guises of a credential. An access key also opens sessions, in which the MFA keys are what they are at the console. */
export function guisesWithoutMfa(access: Access, credential: Credential): readonly GuiseWithoutMfa[] {
  const console = restrictedToNoMfa(access, 'console');
  if (credential === 'console') return [{ credential: CREDENTIAL.console, access: console }];
  const key = { credential: CREDENTIAL['access-key'], access: restrictedToNoMfa(access, 'access-key') };
  if (!statementsOf(access).some(({ conditions }) => conditions.some(isAboutMfa))) return [key];
  return [key, { credential: SESSION_OF_KEY, access: inSession(console) }];
}

function inSession(access: Access): Access {
  const [identity, ...others] = access.layers;
  if (identity === undefined) return access;
  const layers = [{ ...identity, denies: [...identity.denies, NOT_IN_SESSION] }, ...others];
  return { ...access, layers, elsewhere: access.elsewhere.map(inSession) };
}

/** Without MFA such a session cannot call IAM, nor STS but for assuming a role (STS API Reference, GetSessionToken). */
const NOT_IN_SESSION: PlacedStatement = {
  index: -1,
  place: { document: -1, statement: -1 },
  effect: 'Deny',
  actions: { negated: false, patterns: ['iam:*', 'sts:get*', 'sts:assumerolewith*', 'sts:assumeroot', 'sts:decode*'] },
  resources: { negated: false, patterns: ['*'] },
  conditions: [],
  variables: false,
};
