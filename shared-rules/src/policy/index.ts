/** The IAM policy language: documents with positions, and what IAM Access Analyzer would say of them. */
export type { CheckSeverity, PolicyCheck, PolicyType, Position } from './check';
export { parsePolicy, type ParsedPolicy } from './parse';
export { validatePolicy, type ValidateOptions } from './validate';
