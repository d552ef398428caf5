/**
 * Identity providers of federated trust: what the tokens of a stranger look like. Sources: IAM User Guide, "Create a role for
 * OpenID Connect federation" and "Available keys for AWS OIDC federation", and each provider's page on the subject of its tokens.
 */
import type { KeyDomain } from './key-theory';

/** Values of a claim that a stranger may have. */
export interface StrangerClaim {
  /** Values of names that the stranger was free to choose, of `*outsider*`. */
  readonly globs: readonly string[];
  readonly hint: string;
  /** Values that match as well, but within what belongs to somebody else. */
  readonly unlike: readonly string[];
  /** Where the name of the owner ends, when the claim begins with it: what stands there in part only may be completed by others. */
  readonly owner?: { readonly prefix: string; readonly separator: string };
}

/** An identity provider. */
export interface IdentityProvider {
  readonly name: string;
  /** Of the issuer: host and path. */
  readonly issuer: RegExp;
  /** Who gets a token of this provider, in words. */
  readonly stranger: string;
  /** Claims of a stranger; those that are not listed hold `outsider...`. */
  readonly claims: Readonly<Record<string, StrangerClaim>>;
  /** Everybody may have an account there. */
  readonly isForAll: boolean;
  /** Whoever asks for a token chooses its audience. */
  readonly choosesAudience: boolean;
  /** The claim and a value that bind the trust to somebody. */
  readonly binding: { readonly claim: string; readonly value: string };
}

function named(prefix: string, separator: string, further: readonly string[] = []): StrangerClaim {
  return {
    globs: [`${prefix}*outsider*${separator}*`, ...further],
    hint: `${prefix}outsider${separator}x`,
    unlike: [`${prefix}*${separator}*outsider*`],
    owner: { prefix, separator },
  };
}

/** A name that nobody thought of, or thought of its first letter only. */
const SOME_CLAIM: StrangerClaim = { globs: ['outsider*', '?outsider*'], hint: 'outsiderx', unlike: [] };

/** What whoever has a token of their own can make hold anything. */
const ANY_CLAIM: StrangerClaim = { globs: ['*'], hint: 'main', unlike: [] };

/** Claims of a workflow whose values anybody gets in a repository of their own. */
const OF_ANY_WORKFLOW = Object.fromEntries(
  ['environment', 'ref', 'ref_type', 'base_ref', 'head_ref', 'workflow', 'event_name'].map((one) => [one, ANY_CLAIM]),
);

/** Claims that an organization may put first in its subjects, and whose values its members choose ("Customizing the token claims"). */
const CHOSEN_AT_GITHUB = ['workflow', 'environment', 'ref', 'head_ref', 'base_ref', 'context'].map((one) => `${one}:*`);

function open(name: string, issuer: RegExp, stranger: string, subject: StrangerClaim, value: string): IdentityProvider {
  const binding = { claim: 'sub', value };
  return { name, issuer, stranger, claims: { sub: subject }, isForAll: true, choosesAudience: true, binding };
}

function application(name: string, issuer: RegExp, stranger: string, value: string): IdentityProvider {
  const binding = { claim: 'aud', value };
  return { name, issuer, stranger, claims: {}, isForAll: true, choosesAudience: false, binding };
}

function tenant(name: string, issuer: RegExp, stranger: string, value: string, sub = SOME_CLAIM): IdentityProvider {
  const binding = { claim: 'sub', value };
  return { name, issuer, stranger, claims: { sub }, isForAll: false, choosesAudience: true, binding };
}

const SERVICE_ACCOUNT: StrangerClaim = {
  globs: ['outsider*', '?outsider*'].map((namespace) => `system:serviceaccount:${namespace}:*`),
  hint: 'system:serviceaccount:outsider:outsider',
  // Neither part has a colon.
  unlike: ['system:serviceaccount:*:*:*'],
};

