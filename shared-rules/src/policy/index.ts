/** The IAM policy language: documents with positions, and what IAM Access Analyzer would say of them. */
export type { CheckSeverity, PolicyCheck, PolicyType, Position } from './check';
export {
  readDocument,
  type Condition,
  type Document,
  type DocumentUse,
  type Patterns,
  type PrincipalPattern,
  type Principals,
  type Problem,
  type Statement,
} from './document';
export { globAnswer, globMatches, type Answer } from './glob';
export { parsePolicy, type ParsedPolicy } from './parse';
export { decode } from './text';
export { validatePolicy, type ValidateOptions } from './validate';
