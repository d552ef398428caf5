/** Trust in identity providers: whose tokens open the role. */
import type { Role } from '../model/iam-model';
import { decode, hasSymbol } from '../policy/text';
import type { Decision } from './access';
import { providerOf, SOME_CLAIM, type IdentityProvider, type StrangerClaim } from './identity-providers';
import type { KeyDomain } from './key-theory';
import {
  conditionKeys, enters, faultsFrom, speaksOfAction, trustOf, type Entrance, type TrustFault, type TrustFaults,
} from './trust'; // prettier-ignore

/** What is wrong with the trust in a provider. */
export interface FederatedFault extends TrustFault {
  readonly kind: 'stranger' | 'audience' | 'nobody';
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
  const provider = issuer === undefined ? undefined : providerOf(issuer);
  if (issuer === undefined || provider === undefined) {
    return [
      { decision: { answer: 'undecided', reason: `it is not known what \`${decode(value)}\` is` }, fault: never },
    ];
  }
  if (!speaksOfAction(entrance, WEB)) return [];
  const decision = enters(entrance, { kind: 'Federated', value }, strangerAt(entrance, provider, issuer));
  const { claim, value: good } = provider.binding;
  const base = { provider: provider.name, stranger: provider.stranger, key: `${issuer}:${claim}`, value: good };
  const stranger: Found = { decision, fault: faultAs(entrance, { kind: 'stranger', ...base }) };
  return decision.answer === 'no' ? nobodyAt(entrance, issuer, value, base) : [stranger];
}

const WEB = 'sts:AssumeRoleWithWebIdentity';

type Words = Omit<FederatedFault, keyof TrustFault>;

function faultAs({ statement, cause }: Entrance, words: Words): Found['fault'] {
  return ({ witness }) => ({ statement: statement.index + 1, cause, witness, ...words });
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
  return issuers.length === 1 ? issuers[0] : undefined;
}

interface Stranger {
  readonly action: string;
  readonly fixed: ReadonlyMap<string, null>;
  readonly domains: ReadonlyMap<string, KeyDomain>;
}

/** The claims of the issuer hold what a stranger has; those of others are in none of its tokens. */
function strangerAt(entrance: Entrance, provider: IdentityProvider, issuer: string): Stranger {
  const claims = conditionKeys(entrance).filter((key) => !/^(aws|sts|saml):/.test(key));
  const own = claims.filter((key) => key.startsWith(`${issuer.toLowerCase()}:`));
  const domains = own.map((key) => [key, domainOf(key.slice(key.lastIndexOf(':') + 1), provider)] as const);
  const others = claims.filter((key) => !own.includes(key)).map((key) => [key, null] as const);
  return { action: WEB, fixed: new Map(others), domains: new Map(domains) };
}

function domainOf(claim: string, { claims, choosesAudience }: IdentityProvider): KeyDomain {
  if ((claim === 'aud' && choosesAudience) || claim === 'amr') return { presence: 'always', multiValued: 'maybe' };
  const { globs, hint, unlike }: StrangerClaim = claims[claim] ?? SOME_CLAIM;
  const literal = (sources: readonly string[], holds: boolean): NonNullable<KeyDomain['shape']>[number] => ({
    patterns: sources.map((source) => ({ source, kind: 'glob' as const })),
    holds,
  });
  const shape = [literal(globs, true), ...(unlike.length === 0 ? [] : [literal(unlike, false)])];
  return { presence: 'always', multiValued: 'no', shape, hints: [hint] };
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

function samlFaults(entrance: Entrance, value: string): readonly Found[] {
  if (!speaksOfAction(entrance, SAML)) return [];
  const fixed = new Map([['saml:aud', ['https://elsewhere.example.com/saml']]]);
  const decision = enters(entrance, { kind: 'Federated', value }, { action: SAML, fixed });
  const words: Words = {
    kind: 'audience',
    provider: 'the SAML provider',
    stranger: 'an assertion that was made for another service',
    key: 'SAML:aud',
    value: 'https://signin.aws.amazon.com/saml',
  };
  return [{ decision, fault: faultAs(entrance, words) }];
}
