/** Trust policies: does each way to assume the role fit who may use it, and is federation bounded? */
import { quote, quoteAll, type CheckPath } from '../check';
import { globMatches } from '../glob';
import { hasWildcard, isNegatedAtom, type Entry, type PolicyView, type Principal, type StatementView } from './view';

/** Checks of one statement of a trust policy. */
export function checkTrust(statement: StatementView, policy: PolicyView): void {
  const { principals, actions, effect } = statement;
  if (policy.type !== 'trust' || principals === undefined || actions === undefined) return;
  if (principals.negated || actions.negated || effect !== 'Allow') return;
  if (!principals.open) for (const action of actions.known) checkFit(action, principals.known, policy);
  if (!actions.open) {
    rolesAnywhere(statement, principals.known, policy);
    actionsOfKeys(statement, policy);
  }
  for (const principal of principals.known) checkProvider(principal, statement, policy);
}

const OIDC = /^(arn:[^:]*:iam::[^:]*:oidc-provider\/|(https:\/\/)?([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(\/|$))/;
const SAML = /^arn:[^:]*:iam::[^:]*:saml-provider\//;

const FITS: Readonly<Record<string, (principal: Principal) => boolean>> = {
  'sts:assumerole': ({ type }) => type !== 'Federated',
  'sts:assumerolewithsaml': ({ type, text }) => type === 'Federated' && SAML.test(text),
  'sts:assumerolewithwebidentity': ({ type, text }) => type === 'Federated' && OIDC.test(text),
};

function checkFit({ text, path }: Entry, known: readonly Principal[], { add }: PolicyView): void {
  const name = text.toLowerCase();
  const fits = Object.hasOwn(FITS, name) ? FITS[name] : undefined;
  if (fits === undefined || known.length === 0 || known.some(({ type }) => type === '*')) return;
  // A role for people and programs may list both ways: only what nobody there can use is wrong.
  if (known.some((principal) => principal.text.includes('${') || fits(principal))) return;
  const who = quoteAll(known.map((principal) => principal.text));
  const message =
    `${who} cannot use ${quote(text)}: SAML providers assume a role with \`sts:AssumeRoleWithSAML\`, OIDC providers with ` +
    '`sts:AssumeRoleWithWebIdentity`, everybody else with `sts:AssumeRole`';
  add('MISMATCHED_ACTION_FOR_PRINCIPAL', path, message);
}

function allows(statement: StatementView, action: string): boolean {
  return (statement.actions?.known ?? []).some(({ text }) => globMatches(text.toLowerCase(), action.toLowerCase()));
}

function rolesAnywhere(statement: StatementView, known: readonly Principal[], { add }: PolicyView): void {
  if (!known.some(({ type, text }) => type === 'Service' && text === 'rolesanywhere.amazonaws.com')) return;
  const needed = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];
  const absent = needed.filter((action) => !allows(statement, action));
  if (absent.length === 0) return;
  const message = `IAM Roles Anywhere cannot assume the role without ${quoteAll(absent)} as well`;
  add('MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY', statement.actions?.path ?? statement.path, message);
}

/** Keys that are only there when the session is given tags or a source identity, and the action that gives them. */
const GIVEN_BY: readonly (readonly [key: RegExp, action: string])[] = [
  [/^sts:sourceidentity$/, 'sts:SetSourceIdentity'],
  [/^sts:transitivetagkeys$/, 'sts:TagSession'],
  [/^aws:requesttag\//, 'sts:TagSession'],
];

function actionsOfKeys(statement: StatementView, { statements, add }: PolicyView): void {
  for (const atom of statement.atoms) {
    if (isNegatedAtom(atom) || atom.operator.family === 'Null' || atom.operator.ifExists) continue;
    const action = GIVEN_BY.find(([key]) => key.test(atom.lower))?.[1];
    if (action === undefined || statements.some((other) => allows(other, action))) continue;
    const message = `nobody can set ${quote(atom.key)} without \`${action}\`: add that action`;
    add('MISSING_ACTION_FOR_CONDITION_KEY', atom.path, message);
  }
}

const GITHUB = 'token.actions.githubusercontent.com';

function checkProvider({ type, text, path }: Principal, statement: StatementView, policy: PolicyView): void {
  if (type !== 'Federated' || !OIDC.test(text) || statement.conditionsOpen) return;
  const provider = text
    .replace(/^arn:.*:oidc-provider\//, '')
    .replace(/^https:\/\//, '')
    .toLowerCase();
  const own = statement.atoms.filter(({ lower }) => lower.startsWith(`${provider}:`));
  if (own.length === 0) {
    const message = `whoever has an account at ${quote(text)} may assume the role: add a condition such as \`${provider}:aud\``;
    return policy.add('MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL', path, message);
  }
  if (provider === GITHUB) checkGitHub(path, statement, policy);
}

function checkGitHub(path: CheckPath, { atoms }: StatementView, { add }: PolicyView): void {
  const subjects = atoms.filter(({ lower }) => lower === `${GITHUB}:sub`);
  if (subjects.length === 0) {
    const message = `any repository on GitHub may assume the role: add the condition \`${GITHUB}:sub\` with repository and branch`;
    return add('MISSING_GITHUB_REPO_CONDITION_KEY', path, message);
  }
  for (const { text, path: place } of subjects.flatMap(({ values }) => values)) {
    if (!hasWildcard(text)) continue;
    const message = `${quote(text)} lets in more than one branch of one repository: write both in full`;
    add('SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED', place, message);
  }
}
