import * as v from 'valibot';
import { changeOf } from '../../access/change';
import { inWords } from '../../access/cause';
import { placeOf } from '../../access/words';
import { shownAddress } from '../../model/address';
import { stringOf, unknown } from '../../model/value';
import { readDocument } from '../../policy/document';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-new-access.examples';

/** A change gives nobody more than was agreed. */
export const noNewAccess = defineRule({
  id: 'no-new-access',
  title: 'Nothing is allowed outside the reference document, or that the earlier state did not allow',
  severity: 'high',
  rationale:
    'Who reviews a change wants to know what it newly allows. The text of a policy does not tell: a deny that goes, a condition that ' +
    'is loosened, a boundary that is exchanged give access without a new action in the text.',
  remediation:
    'Take back what the change adds. If it is meant, widen the reference document, or exempt the principal for this change.',
  recommendations: ['guide/access-analyzer', 'guide/least-privilege'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({
    /** A policy document, as JSON text or as a map: what anybody may be allowed at most. */
    reference: v.optional(
      v.pipe(
        v.union([v.string(), v.record(v.string(), v.unknown())]),
        v.check((document) => readDocument(document).problem === undefined, 'a policy document that AWS takes'),
        v.description('A policy document, as a map or as JSON text: what may be allowed at most.'),
      ),
    ),
  }),
  messages: {
    outside: '{kind} `{holder}` allows what the reference document does not: {action} on {resource}',
    change: '{kind} `{holder}` newly allows {action} on {resource}: before the change it did not',
    both: '{kind} `{holder}` newly allows {action} on {resource}: neither the state before nor the reference document does',
  },

  check(entity, { options: { reference }, model: { before }, report, unresolved }) {
    if (reference === undefined && before === undefined) return;
    const change = changeOf(entity, { ...(reference && { ceiling: reference }), ...(before && { before }) });
    const at = entity.resource;
    if (change.answer === 'no') return;
    if (change.answer === 'undecided') return unresolved(unknown(change.reason), at);
    const { witness } = change;
    const data = {
      kind:
        entity.kind === 'policy' ? 'policy' : inWords(entity.kind === 'outside-holder' ? entity.holder : entity.kind),
      holder: stringOf(entity.name) ?? shownAddress(at.address),
      action: witness.action,
      resource: placeOf(witness.resource),
    };
    const message = before === undefined ? 'outside' : reference === undefined ? 'change' : 'both';
    report({ message, at, data, witness, fingerprint: witness.action });
  },

  examples,
});
