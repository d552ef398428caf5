/** Wildcards in actions, measured by what they grant and not by the star. */
import type { IamModel } from '../model/iam-model';
import { widen } from '../policy/text';
import type { Holder } from './cause';
import { changes, effectsOf, isSampled, levelsInWords, sharesResource, type Effect, type Effects } from './effect';

/** A wildcard that grants more than a few actions that change something. */
export interface WildcardEffect {
  readonly effect: Effect;
  /** On resources that nobody named, or only on those that the statement names. */
  readonly reach: 'anywhere' | 'named';
  /** The patterns, for people. */
  readonly patterns: string;
  /** Number of actions by level. */
  readonly levels: string;
}

/** So many actions that change something may be a use case (`logs:Create*`, `sqs:*Message*`) and not all of a service. */
const A_FEW = 10;

const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);
const isServiceWide = (pattern: string): boolean => /^([^:]+:)?\??\*+\??$/.test(widen(pattern));

/** Of very many services only a few telling actions are counted; what `*:Get*` has of them is no sign of more. */
const areMany = ({ actions, granted }: Effect): boolean =>
  actions.length > A_FEW || (isSampled(granted.statement) && actions.some(({ name }) => !/:get/i.test(name)));

/**
 * The statements whose wildcards grant more than a few actions that change something on whatever resource, and those that grant
 * all of a service on named resources, sharing them included.
 */
export function wildcardActions(
  entity: Holder,
  model: IamModel,
): { readonly found: readonly WildcardEffect[]; readonly doubts: Effects['doubts'] } {
  const anywhere = effectsOf(entity, model, { action: changes, reach: 'anywhere', patterns: hasWildcard });
  const many = anywhere.effects.filter(areMany);
  const told = new Set(many.map(({ granted }) => granted));
  const named = effectsOf(entity, model, { action: changes, reach: 'somewhere', patterns: isServiceWide });
  const whole = named.effects.filter(
    ({ granted, actions }) => !told.has(granted) && actions.length > A_FEW && actions.some(sharesResource),
  );
  const found = [
    ...many.map((effect) => wildcardOf(effect, 'anywhere', hasWildcard)),
    ...whole.map((effect) => wildcardOf(effect, 'named', isServiceWide)),
  ];
  return { found, doubts: anywhere.doubts };
}

function wildcardOf(
  effect: Effect,
  reach: WildcardEffect['reach'],
  counts: (pattern: string) => boolean,
): WildcardEffect {
  const patterns = effect.granted.statement.actions.patterns.filter(counts).map((pattern) => `\`${widen(pattern)}\``);
  const shown = patterns.length > 3 ? `${patterns.slice(0, 2).join(', ')} and ${patterns.length - 2} more` : patterns;
  return {
    effect,
    reach,
    patterns: typeof shown === 'string' ? shown : shown.join(' and '),
    levels: levelsInWords(effect),
  };
}
