/** Requests are made now: a condition that only held years ago does not hold any more. */
import type { Condition } from '../policy/document';
import { statementsOf, type Access } from './access';
import type { PlacedStatement } from './layers';

/** Past for whoever reads this; a session lives for 36 hours at the most. */
const PAST = '2026-01-01T00:00:00Z';

const KEYS = ['aws:CurrentTime', 'aws:TokenIssueTime', 'aws:EpochTime'].map((name) => ({
  key: name.toLowerCase(),
  name,
}));

const DENIES = KEYS.map(({ key, name }): PlacedStatement => {
  const isEpoch = key === 'aws:epochtime';
  const condition: Condition = {
    operator: isEpoch ? 'NumericLessThan' : 'DateLessThan',
    ifExists: false,
    key,
    name,
    values: [isEpoch ? String(Date.parse(PAST) / 1000) : PAST],
  };
  return {
    index: -1,
    place: { document: -1, statement: -1 },
    effect: 'Deny',
    actions: { negated: false, patterns: ['*'] },
    resources: { negated: false, patterns: ['*'] },
    conditions: [condition],
    variables: false,
  };
});

const known = new WeakMap<Access, Access>();

/** The access without requests of the past. */
export function inOurTime(access: Access): Access {
  const before = known.get(access);
  if (before !== undefined) return before;
  const keys = new Set(statementsOf(access).flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const denies = DENIES.filter(({ conditions }) => conditions.some(({ key }) => keys.has(key)));
  const [identity, ...others] = access.layers;
  const result =
    denies.length === 0 || identity === undefined
      ? access
      : { ...access, layers: [{ ...identity, denies: [...identity.denies, ...denies] }, ...others] };
  known.set(access, result);
  return result;
}
