/** What a check of a policy document says; codes and severities are those of IAM Access Analyzer's policy validation. */

/** How bad a check is: an error does not work or is refused, a security warning lets in more than it seems to. */
export type CheckSeverity = 'error' | 'security-warning' | 'warning' | 'suggestion';

/** Where in a document, from its root: `['Statement', 0, 'Action', 1]`. A single statement that is no list has no index. */
export type CheckPath = readonly (string | number)[];

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What kind of policy a document is, which decides what may stand in it. */
export type PolicyType = 'identity' | 'resource' | 'trust' | 'scp' | 'rcp' | 'boundary' | 'session';

/** One thing that is wrong with, or can be said of, a policy document. */
export interface PolicyCheck {
  readonly code: CheckCode;
  readonly severity: CheckSeverity;
  /** A sentence without a full stop that names what stands at the place and, where it is not obvious, what to write. */
  readonly message: string;
  readonly path: CheckPath;
  /** Only for documents that were given as text. */
  readonly position?: Position;
}

/** Takes a check; `about` tells whether the name of the element at the end of the path is at fault, not its value. */
export type AddCheck = (code: CheckCode, path: CheckPath, message: string, more?: Partial<CheckDetail>) => void;

/** What a check may add to its code and place. */
export interface CheckDetail {
  readonly about: 'name' | 'value';
  /** Instead of that of the code. */
  readonly severity: CheckSeverity;
}

/** A path as people write it: `Statement[0].Action[1]`; the document as such is `document`. */
export function placeOf(path: CheckPath): string {
  const text = path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[A-Za-z]\w*$/.test(step) ? `.${step}` : `[${quote(step)}]`;
    })
    .join('');
  return text === '' ? 'document' : text.replace(/^\./, '');
}

const LONGEST = 100;

/** A text of the document in backticks; a long one is cut off. */
export function quote(text: string): string {
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text}\``;
}

/** A few texts in backticks with commas; of many the first ones and how many there are more. */
export function quoteAll(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).map(quote).join(', ');
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown;
}

/**
 * Severity of each check (IAM User Guide, "IAM policy validation check reference"). Those about SCPs that AWS accepts since it
 * supports the full policy language in them (September 2025) are left out.
 */
