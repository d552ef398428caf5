/** The iam-guardrails rules for cdktf and CDK Terrain (cdktn). */
export { iamGuardrailsAspect, type IamGuardrailsAspect } from './aspect';
export type { AppLike, AspectLike, AspectsLike, ConstructLike } from './constructs';
export { enforceIamGuardrails } from './enforce';
export { exempt } from './exempt';
export { findingsOf } from './findings';
export type { IamGuardrailsOptions } from './options';
export type { ProgramExemption } from '@iam-guardrails/shared-rules/exemption';
