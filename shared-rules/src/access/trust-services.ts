/** Trust in services: the confused deputy (IAM User Guide, "The confused deputy problem"). */
import type { Role } from '../model/iam-model';
import { decode } from '../policy/text';
import type { Decision } from './access';
import type { KeyDomain } from './key-theory';
import { ownSourcesIn } from './public-access';
import {
  enters, faultsFrom, placeOfEntrance, speaksOfAction, trustOf, type Entrance, type TrustFault, type TrustFaults,
} from './trust'; // prettier-ignore

/**
 * Services whose own documentation puts `aws:SourceAccount` or `aws:SourceArn` into the trust policy of their roles ("Cross-service
 * confused deputy prevention" of each), with the ARN of what the role is for. Services whose roles everybody makes without it are
 * not here, for what only whoever may pass the role in its own account can make them do (EC2, Lambda, ECS, CodeBuild, Glue,
 * CloudFormation, Step Functions, SageMaker): prowler-cloud/prowler#2810.
 */
const SUPPORTING: ReadonlyMap<string, string> = new Map([
  ['airflow.amazonaws.com', 'airflow:<region>:<account>:environment/<name>'],
  ['airflow-env.amazonaws.com', 'airflow:<region>:<account>:environment/<name>'],
  ['bedrock.amazonaws.com', 'bedrock:<region>:<account>:*'],
  ['bedrock-agentcore.amazonaws.com', 'bedrock-agentcore:<region>:<account>:*'],
  ['datasync.amazonaws.com', 'datasync:<region>:<account>:*'],
  ['dlm.amazonaws.com', 'dlm:<region>:<account>:policy/*'],
  ['fis.amazonaws.com', 'fis:<region>:<account>:experiment/*'],
  ['frauddetector.amazonaws.com', 'frauddetector:<region>:<account>:*'],
  ['iot.amazonaws.com', 'iot:<region>:<account>:*'],
  ['kendra.amazonaws.com', 'kendra:<region>:<account>:index/*'],
  ['logs.amazonaws.com', 'logs:<region>:<account>:*'],
  ['personalize.amazonaws.com', 'personalize:<region>:<account>:*'],
  ['pipes.amazonaws.com', 'pipes:<region>:<account>:pipe/<name>'],
  ['scheduler.amazonaws.com', 'scheduler:<region>:<account>:schedule-group/<group>'],
  ['transcribe.amazonaws.com', 'transcribe:<region>:<account>:*'],
  ['transfer.amazonaws.com', 'transfer:<region>:<account>:*'],
  ['vpc-flow-logs.amazonaws.com', 'ec2:<region>:<account>:vpc-flow-log/*'],
]);

/** `logs.eu-central-1.amazonaws.com` is the same service as `logs.amazonaws.com`, as is that of a region that is not known. */
function sourceOf(service: string): string | undefined {
  return SUPPORTING.get(
    service.replace(/^([a-z-]+)\.(?:[a-z]{2}(?:-[a-z]+)+-\d|\ue000..)\.(?=amazonaws\.com$)/, '$1.'),
  );
}

const STRANGER = '999999999999';

/** A service that may be sent by anybody. */
export interface ServiceFault extends TrustFault {
  readonly service: string;
  readonly source: string;
}

/** The ARN of a resource of a stranger, which none of the stack is, whatever it will be. */
function sourceDomain({ document }: Entrance, source: string): KeyDomain {
  const own = ownSourcesIn(document);
  const shape = [{ patterns: [{ source, kind: 'literal' as const }], holds: true }, ...own];
  return { presence: 'always', multiValued: 'no', shape, hints: own.length === 0 ? [source] : [] };
}

/** Services that may assume the role on behalf of a resource of another account. */
export function deputies(role: Role): TrustFaults<ServiceFault> {
  // A role of a service belongs to that service.
  if (role.path.startsWith('/aws-service-role/')) return { faults: [] };
  const trust = trustOf(role);
  const found = trust.entrances.flatMap((entrance) => {
    const { statement } = entrance;
    if (statement.principals?.negated !== false || !speaksOfAction(entrance, 'sts:AssumeRole')) return [];
    return statement.principals.patterns.flatMap(({ type, value }) => {
      const source = type === 'Service' ? sourceOf(value) : undefined;
      if (source === undefined) return [];
      const arn = source.replace('<region>', 'eu-central-1').replace('<account>', STRANGER).replaceAll(/[*]|<\w+>/g, 'outsider'); // prettier-ignore
      const fixed = new Map<string, readonly string[]>([
        ['aws:sourceaccount', [STRANGER]],
        ['aws:sourceorgid', ['o-outsider']],
        ['aws:sourceorgpaths', ['o-outsider/r-root/ou-root-outsider/']],
      ]);
      const domains = new Map([['aws:sourcearn', sourceDomain(entrance, `arn:aws:${arn}`)]]);
      const decision = enters(entrance, { kind: 'Service', value }, { action: 'sts:AssumeRole', fixed, domains });
      const fault = ({ witness }: Decision & { answer: 'yes' }): ServiceFault => ({
        ...placeOfEntrance(entrance),
        witness,
        service: decode(value),
        source: `arn:aws:${source}`,
      });
      return [{ decision, fault }];
    });
  });
  return faultsFrom(found, trust);
}
