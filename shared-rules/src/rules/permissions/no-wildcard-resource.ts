import * as v from 'valibot';
import { canBeNamed, changes, effectsOf, findingOf, isLogging, spansServices } from '../../access/effect';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-wildcard-resource.examples';

/** What changes something is allowed only on resources that a policy names. */
export const noWildcardResource = defineRule({
  id: 'no-wildcard-resource',
  title: 'Actions that change something are allowed on named resources only',
  severity: 'medium',
  rationale:
    'An action that can be granted for one resource and is granted for all reaches those of other teams and those that are ' +
    'made tomorrow. Only actions count whose resource a policy can name, and only where no condition bounds them.',
  remediation:
    'Name the resources by ARN, by a prefix that the team owns, or bound them with a condition on aws:ResourceTag. ' +
    'Keep `*` for the actions that AWS grants in no other way.',
  recommendations: ['aws-iam/least-privilege', 'aws-iam-classic/least-privilege', 'guide/least-privilege'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    alsoReads: v.optional(
      v.pipe(v.boolean(), v.description('Whether actions that only read or list count too, with severity low.')),
      false,
    ),
  }),
  messages: {
    unbounded:
      '{document} allows {actions} on {resource}, which no statement names. Name the resources, as in `{shape}`, or ask for a tag of theirs',
    reads: '{document} allows to read with {actions} on {resource}. Name the resources, as in `{shape}`',
  },

  check(entity, { options, model, report, unresolved }) {
    const wanted = { action: canBeNamed, reach: 'anywhere' } as const;
    const { effects, doubts } = effectsOf(entity, model, {
      ...wanted,
      action: (action) => canBeNamed(action) && changes(action),
    });
    for (const effect of effects) if (!isLogging(effect)) report({ message: 'unbounded', ...findingOf(effect, model) });
    for (const { reason, at, property } of doubts) unresolved(reason, at, property);
    if (!options.alsoReads) return;
    const told = new Set(effects.map(({ granted }) => granted));
    const reads = effectsOf(entity, model, wanted).effects.filter(
      (effect) => spansServices(effect) && !told.has(effect.granted),
    );
    for (const effect of reads) report({ message: 'reads', severity: 'low', ...findingOf(effect, model) });
  },

  examples,
});
