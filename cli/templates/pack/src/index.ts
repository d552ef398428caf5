import { join } from 'node:path';
import {
  enforceIamGuardrails,
  type AppLike,
  type AspectsLike,
  type IamGuardrailsOptions,
} from '@iam-guardrails/cdktf-aspects';
import { definePack } from '@iam-guardrails/pack';
import { rules } from './rules';

/** What the organisation enforces. The configuration of a stack names this package under `extends`. */
export const pack = definePack({
  name: '@acme/iam-guardrails',
  configuration: join(__dirname, '..', 'iam-guardrails.yaml'),
  rules,
});

/** Holds a CDKTF or CDK Terrain app to the pack: call it once, before `app.synth()`, with the `Aspects` of the same library. */
export function enforce(app: AppLike, aspects: AspectsLike, options: Omit<IamGuardrailsOptions, 'pack'> = {}): void {
  enforceIamGuardrails(app, aspects, { ...options, pack });
}

export { rules };
