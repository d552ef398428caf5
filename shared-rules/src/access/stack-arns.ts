/** ARNs of what a stack declares, as far as their names are known. */
import type { Resource } from '../model/resource';
import { stringOf } from '../model/value';

/** An ARN, with `*` in the place of region and account, and the resource that it is of. */
export interface StackArn {
  readonly arn: string;
  readonly address: string;
}

/** Of each type the argument that holds the name, and the ARNs that follow from it (Service Authorization Reference). */
const ARNS: Readonly<Record<string, readonly [argument: string, ...arns: string[]]>> = {
  aws_s3_bucket: ['bucket', 'arn:aws:s3:::{}', 'arn:aws:s3:::{}/*'],
  aws_sqs_queue: ['name', 'arn:aws:sqs:*:*:{}'],
  aws_sns_topic: ['name', 'arn:aws:sns:*:*:{}'],
  aws_dynamodb_table: ['name', 'arn:aws:dynamodb:*:*:table/{}', 'arn:aws:dynamodb:*:*:table/{}/index/*'],
  aws_lambda_function: ['function_name', 'arn:aws:lambda:*:*:function:{}'],
  aws_secretsmanager_secret: ['name', 'arn:aws:secretsmanager:*:*:secret:{}-*'],
  aws_ssm_parameter: ['name', 'arn:aws:ssm:*:*:parameter/{}'],
  aws_cloudwatch_log_group: ['name', 'arn:aws:logs:*:*:log-group:{}', 'arn:aws:logs:*:*:log-group:{}:log-stream:*'],
  aws_iam_role: ['name', 'arn:aws:iam::*:role{path}{}'],
  aws_iam_user: ['name', 'arn:aws:iam::*:user{path}{}'],
  aws_iam_group: ['name', 'arn:aws:iam::*:group{path}{}'],
  aws_iam_policy: ['name', 'arn:aws:iam::*:policy{path}{}'],
  aws_iam_instance_profile: ['name', 'arn:aws:iam::*:instance-profile{path}{}'],
  aws_kinesis_stream: ['name', 'arn:aws:kinesis:*:*:stream/{}'],
  aws_kinesis_firehose_delivery_stream: ['name', 'arn:aws:firehose:*:*:deliverystream/{}'],
  aws_ecr_repository: ['name', 'arn:aws:ecr:*:*:repository/{}'],
  aws_ecs_cluster: ['name', 'arn:aws:ecs:*:*:cluster/{}'],
  aws_cloudwatch_event_bus: ['name', 'arn:aws:events:*:*:event-bus/{}'],
  aws_sfn_state_machine: ['name', 'arn:aws:states:*:*:stateMachine:{}'],
  aws_codebuild_project: ['name', 'arn:aws:codebuild:*:*:project/{}'],
  aws_codepipeline: ['name', 'arn:aws:codepipeline:*:*:{}'],
  aws_codecommit_repository: ['repository_name', 'arn:aws:codecommit:*:*:{}'],
  aws_cloudwatch_metric_alarm: ['alarm_name', 'arn:aws:cloudwatch:*:*:alarm:{}'],
};

/** ARNs of the resources whose names are known. */
export function stackArns(resources: readonly Resource[]): readonly StackArn[] {
  return resources.flatMap(({ type, values, address }) => {
    const [argument, ...arns] = ARNS[type] ?? [];
    const name = argument === undefined ? undefined : stringOf(values.get(argument));
    if (name === undefined || name === '' || /[*?$]/.test(name)) return [];
    const path = stringOf(values.get('path')) ?? '/';
    const named = type === 'aws_ssm_parameter' ? name.replace(/^\//, '') : name;
    return arns.map((arn) => ({ arn: arn.replace('{path}', path).replace('{}', named), address }));
  });
}

const NO_SLASH = new Set(['s3', 'dynamodb']);

/** Whether an ARN is one of a format such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
export function isOfFormat(arn: string, format: string): boolean {
  const known = formats.get(format) ?? patternOf(format);
  formats.set(format, known);
  return known.test(arn);
}

const formats = new Map<string, RegExp>();

function patternOf(format: string): RegExp {
  const name = NO_SLASH.has(format.split(':')[2] ?? '') ? '[^/:]+' : '.+';
  const pieces = format.split(/\$\{(\w+)\}/);
  const pattern = pieces.map((piece, index) => {
    if (index % 2 === 0) return piece.replace(/[^\w]/g, '\\$&');
    return /^(Partition|Region|Account)$/.test(piece) ? '[^:]*' : piece === 'ObjectName' ? '.+' : name;
  });
  return new RegExp(`^${pattern.join('')}$`);
}
