/** What opens a resource by arguments instead of a policy, as the policy that it amounts to. */
import type { ResourcePolicy } from '../../model/exposure';
import type { Resource } from '../../model/resource';
import { fromJson, known, stringOf, unknown, type Value } from '../../model/value';
import type { Of } from '../aws-drafts';
import { blocksIn } from '../blocks';
import { bucketAcls } from './acls';
import { at, conditionOf, documentOf, made, principalOf } from './made';
import type { Buckets } from './public-blocks';
import { sharedThings } from './shares';

/** Every resource that opens something by its arguments. */
export function madePolicies(of: Of, buckets: Buckets): readonly ResourcePolicy[] {
  return [
    ...of('aws_lambda_permission').map(lambdaPermission),
    ...of('aws_lambda_layer_version_permission').map(layerPermission),
    ...of('aws_lambda_function_url').flatMap(functionUrl),
    ...of('aws_cloudwatch_event_permission').map(eventPermission),
    ...of('aws_signer_signing_profile_permission').map(signerPermission),
    ...bucketAcls(of, buckets),
    ...sharedThings(of),
  ];
}

function lambdaPermission(resource: Resource): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action'),
    Resource: known('*'),
    Condition: conditionOf([
      ['ArnLike', 'aws:SourceArn', arnIn(at(resource, 'source_arn'))],
      ['StringEquals', 'aws:SourceAccount', at(resource, 'source_account')],
      ['StringEquals', 'aws:PrincipalOrgID', at(resource, 'principal_org_id')],
      ['StringEquals', 'lambda:FunctionUrlAuthType', at(resource, 'function_url_auth_type')],
      ['StringEquals', 'lambda:EventSourceToken', at(resource, 'event_source_token')],
      ['Bool', 'lambda:InvokedViaFunctionUrl', at(resource, 'invoked_via_function_url')],
    ]),
  });
  return made(resource, 'principal', 'function_name', {
    label: 'Lambda function',
    resourceType: 'AWS::Lambda::Function',
    document,
  });
}

/** Where an engine tells only on which resource of the stack an ARN depends, it is the ARN of that one. */
function arnIn(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'unknown' || value.references.length !== 1) return value;
  const [reference] = value.references;
  if (reference === undefined || reference.attribute !== undefined || reference.maybe !== undefined) return value;
  return unknown(value.reason, [{ address: reference.address, attribute: 'arn' }]);
}

function layerPermission(resource: Resource): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action'),
    Resource: known('*'),
    Condition: conditionOf([['StringEquals', 'aws:PrincipalOrgID', at(resource, 'organization_id')]]),
  });
  return made(resource, 'principal', 'layer_name', {
    label: 'Lambda layer',
    resourceType: 'AWS::Lambda::LayerVersion',
    document,
  });
}

/** With `NONE` the provider itself permits everybody to call the URL (note in the documentation of `aws_lambda_function_url`). */
function functionUrl(resource: Resource): readonly ResourcePolicy[] {
  const type = at(resource, 'authorization_type');
  if (type === undefined || stringOf(type) === 'AWS_IAM') return [];
  const document =
    type.kind === 'unknown'
      ? type
      : fromJson({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: '*' }],
        });
  return [
    made(resource, 'authorization_type', 'function_name', {
      label: 'the URL of Lambda function',
      resourceType: 'AWS::Lambda::Url',
      document,
    }),
  ];
}

function eventPermission(resource: Resource): ResourcePolicy {
  const [condition] = blocksIn(at(resource, 'condition'));
  const part = (name: string): Value | undefined =>
    condition?.kind === 'map' ? condition.entries.get(name) : condition;
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action') ?? known('events:PutEvents'),
    Resource: known('*'),
    Condition: conditionOf([
      [stringOf(part('type')) ?? 'StringEquals', stringOf(part('key')) ?? 'aws:PrincipalOrgID', part('value')],
    ]),
  });
  return made(resource, 'principal', 'event_bus_name', {
    label: 'event bus',
    resourceType: 'AWS::Events::EventBus',
    document,
  });
}

function signerPermission(resource: Resource): ResourcePolicy {
  const document = documentOf({
    Effect: known('Allow'),
    Principal: principalOf(at(resource, 'principal')),
    Action: at(resource, 'action'),
    Resource: known('*'),
  });
  return made(resource, 'principal', 'profile_name', {
    label: 'signing profile',
    resourceType: 'AWS::Signer::SigningProfile',
    document,
  });
}
