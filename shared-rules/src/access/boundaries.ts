/** Delegation of IAM without a permissions boundary (IAM User Guide, "Delegating responsibility using permissions boundaries"). */
import type { ManagedPolicy, PermissionSet, Role, User } from '../model/iam-model';
import { stringOf } from '../model/value';
import { encode, symbolFor } from '../policy/text';
import { firstYes, type Access, type Decision, type Request } from './access';
import { isAdministrator } from './administrator';
import { allows, type Requests } from './allows';
import { causeOf, type Cause, type CauseQuestion, type Holder, type Verdict } from './cause';
import { accessOfPrincipal } from './of-principal';
import { actionAnswer } from './request';

/** What somebody does with boundaries: the words complete "it can". */
export interface BoundaryGap {
  readonly words: string;
  readonly witness: Request;
  /** What to put into the statement. */
  readonly fix: string;
}

const KEY = 'iam:PermissionsBoundary';
const WIDEST = 'arn:aws:iam::aws:policy/AdministratorAccess';
const WITHOUT = { [KEY]: null };
const WITH_ANOTHER = { [KEY]: WIDEST };
const GIVES_ANYTHING = { ...WITHOUT, 'iam:PolicyARN': WIDEST };
const CONDITION = `add the condition \`StringEquals\` on \`${KEY}\` with the ARN of the boundary`;
const FORBID = `deny it, or ${CONDITION}`;

interface Gap {
  readonly words: string;
  readonly fix: string;
  /** Each must be allowed. */
  readonly steps: readonly Requests[];
}

const creating = (kind: 'role' | 'user', Kind: 'Role' | 'User'): Gap => ({
  words: `create a ${kind} without a boundary and give it permissions`,
  fix: `${CONDITION} to the statement of iam:Create${Kind} and to those that give permissions`,
  steps: [
    { actions: [`iam:Create${Kind}`], context: WITHOUT },
    { actions: [`iam:Put${Kind}Policy`, `iam:Attach${Kind}Policy`], context: GIVES_ANYTHING },
  ],
});

const GAPS: readonly Gap[] = [
  creating('role', 'Role'),
  creating('user', 'User'),
  {
    words: 'take a boundary away',
    fix: 'deny both actions on all principals',
    steps: [{ actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'] }],
  },
  {
    words: 'exchange a boundary for one that allows everything',
    fix: FORBID,
    steps: [{ actions: ['iam:PutRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary'], context: WITH_ANOTHER }],
  },
];

const ACTIONS = GAPS.flatMap(({ steps }) => steps.flatMap(({ actions }) => actions.map((each) => each.toLowerCase())));

const QUESTION: CauseQuestion<BoundaryGap> = {
  ask,
  rest: () => ({ answer: 'no' }),
  isWhole: () => false,
  suffices: (alone, whole) => alone.words === whole.words,
};

/** Of an administrator that it is one says it all. */
function ask(access: Access): Verdict<BoundaryGap> {
  if (!speaksOf(access) || isAdministrator(access).answer === 'yes') return { answer: 'no' };
  let doubt: Verdict<BoundaryGap> = { answer: 'no' };
  for (const gap of GAPS) {
    const steps = gap.steps.map((step) => allows(access, step));
    const found = steps.filter(isYes);
    const [first] = found;
    if (first !== undefined && found.length === steps.length) {
      const { words, fix } = gap;
      const statements = found.flatMap((step) => step.statements);
      return { answer: 'yes', found: { words, fix, witness: first.witness }, statements };
    }
    const open = steps.find(isUndecided);
    if (open !== undefined && !steps.some(({ answer }) => answer === 'no')) doubt = open;
  }
  return doubt;
}

function isYes(decision: Decision): decision is Decision & { readonly answer: 'yes' } {
  return decision.answer === 'yes';
}

function isUndecided(decision: Decision): decision is Decision & { readonly answer: 'undecided' } {
  return decision.answer === 'undecided';
}

function speaksOf({ layers: [identity] }: Access): boolean {
  if (identity === undefined) return false;
  return (
    identity.open !== undefined ||
    identity.allows.some((allow) => ACTIONS.some((action) => actionAnswer(allow, action) !== 'no'))
  );
}

/** Who can make principals without a boundary, or undo one. */
export function boundaryGap(holder: Holder): Cause<BoundaryGap> {
  return causeOf(holder, QUESTION);
}

/** What changes the text of a policy. */
const REWRITE = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];

/** Whether somebody can rewrite the policy that is its own boundary: then it is bounded by nothing. */
export function canRewriteOwnBoundary(principal: User | Role | PermissionSet): Decision {
  const policy = principal.boundary?.policy;
  const access = accessOfPrincipal(principal);
  const allowing = access.layers[0]?.allows ?? [];
  const mayWrite = (action: string): boolean =>
    allowing.some((allow) => actionAnswer(allow, action.toLowerCase()) !== 'no');
  if (policy === undefined || !REWRITE.some(mayWrite)) return { answer: 'no' };
  return firstYes([access, ...access.elsewhere], (at) =>
    allows({ ...at, elsewhere: [] }, { actions: REWRITE, resources: [arnOf(policy, at)] }),
  );
}

/** A document that names the policy by reference holds the symbol for its ARN where the name is not known. */
function arnOf({ name, resource }: ManagedPolicy, { home }: Access): string {
  if (name.kind !== 'known' && name.kind !== 'text') return symbolFor(`${resource.address}.arn`);
  const path = stringOf(resource.values.get('path')) ?? '/';
  return `arn:${home.partition}:iam::${home.account}:policy${path}${encode(name)}`;
}
