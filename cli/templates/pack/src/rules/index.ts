import type { Rule } from '@iam-guardrails/shared-rules';
import { principalsNameTheirOwner } from './principals-name-their-owner';

/** The rules of our own. `npx iam-guardrails init rule ID` begins another one. */
export const rules: readonly Rule[] = [principalsNameTheirOwner];
