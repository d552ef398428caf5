/** The minimal policy of each path of pathfinding.cloud: every one escalates. */
import { accessOf, escalations } from '@iam-guardrails/shared-rules/access';
import { lines } from './files';
import type { Case, LabelledSet } from './score';

interface Minimal {
  readonly id: string;
  readonly document: { readonly Statement: readonly { readonly Action: readonly string[] }[] };
}

export function pathfinding(): LabelledSet {
  const cases = (lines('pathfinding-cloud', 'minimal_policies.jsonl') as readonly Minimal[]).map(caseOf);
  return { name: 'pathfinding-cloud', cases, notYet: new Map(), notAsked: new Map() };
}

/** Found under its id, or as a path with the same permissions. */
function caseOf({ id, document }: Minimal): Case {
  const wanted = permissionsOf(document.Statement.flatMap(({ Action }) => Action));
  const paths = escalations(accessOf({ identity: [document] }));
  const found = paths.some(
    ({ path, steps }) => path === id || permissionsOf(steps.map(({ action }) => action)) === wanted,
  );
  return { id, expected: true, found, detail: `paths: ${paths.map(({ path }) => path).join(', ') || 'none'}` };
}

const permissionsOf = (actions: readonly string[]): string =>
  [...new Set(actions.map((action) => action.toLowerCase()))].sort().join(' ');