/** The first one whose issuer fits. */
const PROVIDERS: readonly IdentityProvider[] = [
  {
    ...open(
      'GitHub Actions',
      /^token\.actions\.githubusercontent\.com$/,
      'a workflow of any repository on GitHub',
      named('repo:', '/'),
      'repo:<organization>/<repository>:ref:refs/heads/main',
    ),
    claims: { sub: named('repo:', '/', CHOSEN_AT_GITHUB), ...OF_ANY_WORKFLOW },
  },
  open('GitLab', /^gitlab\.com$/, 'a job of any project on GitLab', named('project_path:', '/'), 'project_path:<group>/<project>:ref_type:branch:ref:main'), // prettier-ignore
  open('HCP Terraform', /^app\.terraform\.io$/, 'a run of any organization on HCP Terraform', named('organization:', ':'), 'organization:<organization>:project:<project>:workspace:<workspace>:run_phase:*'), // prettier-ignore
  open('Buildkite', /^agent\.buildkite\.com$/, 'a job of any organization on Buildkite', named('organization:', ':'), 'organization:<organization>:pipeline:<pipeline>:*'), // prettier-ignore
  open('Vercel', /^oidc\.vercel\.com$/, 'a project of any team on Vercel', named('owner:', ':'), 'owner:<team>:project:<project>:environment:production'), // prettier-ignore
  open('Scalr', /^scalr\.io$/, 'a run of any account on Scalr', named('account:', ':'), 'account:<account>:environment:<environment>:workspace:<workspace>'), // prettier-ignore
  {
    ...open('Pulumi Cloud', /^api\.pulumi\.com\/oidc$/, 'a deployment of any organization on Pulumi Cloud', named('pulumi:*:org:', ':'), 'pulumi:deploy:org:<organization>:project:<project>:*'), // prettier-ignore
    choosesAudience: false,
  },
  application('Google', /^accounts\.google\.com$/, 'a user of any application with Google sign-in', '<client id>'),
  application('Amazon Cognito', /^cognito-identity\.amazonaws\.com$/, 'an identity of any identity pool', '<id of the identity pool>'), // prettier-ignore
  application('Facebook', /^graph\.facebook\.com$/, 'a user of any application with Facebook login', '<app id>'),
  application('Login with Amazon', /^www\.amazon\.com$/, 'a user of any application with Login with Amazon', '<app id>'), // prettier-ignore
  tenant(
    'the cluster',
    /^oidc\.eks[.-]/,
    'a pod of any namespace of the cluster',
    'system:serviceaccount:<namespace>:<name>',
    SERVICE_ACCOUNT,
  ),
  tenant('CircleCI', /^oidc\.circleci\.com\//, 'a job of any project of the organization', 'org/<organization id>/project/<project id>/user/*'), // prettier-ignore
  tenant('Bitbucket', /^api\.bitbucket\.org\//, 'a pipeline of any repository of the workspace', '{<repository id>}:*'),
  tenant('Azure DevOps', /^vstoken\.dev\.azure\.com\//, 'any service connection of the organization', 'sc://<organization>/<project>/<connection>'), // prettier-ignore
  tenant('Spacelift', /\.app\.spacelift\.io$/, 'a run of any stack of the account', 'space:<space>:stack:<stack>:run_type:*:scope:*'), // prettier-ignore
  // Whoever asks any other provider for a token gets one for an application that is registered there.
  {
    ...tenant('the identity provider', /./, 'whoever gets a token of the provider', '<subject>'),
    choosesAudience: false,
  },
];

/** The provider with this issuer. */
export function providerOf(issuer: string): IdentityProvider | undefined {
  return PROVIDERS.find((provider) => provider.issuer.test(issuer));
}

/** What a claim of a stranger's token may hold, where the conditions on it have these values. */
export function strangerClaim(
  claim: string,
  { claims, choosesAudience }: IdentityProvider,
  written: readonly string[] = [],
): KeyDomain {
  if ((claim === 'aud' && choosesAudience) || claim === 'amr') return { presence: 'always', multiValued: 'maybe' };
  const some = claims[claim] ?? SOME_CLAIM;
  const { hint, unlike } = some;
  const globs = [...some.globs, ...completedBy(some, written)];
  const literal = (sources: readonly string[], holds: boolean): NonNullable<KeyDomain['shape']>[number] => ({
    patterns: sources.map((source) => ({ source, kind: 'glob' as const })),
    holds,
  });
  const shape = [literal(globs, true), ...(unlike.length === 0 ? [] : [literal(unlike, false)])];
  return { presence: 'always', multiValued: 'no', shape, hints: [hint] };
}

/** Names that others may take where each of some letters of a name may be any. */
function completedBy({ owner }: StrangerClaim, written: readonly string[]): readonly string[] {
  if (owner === undefined) return [];
  const { prefix, separator } = owner;
  return written.flatMap((value) => {
    const [name, ...rest] = value.startsWith(prefix) ? value.slice(prefix.length).split(separator) : [];
    return name?.includes('?') && rest.length > 0 ? [`${prefix}${name.replaceAll('?', 'x')}${separator}*`] : [];
  });
}
