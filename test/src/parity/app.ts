/**
 * An app of cdktf or cdktn with one stack for each example; run by the parity test, in the real CLI. The library is
 * named by IAM_GUARDRAILS_LIBRARY, the output folder by CDKTF_OUTDIR, as the CLIs set it.
 */
import { enforceIamGuardrails } from '@iam-guardrails/cdktf-aspects';
import { terraformOf } from '@iam-guardrails/shared-rules';
import { examples } from './examples';

type Library = Pick<typeof import('cdktf'), 'App' | 'Aspects' | 'TerraformStack' | 'TerraformResource'>;

const library = require(process.env['IAM_GUARDRAILS_LIBRARY'] ?? 'cdktf') as Library;

const app = new library.App();
for (const { stack: name, example } of examples) {
  const stack = new library.TerraformStack(app, name);
  const { resource: resources, ...others } = terraformOf(example);
  // Providers, outputs, variables, locals and data sources have no construct: a finding on one stands on the stack.
  for (const [block, body] of Object.entries(others)) {
    if (Object.keys(body).length > 0) stack.addOverride(block, body);
  }
  for (const [type, byName] of Object.entries(resources)) {
    for (const [label, values] of Object.entries(byName)) {
      const resource = new library.TerraformResource(stack, `${type}.${label}`.replaceAll('.', '-'), {
        terraformResourceType: type,
      });
      resource.overrideLogicalId(label);
      for (const [argument, value] of Object.entries(values as object)) resource.addOverride(argument, value);
    }
  }
}
enforceIamGuardrails(app, library.Aspects);
app.synth();
