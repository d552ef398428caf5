/** Run by the benchmark in a process of its own: loads the access engine, asks one question, prints the milliseconds. */
const begin = performance.now();
const { accessOf, isAdministrator } =
  require('@iam-guardrails/shared-rules/access') as typeof import('@iam-guardrails/shared-rules/access');
const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 'iam:*'], Resource: '*' }],
};
const { answer } = isAdministrator(accessOf({ identity: [document] }));
if (answer !== 'yes') throw new Error(`the first answer is ${answer}`);
process.stdout.write(String(performance.now() - begin));
