/** Grants of `iam:PassRole` and `iam:CreateServiceLinkedRole` on more roles than anybody means. */
import type { CheckCode } from '../check';
import { globMatches } from '../glob';
import { arnOf } from './arn';
import { type Entries, type Entry, type PolicyView, type StatementView } from './view';

/** An action that gives away roles. */
interface Grant {
  readonly action: string;
  readonly lower: string;
  /** Beginning of the codes. */
  readonly code: 'PASS_ROLE' | 'CREATE_SLR';
  /** Whether a resource is as good as every role. */
  readonly isEveryRole: (resource: string) => boolean;
  /** Whether the conditions say which roles or services are meant. */
  readonly isBounded: (statement: StatementView) => boolean;
  readonly advice: string;
}

const PASS_ROLE: Grant = {
  action: 'iam:PassRole',
  lower: 'iam:passrole',
  code: 'PASS_ROLE',
  isEveryRole: (resource) => /^(role\/)?\*+$/.test(resource),
  isBounded: ({ atoms }) =>
    atoms.some(
      ({ lower, operator, values, open }) =>
        (lower === 'iam:passedtoservice' || lower === 'iam:associatedresourcearn') &&
        !operator.ifExists &&
        (open || values.every(({ text }) => !/^\*+$/.test(text))),
    ),
  advice: 'name the roles, or the service with `iam:PassedToService`',
};

const CREATE_SLR: Grant = {
  action: 'iam:CreateServiceLinkedRole',
  lower: 'iam:createservicelinkedrole',
  code: 'CREATE_SLR',
  isEveryRole: (resource) => /^(role\/(aws-service-role\/)?)?\*+$/.test(resource),
  // `*a4b.amazonaws.com` is the end of other names as well.
  isBounded: ({ atoms }) =>
    atoms.some(
      ({ lower, values, open }) =>
        lower === 'iam:awsservicename' && (open || values.every(({ text }) => !text.startsWith('*'))),
    ),
  advice: 'name the service-linked roles, or the service with `iam:AWSServiceName`',
};

const GRANTS = [PASS_ROLE, CREATE_SLR];

/** Checks of what one statement of an identity policy allows to do with roles. */
export function checkGrants(statement: StatementView, policy: PolicyView): void {
  if (policy.type !== 'identity' && policy.type !== 'session') return;
  const { effect, actions, resources, conditionsOpen } = statement;
  if (effect !== 'Allow' || actions === undefined || resources === undefined || conditionsOpen) return;
  if (resources.negated && resources.open) return;
  for (const grant of GRANTS) {
    const way = wayOf(grant, actions);
    if (way !== undefined && !grant.isBounded(statement)) checkGrant(grant, way, resources, policy);
  }
}

function checkGrant(grant: Grant, way: Way, resources: Entries, { add }: PolicyView): void {
  const wide = resources.negated ? undefined : resources.known.find(({ text }) => isEveryRole(text, grant));
  if (!resources.negated && wide === undefined) return;
  const { text, path } = way.entry;
  const scope = resources.negated
    ? 'every role but those of `NotResource`'
    : `every role with \`${wide?.text ?? '*'}\``;
  const message = `\`${text}\` allows \`${grant.action}\` on ${scope}: ${grant.advice}`;
  add(codeOf(grant, way.kind, resources.negated), path, message);
}

type Kind = 'named' | 'pattern' | 'not';

/** How a statement comes to allow an action. */
interface Way {
  readonly kind: Kind;
  readonly entry: Entry;
}

function wayOf({ lower }: Grant, actions: Entries): Way | undefined {
  const { known, lower: texts } = actions;
  const matching = texts.findIndex((text) => globMatches(text, lower));
  if (actions.negated)
    return matching >= 0 || actions.open
      ? undefined
      : { kind: 'not', entry: { text: 'NotAction', path: actions.path } };
  const pattern = known[matching];
  const named = known[texts.indexOf(lower)];
  if (named !== undefined) return { kind: 'named', entry: named };
  return pattern && { kind: 'pattern', entry: pattern };
}

function isEveryRole(text: string, grant: Grant): boolean {
  if (/^\*+$/.test(text)) return true;
  const arn = arnOf(text);
  return (
    arn !== undefined && !text.includes('${') && globMatches(arn.service, 'iam') && grant.isEveryRole(arn.resource)
  );
}

function codeOf({ code }: Grant, kind: Kind, isNotResource: boolean): CheckCode {
  switch (kind) {
    case 'named':
      return isNotResource ? `${code}_WITH_NOT_RESOURCE` : `${code}_WITH_STAR_IN_RESOURCE`;
    case 'pattern':
      return isNotResource
        ? `${code}_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE`
        : `${code}_WITH_STAR_IN_ACTION_AND_RESOURCE`;
    case 'not':
      return isNotResource
        ? `${code}_WITH_NOT_ACTION_AND_NOT_RESOURCE`
        : `${code}_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION`;
  }
}
