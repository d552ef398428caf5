import { testRule } from '@iam-guardrails/shared-rules/testing';
import { ourRule } from './our-rule';

testRule(ourRule);
