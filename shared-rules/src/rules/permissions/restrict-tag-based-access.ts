import * as v from 'valibot';
import { blameOf } from '../../access/cause';
import { tagControl } from '../../access/tag-control';
import { placeOf } from '../../access/words';
import { defineRule } from '../../rule/define-rule';
import { examples } from './restrict-tag-based-access.examples';

/** Nobody sets the tag that grants it something. */
export const restrictTagBasedAccess = defineRule({
  id: 'restrict-tag-based-access',
  title: 'Nobody can set the tag that its own access depends on',
  severity: 'medium',
  rationale:
    'Access by tags is as strong as the right to tag. Who may only stop the machines of its team, and may tag any machine, stops any: ' +
    'it tags it first. The same holds for the tags of the principal itself.',
  remediation:
    'Limit the tagging actions by the same tag: `aws:ResourceTag` for what is there, `aws:RequestTag` for what is made, ' +
    '`aws:TagKeys` to leave that tag out. Do not let principals tag themselves.',
  recommendations: ['guide/abac', 'aws-iam/conditions', 'guide/conditions'],
  clouds: ['aws'],
  appliesTo: ['policy', 'user', 'role', 'group', 'permission-set', 'outside-holder'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy:
      'policy `{policy}` grants by `{key}` and lets whoever has it set that tag: {tagging} on {resource}, then {use}; forbid to set `{tag}`, with `ForAllValues:StringNotEquals` on `{keys}`, or ask for `{key}` there too',
    grant:
      '`{policy}` grants {kind} `{holder}` access by `{key}` and lets it set that tag: {tagging} on {resource}, then {use}; forbid to set `{tag}`, with `ForAllValues:StringNotEquals` on `{keys}`, or ask for `{key}` there too',
    together:
      '{kind} `{holder}` has access by `{key}` and can set that tag: {documents} together allow {tagging} on {resource}, then {use}; forbid to set `{tag}`, with `ForAllValues:StringNotEquals` on `{keys}`, or ask for `{key}` there too',
  },

  check(entity, { report, unresolved }) {
    const cause = tagControl(entity);
    if (cause.on === 'nothing') return;
    if (cause.on === 'unresolved') return unresolved(cause.reason, cause.at, cause.property);
    const { key, tag, keys, tagging: witness, use } = cause.found;
    const said = { key, tag, keys, tagging: witness.action, resource: placeOf(witness.resource), use: use.action };
    const { names, ...blame } = blameOf(cause);
    report({ ...blame, data: { ...names, ...said }, witness, fingerprint: `${key} ${tag}` });
  },

  examples,
});
