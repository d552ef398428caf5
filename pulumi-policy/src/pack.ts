/** The pack of `PulumiPolicy.yaml`: the whole catalogue, configured by the `iam-guardrails.yaml` beside the package.json. */
import { createPolicyPack } from './index';

createPolicyPack();
