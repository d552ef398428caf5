/** Trust in services: the confused deputy (IAM User Guide, "The confused deputy problem"). */
import type { Role } from '../model/iam-model';
import type { Decision } from './access';
import { enters, faultsFrom, speaksOfAction, trustOf, type TrustFault, type TrustFaults } from './trust';

/**
 * Services whose own documentation puts `aws:SourceAccount` or `aws:SourceArn` into the trust policy of their roles, with the
 * ARN of what the role is for. Services that take a role only from whoever may pass it in the same call and whose
 * documentation leaves the condition out (EC2, Lambda, ECS tasks, CodeBuild, CloudFormation) are not here.
 */
const SUPPORTING: ReadonlyMap<string, string> = new Map([
  ['bedrock.amazonaws.com', 'bedrock:<region>:<account>:*'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:<region>:<account>:*'],
  ['datasync.amazonaws.com', 'datasync:<region>:<account>:*'],
  ['pipes.amazonaws.com', 'pipes:<region>:<account>:pipe/<name>'],
  ['scheduler.amazonaws.com', 'scheduler:<region>:<account>:schedule-group/<group>'],
  ['transfer.amazonaws.com', 'transfer:<region>:<account>:*'],
  ['vpc-flow-logs.amazonaws.com', 'ec2:<region>:<account>:vpc-flow-log/*'],
]);

const STRANGER = '999999999999';

/** A service that may be sent by anybody. */
export interface ServiceFault extends TrustFault {
  readonly service: string;
  readonly source: string;
}

/** Services that may assume the role on behalf of a resource of another account. */
export function deputies(role: Role): TrustFaults<ServiceFault> {
  // A role of a service belongs to that service.
  if (role.path.startsWith('/aws-service-role/')) return { faults: [] };
  const trust = trustOf(role);
  const found = trust.entrances.flatMap((entrance) => {
    const { statement, cause } = entrance;
    if (statement.principals?.negated !== false || !speaksOfAction(entrance, 'sts:AssumeRole')) return [];
    return statement.principals.patterns.flatMap(({ type, value }) => {
      const source = type === 'Service' ? SUPPORTING.get(value) : undefined;
      if (source === undefined) return [];
      const arn = source.replace('<region>', 'eu-central-1').replace('<account>', STRANGER).replaceAll(/[*]|<\w+>/g, 'outsider'); // prettier-ignore
      const fixed = new Map<string, readonly string[]>([
        ['aws:sourceaccount', [STRANGER]],
        ['aws:sourcearn', [`arn:aws:${arn}`]],
        ['aws:sourceorgid', ['o-outsider']],
        ['aws:sourceorgpaths', ['o-outsider/r-root/ou-root-outsider/']],
      ]);
      const decision = enters(entrance, { kind: 'Service', value }, { action: 'sts:AssumeRole', fixed });
      const fault = ({ witness }: Decision & { answer: 'yes' }): ServiceFault => ({
        statement: statement.index + 1,
        cause,
        witness,
        service: value,
        source: `arn:aws:${source}`,
      });
      return [{ decision, fault }];
    });
  });
  return faultsFrom(found, trust);
}
