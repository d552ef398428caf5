/** Principals of resource, trust and resource control policies: are they written as AWS takes them? */
import { quote, quoteAll } from '../check';
import { hasWildcard, type PolicyView, type Principal, type StatementView } from './view';

/** Checks of the principals of one statement. */
export function checkPrincipals(statement: StatementView, policy: PolicyView): void {
  const { principals, effect } = statement;
  const { type, add } = policy;
  if (principals === undefined || (type !== 'resource' && type !== 'trust')) return;
  if (principals.negated && effect === 'Allow' && type === 'resource') {
    const message =
      '`Allow` with `NotPrincipal` lets in everybody else, anonymous callers too: name those whom you mean';
    add('ALLOW_WITH_NOT_PRINCIPAL', principals.path, message, { about: 'name' });
  }
  for (const principal of principals.known) checkPrincipal(principal, policy);
  redundantSessions(principals.known, policy);
}

function checkPrincipal(principal: Principal, policy: PolicyView): void {
  const { type, text, path } = principal;
  if (type === '*') {
    if (policy.type !== 'trust') return;
    const message = 'a trust policy takes `"*"` only as `{"AWS": "*"}`, better name those who may assume the role';
    return policy.add('ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL', path, message);
  }
  if (text.includes('${')) return;
  if (hasWildcard(text) && !(type === 'AWS' && text === '*')) {
    const message = `${quote(text)} has a wildcard, which \`${type}\` does not take: name the principal in full`;
    return policy.add('UNSUPPORTED_WILDCARD_IN_PRINCIPAL', path, message);
  }
  switch (type) {
    case 'AWS':
      return checkAws(principal, policy);
    case 'Service':
      return checkService(principal, policy);
    case 'Federated':
      return checkFederated(principal, policy);
  }
}

function checkAws({ text, path }: Principal, { add }: PolicyView): void {
  if (/^AROA[A-Z0-9]{8,}/.test(text)) {
    return add('INVALID_ROLE_REFERENCE', path, `${quote(text)} is the id of a role: write its ARN`);
  }
  if (/^AIDA[A-Z0-9]{8,}/.test(text)) {
    return add('INVALID_USER_REFERENCE', path, `${quote(text)} is the id of a user: write its ARN`);
  }
  if (text === '*' || /^(\d{12}|arn:.+|[A-Z0-9]{16,})$/s.test(text)) return;
  const message = `${quote(text)} is no principal: write \`*\`, twelve digits of an account or the ARN of a user or role`;
  add('INVALID_PRINCIPAL_FORMAT', path, message);
}

const SERVICE = /^([a-z0-9-]+\.)+(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal|aws\.com)$/;

function checkService({ text, path }: Principal, { add }: PolicyView): void {
  if (SERVICE.test(text)) return;
  const message = `${quote(text)} is no service principal: write it in lower case, as in \`ec2.amazonaws.com\``;
  add('INVALID_SERVICE_PRINCIPAL_FORMAT', path, message);
}

const DOMAIN = /^(https:\/\/)?([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(\/.*)?$/;
const PROVIDER = /^arn:[^:]*:iam::[^:]*:(saml-provider|oidc-provider)\/.+$/;

function checkFederated({ text, path }: Principal, { type, add }: PolicyView): void {
  if (type !== 'trust') {
    const message = `${quote(text)} is an identity provider, which only the trust policies of roles take`;
    return add('FEDERATED_PRINCIPAL_NOT_SUPPORTED', path, message);
  }
  if (DOMAIN.test(text) || PROVIDER.test(text)) return;
  const message = `${quote(text)} is neither a domain name nor the ARN of a SAML or OIDC provider`;
  add('INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY', path, message);
}

const SESSION = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\//;

function redundantSessions(known: readonly Principal[], { type, add }: PolicyView): void {
  if (type !== 'trust') return;
  const names = new Set(known.map(({ text }) => text));
  for (const { text, path } of known) {
    const [, partition = '', account = '', role = ''] = SESSION.exec(text) ?? [];
    const parent = `arn:${partition}:iam::${account}:role/${role}`;
    if (role === '' || !names.has(parent)) continue;
    const message = `${quoteAll([text])} is a session of ${quote(parent)}, which is there already: remove the session`;
    add('REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY', path, message);
  }
}
