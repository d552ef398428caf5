/** Trust in identity providers: whose tokens open the role. */
import type { Role } from '../model/iam-model';
import { decode, hasSymbol } from '../policy/text';
import type { Decision } from './access';
import { providerOf, strangerClaim, type IdentityProvider } from './identity-providers';
import type { KeyDomain } from './key-theory';
import {
  conditionKeys, enters, faultsFrom, placeOfEntrance, speaksOfAction, trustOf, type Entrance, type TrustFault, type TrustFaults,
} from './trust'; // prettier-ignore

/** What is wrong with the trust in a provider. */
export interface FederatedFault extends TrustFault {
  /** `loose`: there is a condition on the key, which tokens of strangers meet too. */
  readonly kind: 'stranger' | 'loose' | 'audience' | 'nobody';
  readonly provider: string;
  readonly stranger: string;
  /** The key and the value that bind it. */
  readonly key: string;
  readonly value: string;
}

type Found = Parameters<typeof faultsFrom<FederatedFault>>[0][number];

/** Providers of which also strangers get in. */
export function federatedFaults(role: Role): TrustFaults<FederatedFault> {
  const trust = trustOf(role);
  const found = trust.entrances.flatMap((entrance) => {
    const { principals } = entrance.statement;
    if (principals?.negated !== false) return [];
    const providers = principals.patterns.filter(({ type }) => type === 'Federated');
    return providers.flatMap(({ value }) => faultsOf(entrance, value));
  });
  return faultsFrom(found, trust);
}

