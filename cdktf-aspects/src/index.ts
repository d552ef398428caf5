/** The iam-guardrails rules for cdktf and CDK Terrain (cdktn). */
export { iamGuardrailsAspect, type IamGuardrailsAspect } from './aspect';
export type { AppLike, AspectLike, AspectsLike, ConstructLike } from './constructs';
export { enforceIamGuardrails } from './enforce';
export { findingsOf } from './findings';
export type { IamGuardrailsOptions } from './options';
