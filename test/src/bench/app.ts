/**
 * An app of 1,500 resources, a third of them roles with their documents; run by the benchmark, each time in a process of
 * its own. IAM_GUARDRAILS_GATE says whether the gate is on. Prints the milliseconds of `app.synth()`.
 */
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, Aspects, TerraformStack } from 'cdktf';

const UNITS = 300;

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const app = new App();
const stack = new TerraformStack(app, 'bench');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
for (let unit = 0; unit < UNITS; unit++) {
  const bucket = new S3Bucket(stack, `bucket-${unit}`, { bucket: `bucket-${unit}` });
  const queue = new SqsQueue(stack, `queue-${unit}`, { name: `queue-${unit}` });
  const role = new IamRole(stack, `role-${unit}`, { name: `role-${unit}`, assumeRolePolicy: trust });
  const statement = [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucket.arn}/*` },
    { Effect: 'Allow', Action: 'sqs:*', Resource: queue.arn },
  ];
  const policy = new IamPolicy(stack, `policy-${unit}`, {
    name: `policy-${unit}`,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  });
  new IamRolePolicyAttachment(stack, `attachment-${unit}`, { role: role.name, policyArn: policy.arn });
}
if (process.env['IAM_GUARDRAILS_GATE'] === 'on') {
  const { enforceIamGuardrails } =
    require('@iam-guardrails/cdktf-aspects') as typeof import('@iam-guardrails/cdktf-aspects');
  enforceIamGuardrails(app, Aspects);
}
const begin = performance.now();
app.synth();
process.stdout.write(String(performance.now() - begin));
