/** How far a statement lets roles be handed over: passed to services, or assumed. */
import type { IamModel } from '../model/iam-model';
import { firstYes, inEachHome, type Access, type Decision, type Request } from './access';
import type { Holder } from './cause';
import { unknown } from '../model/value';
import type { Patterns } from '../policy/document';
import { documentInWords, unreadable, type Effects } from './effect';
import { contentOf, grantedBy, type Granted } from './granted';
import { inOurTime } from './our-time';
import { actionAnswer } from './request';
import { searchRequest, type Fixed } from './search';
import { formatsOf, freshResource, openFormats, unbounded } from './unbounded';

/** What every finding about one statement carries. */
export interface Handover<Kind extends string> {
  readonly kind: Kind;
  readonly granted: Granted;
  readonly witness: Request;
  /** The statement's document, for people. */
  readonly document: string;
  readonly fingerprint: string;
}

/** Handovers, and why there may be more. */
export interface Handovers<Kind extends string> {
  readonly found: readonly Handover<Kind>[];
  readonly doubts: Effects['doubts'];
}

type Judged<Kind> = { readonly kind: Kind; readonly decision: Decision };

function handoversOf<Kind extends string>(
  entity: Holder,
  model: IamModel,
  action: string,
  judge: (granted: Granted) => readonly Judged<Kind>[],
): Handovers<Kind> {
  const found: Handover<Kind>[] = [];
  const doubts = [...unreadable(entity)];
  for (const granted of grantedBy(entity, model)) {
    if (actionAnswer(granted.statement, action.toLowerCase()) === 'no') continue;
    const judged = judge(granted);
    const yes = judged.find(({ decision }) => decision.answer === 'yes');
    if (yes?.decision.answer === 'yes') {
      const { witness } = yes.decision;
      const about = { document: documentInWords(granted), fingerprint: contentOf(granted) };
      found.push({ kind: yes.kind, granted, witness, ...about });
      continue;
    }
    const open = judged.find(({ decision }) => decision.answer === 'undecided');
    if (open?.decision.answer === 'undecided')
      doubts.push({ reason: unknown(open.decision.reason), at: granted.at, property: granted.property });
  }
  return { found, doubts };
}

function anyOf(granted: Granted, ask: (access: Access) => Decision): Decision {
  return firstYes(granted.accesses, (access) => inEachHome(access, (at) => ask(inOurTime(at))));
}

/* ---- passing ---- */

/** `every`: any role to any service. `to-some`: any role to the services that a condition names. `named`: named roles to any service. */
export type PassKind = 'every' | 'to-some' | 'named';

const PASS = 'iam:PassRole';
const SERVICE = 'iam:passedtoservice';
/** A service that no document names: it stands for whichever. */
const ANY_SERVICE: Fixed = new Map([[SERVICE, ['any-service-nobody-named.amazonaws.com']]]);
/** What a role is passed for: nothing that the request tells, or something that no document names. */
const ANYTHING: readonly Fixed[] = [null, ['arn:aws:any-service-nobody-named:eu-central-1:123456789012:any/thing']].map(
  (purpose) => new Map([['iam:associatedresourcearn', purpose]]),
);
const SOMETHING: readonly Fixed[] = [new Map()];

/** Statements that let roles be passed too freely. */
export function passesOf(entity: Holder, model: IamModel): Handovers<PassKind> {
  return handoversOf(entity, model, PASS, (granted) => {
    const fresh = openFormats(granted.statement, PASS).map(freshResource);
    const ask = (resources: readonly string[] | undefined, service: Fixed, purposes = ANYTHING): Decision =>
      anyOf(granted, (access) =>
        firstYes(purposes, (purpose) =>
          searchRequest(access, {
            action: PASS,
            ...(resources === undefined ? {} : { resources }),
            fixed: new Map([...tagsOf(granted), ...service, ...purpose]),
          }),
        ),
      );
    const never: Decision = { answer: 'no' };
    return [
      { kind: 'every', decision: fresh.length === 0 ? never : ask(fresh, ANY_SERVICE) },
      { kind: 'to-some', decision: fresh.length === 0 ? never : ask(fresh, new Map(), SOMETHING) },
      { kind: 'named', decision: ask(undefined, ANY_SERVICE) },
    ];
  });
}

/** A role that nobody named has none of the tags that a condition asks for. */
function tagsOf({ statement }: Granted): readonly (readonly [string, null])[] {
  const tags = statement.conditions.filter(({ key }) => /:resourcetag\//.test(key));
  return tags.map(({ key }) => [key, null] as const);
}

/* ---- assuming ---- */

/** `every`: any role of the account. `any-account`: roles of a name in any account. */
export type AssumeKind = 'every' | 'any-account';

const ASSUME = 'sts:AssumeRole';
const STRANGER = '999999999990';

/** An account that no document names, in an organization that is not the caller's. */
const OF_A_STRANGER: Fixed = new Map([
  ['aws:principalorgid', ['o-of-the-caller']],
  ['aws:resourceaccount', [STRANGER]],
  ['aws:resourceorgid', [`o-${STRANGER}`]],
  ['aws:resourceorgpaths', [`o-${STRANGER}/r-root/ou-root-stranger/`]],
]);

/** Whether a pattern leaves the account open; what is known after the deployment names one. */
function isOfAnyAccount({ negated, patterns }: Patterns): boolean {
  return negated || patterns.some((pattern) => /[*?]/.test(pattern.split(':', 5)[4] ?? pattern));
}

/** Statements that let any role be assumed. */
export function assumptionsOf(entity: Holder, model: IamModel): Handovers<AssumeKind> {
  return handoversOf(entity, model, ASSUME, (granted) => {
    const everywhere = formatsOf(ASSUME).map((format) => format.replace('${Account}', STRANGER));
    const roles = everywhere.map((format) => format.replace('${Partition}', '*').replace(/\$\{\w+\}/g, '*'));
    const ofStranger = (): Decision => {
      if (!isOfAnyAccount(granted.statement.resources)) return { answer: 'no' };
      return anyOf(granted, (access) =>
        searchRequest(access, {
          action: ASSUME,
          resources: roles,
          fixed: new Map([...tagsOf(granted), ...OF_A_STRANGER]),
        }),
      );
    };
    return [
      { kind: 'every', decision: firstYes(granted.accesses, (access) => unbounded(access, ASSUME)) },
      { kind: 'any-account', decision: ofStranger() },
    ];
  });
}