function faultsOf(entrance: Entrance, value: string): readonly Found[] {
  if (/:saml-provider\/|\$\{(?:data\.)?aws_iam_saml_provider\./.test(decode(value))) return samlFaults(entrance, value);
  const issuer = issuerOf(entrance, value);
  const provider = issuer === undefined ? undefined : providerOf(hasSymbol(issuer) ? SOME_CLUSTER : issuer);
  if (issuer === undefined || provider === undefined) {
    return [
      { decision: { answer: 'undecided', reason: `it is not known what \`${decode(value)}\` is` }, fault: never },
    ];
  }
  if (!speaksOfAction(entrance, WEB)) return [];
  const decision = enters(entrance, { kind: 'Federated', value }, strangerAt(entrance, provider, issuer));
  const { claim, value: good } = provider.binding;
  const key = `${/[*?]/.test(issuer) || hasSymbol(issuer) ? '<issuer>' : issuer}:${claim}`;
  const base = { provider: provider.name, stranger: provider.stranger, key, value: good };
  const isBound = written(entrance, `${issuer}:${claim}`).length > 0;
  const stranger: Found = { decision, fault: faultAs(entrance, { kind: isBound ? 'loose' : 'stranger', ...base }) };
  return decision.answer === 'no' ? nobodyAt(entrance, issuer, value, base) : [stranger];
}

const WEB = 'sts:AssumeRoleWithWebIdentity';

type Words = Omit<FederatedFault, keyof TrustFault>;

function faultAs(entrance: Entrance, words: Words): Found['fault'] {
  return ({ witness }) => ({ ...placeOfEntrance(entrance), witness, ...words });
}

/** Values of the conditions that the statement itself has on a key. */
function written({ statement }: Entrance, key: string): readonly string[] {
  return statement.conditions.flatMap((condition) => (condition.key === key.toLowerCase() ? condition.values : []));
}

/** What the token of the proof holds under a key. */
export function claimOf({ witness, key }: FederatedFault): string {
  const claim = key.slice(key.lastIndexOf(':'));
  const found = Object.entries(witness.context).find(([name]) => name.toLowerCase().endsWith(claim));
  return String(found?.[1] ?? '');
}

function never(): never {
  throw new Error('what is not decided is no fault');
}

/** Host and path; where the provider is one of the stack, the conditions name it. */
function issuerOf(entrance: Entrance, value: string): string | undefined {
  const named = /:oidc-provider\/(.+)$/.exec(value)?.[1];
  if (named !== undefined && !hasSymbol(named)) return named;
  if (!value.includes(':') && !hasSymbol(value)) return value;
  const claims = conditionKeys(entrance).filter((key) => /^[^:]+\.[^:]+:[a-z_]+$/.test(key) && !hasSymbol(key));
  const issuers = [...new Set(claims.map((key) => key.slice(0, key.lastIndexOf(':'))))];
  return issuers.length === 0 ? clusterOf(entrance) : issuers.length === 1 ? issuers[0] : undefined;
}

const SOME_CLUSTER = 'oidc.eks.region.amazonaws.com/id/cluster';

/** The address of a cluster that is not made yet is not known; its subjects tell what it is. */
function clusterOf(entrance: Entrance): string | undefined {
  const [key, ...others] = conditionKeys(entrance).filter((each) => hasSymbol(each) && each.endsWith(':sub'));
  if (key === undefined || others.length > 0) return undefined;
  const isCluster = written(entrance, key).every((subject) => subject.startsWith('system:serviceaccount:'));
  return isCluster ? key.slice(0, key.lastIndexOf(':')) : undefined;
}

interface Stranger {
  readonly action: string;
  readonly fixed: ReadonlyMap<string, null>;
  readonly domains: ReadonlyMap<string, KeyDomain>;
}

/** The claims of the issuer hold what a stranger has; those of others are in none of its tokens. */
function strangerAt(entrance: Entrance, provider: IdentityProvider, issuer: string): Stranger {
  const claims = conditionKeys(entrance).filter((key) => !/^(aws|sts|saml):/.test(key));
  // Where the issuer is not known, each text that is not known is taken for it.
  const own = claims.filter(
    (key) => key.startsWith(`${issuer.toLowerCase()}:`) || (hasSymbol(issuer) && hasSymbol(key)),
  );
  const domains = own.map((key) => [key, strangerClaim(key.slice(key.lastIndexOf(':') + 1), provider, written(entrance, key))] as const); // prettier-ignore
  const others = claims.filter((key) => !own.includes(key)).map((key) => [key, null] as const);
  return { action: WEB, fixed: new Map(others), domains: new Map(domains) };
}

/** A subject at GitHub that names no repository: no token has it, and whoever finds out will loosen the condition. */
function nobodyAt(entrance: Entrance, issuer: string, value: string, words: Omit<Words, 'kind'>): readonly Found[] {
  if (issuer !== 'token.actions.githubusercontent.com') return [];
  const subjects = entrance.statement.conditions.filter(
    ({ key, operator }) => key === `${issuer}:sub` && operator === 'StringEquals',
  );
  const wrong = subjects.flatMap(({ values }) => values).find((text) => !hasSymbol(text) && /^(?:[^:/]*|repo:[^/]*)$/.test(text)); // prettier-ignore
  if (wrong === undefined) return [];
  const witness = { principal: decode(value), action: WEB, resource: '*', context: {} };
  const decision: Decision = { answer: 'yes', witness, statements: [] };
  return [{ decision, fault: faultAs(entrance, { kind: 'nobody', ...words, stranger: wrong }) }];
}

const SAML = 'sts:AssumeRoleWithSAML';

/** Where people sign in outside of the commercial partition. */
const SIGN_IN = [
  ['arn:aws-cn:', 'https://signin.amazonaws.cn/saml'],
  ['arn:aws-us-gov:', 'https://signin.amazonaws-us-gov.com/saml'],
] as const;

function samlFaults(entrance: Entrance, value: string): readonly Found[] {
  if (!speaksOfAction(entrance, SAML)) return [];
  const fixed = new Map([['saml:aud', ['https://elsewhere.example.com/saml']]]);
  const decision = enters(entrance, { kind: 'Federated', value }, { action: SAML, fixed });
  const words: Words = {
    kind: 'audience',
    provider: 'the SAML provider',
    stranger: 'an assertion that was made for another service',
    key: 'SAML:aud',
    value: SIGN_IN.find(([partition]) => value.startsWith(partition))?.[1] ?? 'https://signin.aws.amazon.com/saml',
  };
  return [{ decision, fault: faultAs(entrance, words) }];
}
