/** Documents that users have without a group in between. */
import type { Grant, IamModel, OutsideHolder, User } from '../model/iam-model';
import type { Resource } from '../model/resource';
import { stringOf, type Unknown } from '../model/value';
import { labelOf } from './of-principal';

/** One resource that gives documents to users. */
export interface DirectGrant {
  readonly via: Resource;
  /** Argument of it that holds or names the documents. */
  readonly property: string;
  /** Who has them, in words: ``users `alice` and `bob` ``. */
  readonly users: string;
  /** Whether it is more than one user. */
  readonly isPlural: boolean;
  /** What they have, in words. */
  readonly documents: string;
  /** Set when it is not known whether any user has any of them. */
  readonly doubt?: Unknown;
}

interface Draft {
  readonly first: User | OutsideHolder;
  readonly property: string;
  readonly users: Set<string>;
  readonly unnamed: Set<OutsideHolder>;
  readonly documents: Set<string>;
  doubt?: Unknown;
}

/** How a schema labels a policy whose ARN is not known. */
const UNNAMED_POLICY = 'a policy that is not known yet';

const known = new WeakMap<IamModel, ReadonlyMap<Resource, Draft>>();

/** The resources that give documents to users, each once: at the first of those who have something of it. */
export function directGrantsOf(holder: User | OutsideHolder, model: IamModel): readonly DirectGrant[] {
  const all = known.get(model) ?? collect(model);
  known.set(model, all);
  const vias = new Set(grantsOf(holder).map(({ via }) => via));
  return [...vias].flatMap((via) => {
    const draft = all.get(via);
    return draft?.first === holder ? [described(via, draft)] : [];
  });
}

function grantsOf(holder: User | OutsideHolder): readonly Grant[] {
  if (holder.kind === 'outside-holder') return holder.holder === 'user' ? [holder.grant] : [];
  return holder.grants.known.filter(({ through }) => through === undefined);
}

function collect({ entities }: IamModel): ReadonlyMap<Resource, Draft> {
  const drafts = new Map<Resource, Draft>();
  for (const entity of entities) {
    if (entity.kind !== 'user' && entity.kind !== 'outside-holder') continue;
    for (const grant of grantsOf(entity)) {
      const draft = drafts.get(grant.via) ?? draftOf(entity, grant);
      drafts.set(grant.via, draft);
      note(draft, entity, grant);
    }
  }
  return drafts;
}

function draftOf(first: Draft['first'], { property }: Grant): Draft {
  return { first, property, users: new Set(), unnamed: new Set(), documents: new Set() };
}

/** What hangs on whether `via` itself will be there is the engine's business. */
function note(draft: Draft, holder: User | OutsideHolder, { uncertain, via, label }: Grant): void {
  if (uncertain !== undefined && uncertain !== via.uncertain) {
    draft.doubt ??= uncertain;
    return;
  }
  const name = holder.kind === 'user' ? labelOf(holder) : stringOf(holder.name);
  if (name !== undefined) draft.users.add(name);
  else if (holder.kind === 'outside-holder') draft.unnamed.add(holder);
  draft.documents.add(label);
}

function described(via: Resource, { property, users, unnamed, documents, doubt }: Draft): DirectGrant {
  const count = users.size + unnamed.size;
  const given = { via, property, isPlural: count > 1, users: usersOf(users, count), documents: documentsOf(documents) };
  return count === 0 && doubt !== undefined ? { ...given, doubt } : given;
}

function usersOf(names: ReadonlySet<string>, count: number): string {
  if (names.size === 0) return count > 1 ? 'users that are not known yet' : 'a user that is not known yet';
  return `${count > 1 ? 'users' : 'user'} ${inWords(names, count - names.size)}`;
}

function documentsOf(labels: ReadonlySet<string>): string {
  const named = new Set([...labels].filter((label) => label !== UNNAMED_POLICY));
  if (named.size === 0) return UNNAMED_POLICY;
  return `${labels.size > 1 ? 'policies' : 'policy'} ${inWords(named, labels.size - named.size)}`;
}

/** As many as a message may list. */
const SHOWN = 3;

function inWords(names: ReadonlySet<string>, further: number): string {
  const sorted = [...names].sort().map((name) => `\`${name}\``);
  const hidden = Math.max(sorted.length - SHOWN, 0) + further;
  const parts = hidden > 0 ? [...sorted.slice(0, SHOWN), `${hidden} more`] : sorted;
  return [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ');
}
