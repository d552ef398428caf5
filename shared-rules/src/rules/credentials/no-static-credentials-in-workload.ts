import * as v from 'valibot';
import { isKeySecret, roleAdvice, secretName, wayOf } from '../../access/secret-flows';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-static-credentials-in-workload.examples';

/** Compute that could have a role has no access key. */
export const noStaticCredentialsInWorkload = defineRule({
  id: 'no-static-credentials-in-workload',
  title: 'No workload that can have a role is given an access key',
  severity: 'high',
  rationale:
    'A role gives a workload credentials that last for hours and that nobody has to hand over, store or rotate. A key in user ' +
    'data or in an environment lasts until somebody deletes it, and works from anywhere.',
  remediation: 'Give the workload a role with the permissions of the key, and delete the key.',
  remediations: { otc: 'Lend the workload an agency with the permissions of the key, and delete the key.' },
  recommendations: [
    'access-keys/8-roles-instead',
    'access-keys/9-sdks',
    'aws-iam/temporary-credentials-for-workloads',
    'aws-iam-classic/roles-for-ec2',
    'guide/roles-for-ec2',
    'otc/agencies-for-ecs',
  ],
  appliesTo: ['secret-flow', 'written-credential', 'handed-key'],
  decidedByOneResource: ['written-credential'],
  options: v.strictObject({}),
  messages: {
    key: 'the {workload} is given {key} in `{property}`{way}: {advice}',
    named: 'the {workload} is given an access key in `{property}`, by the name `{name}`: {advice}',
  },

  check(entity, { report, unresolved }) {
    const { workload, resource, property } = entity;
    if (workload === undefined) return;
    if (entity.kind === 'handed-key') {
      const data = { workload: workload.label, property, name: entity.name, advice: roleAdvice(workload, resource) };
      return report({ message: 'named', at: resource, property, data });
    }
    const isKey = entity.kind === 'secret-flow' ? isKeySecret(entity.source) : entity.credential !== 'id';
    if (!isKey) return;
    if (entity.doubt !== undefined) return unresolved(entity.doubt, resource, property);
    const key = entity.kind === 'secret-flow' ? secretName(entity.source) : 'an access key';
    const way = entity.kind === 'secret-flow' ? wayOf(entity) : '';
    const data = { workload: workload.label, key, property, way, advice: roleAdvice(workload, resource) };
    report({ message: 'key', at: resource, property, data, fingerprint: `${property}\n${key}` });
  },

  examples,
});
