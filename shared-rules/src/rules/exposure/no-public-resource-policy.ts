import * as v from 'valibot';
import { protectedBy, publicOpenings } from '../../access/outside';
import { defineRule } from '../../rule/define-rule';
import { examples } from './no-public-resource-policy.examples';

/** Every kind of resource whose policy, or what amounts to one, is read. */
const READ =
  'It reads the policies of: agent runtime, Aurora DSQL cluster, backup vault, CloudSearch domain, CodeArtifact domain and ' +
  'repository, CodeBuild project or report group, DynamoDB table or stream, ECR public repository, ECR registry, ECR repository, ' +
  'EFS file system, event bus, event schema registry, Glue data catalog, ingestion pipeline, Kinesis stream or consumer, KMS key, ' +
  'Lambda function, log delivery destination, log destination, log resource policy, MediaStore container, model package group, ' +
  'monitoring sink, MSK cluster, network firewall resource, OpenSearch domain, organization, phone number or sender, private ' +
  'certificate authority, private domain name, Prometheus workspace, Redshift resource, REST API, S3 access grants instance, S3 ' +
  'access point, S3 bucket, S3 file system, S3 Glacier vault, S3 multi-region access point, S3 Object Lambda access point, S3 on ' +
  'Outposts bucket, S3 table and table bucket, S3 vector bucket, secret, SES identity, SNS topic, SQS queue, VPC Lattice resource, ' +
  'X-Ray resource policy; and permissions of functions, layers, event buses and signing profiles, function URLs, ACLs of buckets ' +
  'and objects, shared machine images, snapshots and SSM documents.';

/** Nothing is open to everybody by its own policy. */
export const noPublicResourcePolicy = defineRule({
  id: 'no-public-resource-policy',
  title: 'No policy of a resource lets everybody in',
  severity: 'critical',
  rationale:
    'The policy of a bucket, a queue, a key or a function can let in people who have nothing to do with the account. Conditions ' +
    'are decided and not only seen: one that anybody can meet, such as a referer or an address range of the whole internet, ' +
    'bounds nothing. What a public-access block, the ownership of objects or a control policy of the organization keeps out is ' +
    `not reported. New buckets block the public unless a stack says otherwise; a stack that says nothing is not trusted to. ${READ}`,
  remediation:
    'Name the accounts, roles or services that need it, or bound the statement by `aws:PrincipalOrgID`, `aws:SourceArn`, `aws:SourceAccount` or a VPC endpoint.',
  recommendations: ['aws-iam/public-and-cross-account', 'guide/anonymous-principals', 'guide/conditions'],
  clouds: ['aws'],
  appliesTo: ['resource-policy'],
  decidedByOneResource: [],
  options: v.strictObject({}),
  messages: {
    policy: 'anybody may call {action}{place}: statement {statement} of the policy of {what} lets everybody in',
    made: 'anybody may call {action}{place}: `{property}` opens {what} to everybody',
    api: 'anybody may call {what}, unless its methods ask who it is: statement {statement} of its policy lets everybody in',
  },

  check(policy, { report, unresolved }) {
    const { openings, doubt } = publicOpenings(policy);
    const { resource: at, property, isMade } = policy;
    for (const { statement, cause, content, witness, place } of openings) {
      const { action } = witness;
      const shared = { at, property, witness, causes: [cause], fingerprint: `${property} ${content}` };
      const what = protectedBy(policy);
      if (policy.resourceType === 'AWS::ApiGateway::RestApi')
        report({ message: 'api', ...shared, severity: 'medium', data: { what, statement } });
      else if (isMade === true) report({ message: 'made', ...shared, data: { what, action, place, property } });
      else report({ message: 'policy', ...shared, data: { what, action, place, statement } });
    }
    if (openings.length === 0 && doubt !== undefined) unresolved(doubt, at, property);
  },

  examples,
});
