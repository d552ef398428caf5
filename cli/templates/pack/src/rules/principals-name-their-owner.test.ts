import { testRule } from '@iam-guardrails/shared-rules/testing';
import { principalsNameTheirOwner } from './principals-name-their-owner';

testRule(principalsNameTheirOwner);
