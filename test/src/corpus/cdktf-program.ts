/**
 * `node --require typescript-hook.js cdktf-program.js FILE [CLASS [ARGUMENTS]]`: synthesizes a program, a stack of it, or
 * with arguments one construct in a stack of its own, into the folder that `CDKTF_OUTDIR` names.
 */
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

type Program = Readonly<Record<string, new (scope: Construct, id: string, properties: unknown) => Construct>>;

const [file = '', name, given] = process.argv.slice(2);
const program = require(file) as Program;
if (name !== undefined) {
  const One = program[name];
  if (One === undefined) throw new Error(`${file} exports no ${name}`);
  const app = new App();
  if (given === undefined) new One(app, 'program', {});
  else {
    const stack = new TerraformStack(app, 'program');
    new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
    new One(stack, 'part', JSON.parse(given));
  }
  app.synth();
}
