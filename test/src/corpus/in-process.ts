/** What all rules say of a small stack, without a file and without a process: for thousands of documents. */
import { awsAttribute, controls, evaluate, parseConfiguration, readTerraform, rules, type Report } from '@iam-guardrails/shared-rules'; // prettier-ignore

/** Terraform's JSON form: type, name, arguments. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const configuration = parseConfiguration({}, rules);

/** The report of every rule, as without a configuration. */
export function reportOf(resources: Resources): Report {
  const stack = readTerraform({ resource: resources }, { stack: 'corpus', attribute: awsAttribute });
  return evaluate([stack], { today: '2026-11-23', rules, configuration, controls });
}

/** A trust policy that nothing is wrong with. */
const LAMBDA_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** A customer-managed policy for the members of a group. */
export function ofPeople(policy: string): Resources {
  return {
    aws_iam_policy: { it: { name: 'it', policy } },
    aws_iam_group: { people: { name: 'people' } },
    aws_iam_group_membership: {
      people: { name: 'people', group: '${aws_iam_group.people.name}', users: ['alice@example.com'] },
    },
    aws_iam_group_policy_attachment: {
      it: { group: '${aws_iam_group.people.name}', policy_arn: '${aws_iam_policy.it.arn}' },
    },
  };
}

/** A policy that stands elsewhere, attached to the role of a function. */
export function ofFunction(policyArn: string): Resources {
  return {
    aws_iam_role: { it: { name: 'it', assume_role_policy: LAMBDA_TRUST } },
    aws_iam_role_policy_attachment: { it: { role: '${aws_iam_role.it.name}', policy_arn: policyArn } },
  };
}
