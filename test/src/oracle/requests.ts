/**
 * Requests near the borders of policies: resources that their patterns nearly match, values beside those that their
 * conditions name. What AWS always sends is always there (IAM User Guide, "AWS global condition context keys"):
 * `aws:MultiFactorAuthAge` exactly with `aws:MultiFactorAuthPresent`, `aws:SourceIp` or a VPC endpoint, and so on.
 */
import { ACTIONS, KEYS, OWN, type Action, type Key } from './alphabet';
import type { Requests } from '@iam-guardrails/shared-rules/access';
import type { ConcreteRequest, World } from './world';

/** A source of numbers in [0, 1) that a seed decides. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Context = Record<string, string | readonly string[]>;

/** What follows from who asks. */
export function principalContext(principal: string): Context {
  const [, , , , account = ''] = principal.split(':');
  const name = principal.slice(principal.lastIndexOf('/') + 1);
  const isUser = principal.includes(':user/');
  return {
    'aws:PrincipalArn': principal,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': isUser ? 'User' : 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    ...(isUser ? { 'aws:username': name } : {}),
  };
}

/** `*` any run, `?` one character, without regard to case when `fold` is set. */
export function matches(pattern: string, text: string, fold = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  return new RegExp(`^${source}$`, fold ? 'i' : '').test(text);
}

/** Requests of the question at random, at most as many as asked for. */
export function borderRequests(
  world: World,
  question: Requests,
  count: number,
  seed: number,
): readonly ConcreteRequest[] {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const actions = actionsIn(world.resourceAccount).filter(({ name }) =>
    question.actions.some((pattern) => matches(pattern, name, true)),
  );
  if (actions.length === 0) return [];
  const patterns = patternsIn(world);
  const requests: ConcreteRequest[] = [];
  for (let tries = 0; tries < count * 4 && requests.length < count; tries++) {
    const action = pick(actions);
    const context = { ...contextFor(action, pick, random), ...principalContext(world.principal) };
    settle(context, question);
    const resource = resourceFor(action, patterns, context, pick);
    if (question.resources?.every((pattern) => !matches(pattern, resource)) === true) continue;
    if (resource.includes(':') && regionOf(resource) !== '') context['aws:RequestedRegion'] = regionOf(resource);
    requests.push({
      principal: world.principal,
      action: action.name,
      resource,
      account: world.resourceAccount,
      context,
    });
  }
  return requests;
}

/** What can be asked of resources of that account: IAM and lists of an account's own are never another's. */
function actionsIn(account: string): readonly Action[] {
  if (account === OWN) return ACTIONS;
  return ACTIONS.filter(({ name, resources }) => !name.startsWith('iam:') && !resources.includes('*')).map(
    ({ name, resources }) => ({ name, resources: resources.map((arn) => arn.replace(OWN, account)) }),
  );
}

function settle(context: Context, { context: fixed = {} }: Requests): void {
  for (const [key, value] of Object.entries(fixed)) {
    if (value === null) Reflect.deleteProperty(context, key);
    else context[key] = typeof value === 'object' ? value : String(value);
  }
  if (context['aws:MultiFactorAuthPresent'] !== 'true') Reflect.deleteProperty(context, 'aws:MultiFactorAuthAge');
  else context['aws:MultiFactorAuthAge'] ??= '60';
}

function contextFor(action: Action, pick: <T>(from: readonly T[]) => T, random: () => number): Context {
  const context: Context = {};
  for (const key of KEYS) {
    if (key.actions?.includes(action.name) === false || (key.always !== true && random() < 0.4)) continue;
    const pool = valuesOf(key);
    if (key.type !== 'texts') context[key.name] = pick(pool);
    else context[key.name] = random() < 0.3 ? [pick(pool), pick(pool)] : [pick(pool)];
  }
  if ('aws:SourceVpce' in context) Reflect.deleteProperty(context, 'aws:SourceIp');
  return context;
}

function valuesOf(key: Key): readonly string[] {
  if (key.type === 'address') return key.others;
  const plain = key.values.filter((value) => !/[*?]|\$\{/.test(value));
  return [...plain, ...key.others];
}

function resourceFor(
  action: Action,
  patterns: readonly string[],
  context: Context,
  pick: <T>(from: readonly T[]) => T,
): string {
  const [example = '*'] = action.resources;
  if (example === '*') return '*';
  const [, , service = ''] = example.split(':');
  const near = patterns.filter((pattern) => pattern.startsWith(`arn:aws:${service}:`));
  if (near.length === 0 || pick([true, false])) return pick(action.resources);
  const filled = fill(pick(near), context, () => pick(['', 'x', 'a/b', 'logs', 'eu-central-1']));
  return hasShapeOf(filled, example) ? filled : pick(action.resources);
}

/** Region and account stand where the example has them, and so does what comes before the name. */
function hasShapeOf(arn: string, example: string): boolean {
  const [given, wanted] = [arn.split(':'), example.split(':')];
  const kind = (fields: readonly string[]): string => /^(user|role|table|instance)\//.exec(fields[5] ?? '')?.[1] ?? '';
  const isObject = (fields: readonly string[]): boolean => /^[^/]+\/./.test(fields[5] ?? '');
  return (
    given.length === 6 &&
    given[4] === wanted[4] &&
    (wanted[3] === '' ? given[3] === '' : /^[a-z]+-[a-z]+-\d$/.test(given[3] ?? '')) &&
    kind(given) === kind(wanted) &&
    (wanted[2] !== 's3' || (isObject(given) === isObject(wanted) && (given[5] ?? '') !== '')) &&
    !(given[5] ?? '').endsWith('/')
  );
}

function fill(pattern: string, context: Context, run: () => string): string {
  return pattern
    .replace(/\$\{([^}]*)\}/g, (_, name: string) => String(context[name] ?? 'x'))
    .replaceAll('?', 'x')
    .replace(/\*/g, run);
}

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

const known = new WeakMap<World, readonly string[]>();

function patternsIn(world: World): readonly string[] {
  const cached = known.get(world);
  if (cached !== undefined) return cached;
  const found = [
    ...new Set([...JSON.stringify(world.documents).matchAll(/"(arn:[^"]*)"/g)].map(([, arn = '']) => arn)),
  ];
  known.set(world, found);
  return found;
}