export const severityOf = {
  ARN_ACCOUNT_NOT_ALLOWED: 'error',
  ARN_REGION_NOT_ALLOWED: 'error',
  DATA_TYPE_MISMATCH: 'error',
  DUPLICATE_KEYS_WITH_DIFFERENT_CASE: 'error',
  EMPTY_VARIABLE: 'error',
  FEDERATED_PRINCIPAL_NOT_SUPPORTED: 'error',
  INVALID_ACTION: 'error',
  INVALID_ARN_ACCOUNT: 'error',
  INVALID_ARN_PREFIX: 'error',
  INVALID_ARN_REGION: 'error',
  INVALID_ARN_RESOURCE: 'error',
  INVALID_ARN_SERVICE_CASE: 'error',
  INVALID_CONDITION_DATA_TYPE: 'error',
  INVALID_CONDITION_KEY_FORMAT: 'error',
  INVALID_CONDITION_MULTIPLE_BOOLEAN: 'error',
  INVALID_CONDITION_OPERATOR: 'error',
  INVALID_EFFECT: 'error',
  INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: 'error',
  INVALID_GLOBAL_CONDITION_KEY: 'error',
  INVALID_KMS_KEY_VALUE: 'error',
  INVALID_PARTITION: 'error',
  INVALID_POLICY_ELEMENT: 'error',
  INVALID_PRINCIPAL_FORMAT: 'error',
  INVALID_PRINCIPAL_KEY: 'error',
  INVALID_REGION: 'error',
  INVALID_SERVICE: 'error',
  INVALID_SERVICE_CONDITION_KEY: 'error',
  INVALID_SERVICE_IN_ACTION: 'error',
  INVALID_SERVICE_PRINCIPAL_FORMAT: 'error',
  INVALID_VARIABLE_FOR_OPERATOR: 'error',
  INVALID_VERSION: 'error',
  INVALID_VPCE_FORMAT: 'error',
  INVALID_VPC_FORMAT: 'error',
  JSON_SYNTAX_ERROR: 'error',
  MISMATCHED_ACTION_FOR_PRINCIPAL: 'error',
  MISSING_ACTION: 'error',
  MISSING_ACTION_FOR_CONDITION_KEY: 'error',
  MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: 'error',
  MISSING_ARN_ACCOUNT: 'error',
  MISSING_ARN_FIELD: 'error',
  MISSING_ARN_REGION: 'error',
  MISSING_BRACE_IN_VARIABLE: 'error',
  MISSING_EFFECT: 'error',
  MISSING_PRINCIPAL: 'error',
  MISSING_QUALIFIER: 'error',
  MISSING_QUOTE_IN_VARIABLE: 'error',
  MISSING_RESOURCE: 'error',
  MISSING_STATEMENT: 'error',
  MISSING_TAG_KEY_IN_CONDITION: 'error',
  NULL_WITH_IF_EXISTS: 'error',
  POLICY_SIZE_EXCEEDS_RCP_QUOTA: 'error',
  POLICY_SIZE_EXCEEDS_SCP_QUOTA: 'error',
  PRIVATE_IP_ADDRESS: 'error',
  PRIVATE_NOT_IP_ADDRESS: 'error',
  RCP_SYNTAX_ERROR_ACTION: 'error',
  RCP_SYNTAX_ERROR_ALLOW: 'error',
  RCP_SYNTAX_ERROR_NOTACTION: 'error',
  RCP_SYNTAX_ERROR_PRINCIPAL: 'error',
  ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: 'error',
  ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: 'error',
  ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: 'error',
  SCP_SYNTAX_ERROR_PRINCIPAL: 'error',
  TYPE_MISMATCH_IP_RANGE: 'error',
  UNIQUE_SIDS_REQUIRED: 'error',
  UNSUPPORTED_ACTION_FOR_CONDITION_KEY: 'error',
  UNSUPPORTED_ACTION_IN_POLICY: 'error',
  UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: 'error',
  UNSUPPORTED_ELEMENT_COMBINATION: 'error',
  UNSUPPORTED_GLOBAL_CONDITION_KEY: 'error',
  UNSUPPORTED_PRINCIPAL: 'error',
  UNSUPPORTED_RESOURCE_ARN_IN_POLICY: 'error',
  UNSUPPORTED_SID: 'error',
  UNSUPPORTED_SPACE_IN_VARIABLE: 'error',
  UNSUPPORTED_SYMBOL_IN_VARIABLE: 'error',
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL: 'error',
  VARIABLE_UNSUPPORTED_IN_ELEMENT: 'error',
  VARIABLE_UNSUPPORTED_IN_VERSION: 'error',
  VARIABLE_USAGE_TOO_PERMISSIVE: 'error',
  WILDCARD_USAGE_TOO_PERMISSIVE: 'error',

  ALLOW_WITH_NOT_PRINCIPAL: 'security-warning',
  DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: 'security-warning',
  DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: 'security-warning',
  DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: 'security-warning',
  FORALLVALUES_WITH_SINGLE_VALUED_KEY: 'security-warning',
  FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: 'security-warning',
  MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: 'security-warning',
  MISSING_GITHUB_REPO_CONDITION_KEY: 'security-warning',
  MISSING_PAIRED_CONDITION_KEYS: 'security-warning',
  PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: 'security-warning',
  PASS_ROLE_WITH_NOT_RESOURCE: 'security-warning',
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: 'security-warning',
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: 'security-warning',
  PASS_ROLE_WITH_STAR_IN_RESOURCE: 'security-warning',
  PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: 'security-warning',
  RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: 'security-warning',
  S3_PREFIX_IN_NEGATIVE_CONTEXT: 'security-warning',
  STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: 'security-warning',
  UNTRUSTWORTHY_CONDITION_KEY: 'security-warning',

  CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: 'warning',
  CREATE_SLR_WITH_NOT_RESOURCE: 'warning',
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: 'warning',
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: 'warning',
  CREATE_SLR_WITH_STAR_IN_RESOURCE: 'warning',
  CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: 'warning',
  DEPRECATED_GLOBAL_CONDITION_KEY: 'warning',
  INVALID_DATE_VALUE: 'warning',
  INVALID_ROLE_REFERENCE: 'warning',
  INVALID_USER_REFERENCE: 'warning',
  MISSING_VERSION: 'warning',
  POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: 'warning',
  POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: 'warning',
  POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: 'warning',
  RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY: 'warning',
  RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY: 'warning',
  RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: 'warning',
  SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: 'warning',
  TYPE_MISMATCH: 'warning',
  TYPE_MISMATCH_BOOLEAN: 'warning',
  TYPE_MISMATCH_DATE: 'warning',
  TYPE_MISMATCH_NUMBER: 'warning',
  TYPE_MISMATCH_STRING: 'warning',
  UNIQUE_SIDS_RECOMMENDED: 'warning',
  USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: 'warning',
  WILDCARD_WITHOUT_LIKE_OPERATOR: 'warning',

  ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: 'suggestion',
  ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: 'suggestion',
  CONFIRM_AUDIENCE_CLAIM_TYPE: 'suggestion',
  EMPTY_ARRAY_ACTION: 'suggestion',
  EMPTY_ARRAY_CONDITION: 'suggestion',
  EMPTY_ARRAY_CONDITION_FORALLVALUES: 'suggestion',
  EMPTY_ARRAY_CONDITION_FORANYVALUE: 'suggestion',
  EMPTY_ARRAY_CONDITION_IFEXISTS: 'suggestion',
  EMPTY_ARRAY_PRINCIPAL: 'suggestion',
  EMPTY_ARRAY_RESOURCE: 'suggestion',
  EMPTY_OBJECT_CONDITION: 'suggestion',
  EMPTY_OBJECT_PRINCIPAL: 'suggestion',
  EMPTY_SID_VALUE: 'suggestion',
  EQUIVALENT_TO_NULL_FALSE: 'suggestion',
  EQUIVALENT_TO_NULL_TRUE: 'suggestion',
  IMPROVE_IP_RANGE: 'suggestion',
  IRRELEVANT_CONDITION_KEY_IN_POLICY: 'suggestion',
  NULL_WITH_QUALIFIER: 'suggestion',
  PRIVATE_IP_ADDRESS_SUBSET: 'suggestion',
  PRIVATE_NOT_IP_ADDRESS_SUBSET: 'suggestion',
  RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: 'suggestion',
  REDUNDANT_ACTION: 'suggestion',
  REDUNDANT_CONDITION_VALUE_NUM: 'suggestion',
  REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: 'suggestion',
  REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY: 'suggestion',
  REDUNDANT_RESOURCE: 'suggestion',
  REDUNDANT_STATEMENT: 'suggestion',
  REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: 'suggestion',
  WILDCARD_IN_SERVICE_NAME: 'suggestion',
} as const satisfies Readonly<Record<string, CheckSeverity>>;

/** Code of a check. */
export type CheckCode = keyof typeof severityOf;
