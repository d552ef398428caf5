/** What says the same is decided once: most documents of a stack are written after a few examples. */
import type { IamModel } from '../model/iam-model';
import { decode } from '../policy/text';
import { statementsOf, type Access, type Request } from './access';
import type { Layer, PlacedStatement } from './layers';
import { shownValues } from './search';

/** Stands for all accesses of a model that say the same, whatever the places of their statements. */
export type Likeness = object;

const likenesses = new WeakMap<IamModel, Map<string, Likeness>>();

/**
 * The same object for all whose accesses say the same: what is true of the requests of one of them is true of all, except for
 * who asks, see `asAskedBy`.
 */
export function likenessOf(accesses: readonly Access[], model: IamModel): Likeness {
  const all = likenesses.get(model) ?? new Map<string, Likeness>();
  likenesses.set(model, all);
  const [only] = accesses;
  const key = JSON.stringify(
    isForAnybody(accesses) && only ? inAllHomes(only).map(anybodyKey) : accesses.map(accessKey),
  );
  const before = all.get(key);
  if (before !== undefined) return before;
  const likeness = {};
  all.set(key, likeness);
  return likeness;
}

/** The access in each account and partition that is possible. */
function inAllHomes(access: Access): readonly Access[] {
  return [access, ...access.elsewhere];
}

/** Whether no document asks who asks: neither its conditions nor its variables nor its principals. */
function isForAnybody(accesses: readonly Access[]): boolean {
  const [only, ...others] = accesses;
  if (only === undefined || others.length > 0) return false;
  return inAllHomes(only).every((access) =>
    statementsOf(access).every(
      ({ conditions, principals, resources }) =>
        principals === undefined &&
        !resources.patterns.some(isVariable) &&
        conditions.every(({ key, values }) => !access.context.has(key) && !values.some(isVariable)),
    ),
  );
}

const isVariable = (text: string): boolean => text.includes('${');

/** A request of one of those who are alike, made by another one. */
export function asAskedBy(request: Request, accesses: readonly Access[]): Request {
  const [only, ...others] = accesses;
  if (only === undefined || others.length > 0) return request;
  const access = inAllHomes(only).find(({ home }) => request.principal.startsWith(decode(`arn:${home.partition}:iam::${home.account}:`))); // prettier-ignore
  if (access === undefined) return request;
  const context = Object.entries(request.context).map(([key, value]) => {
    const own = access.context.get(key);
    return [key, own === undefined || own === null ? value : shownValues(own)] as const;
  });
  const [arn = access.arn] = access.context.get('aws:principalarn') ?? [];
  return { ...request, principal: decode(arn), context: Object.fromEntries(context) };
}

function anybodyKey({ layers, principal, home, resourceAccount, isCut, context }: Access): readonly unknown[] {
  const keys = [...context].map(([key, values]) => [key, values === null]);
  return [principal?.kind, home, resourceAccount, isCut, layers.map(layerKey), keys];
}

function accessKey({ layers, principal, context, elsewhere, ...rest }: Access): readonly unknown[] {
  const who = principal && { ...principal, tags: [...(principal.tags ?? [])] };
  return [rest, layers.map(layerKey), who, [...context], elsewhere.map(accessKey)];
}

function layerKey({ name, open, allows, denies }: Layer): readonly unknown[] {
  return [name, open, allows.map(textOf), denies.map(textOf)];
}

const texts = new WeakMap<PlacedStatement, string>();

function textOf(statement: PlacedStatement): string {
  const before = texts.get(statement);
  if (before !== undefined) return before;
  const text = JSON.stringify({ ...statement, place: undefined, index: undefined, sid: undefined });
  texts.set(statement, text);
  return text;
}
