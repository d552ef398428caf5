/**
 * What IAM Access Analyzer's policy validation says of a document, as far as it can be said without an account (IAM User
 * Guide, "IAM policy validation check reference"). Each family of checks is a file of `validate/`.
 */
import { severityOf, type AddCheck, type PolicyCheck, type PolicyType } from './check';
import { parsePolicy, type ParsedPolicy } from './parse';
import { asObject, hasElement, isHole, isOpen, structureChecks, type StructureCheck } from './structure';
import { checkActions } from './validate/actions';
import { checkAddresses } from './validate/addresses';
import { checkConditionKeys } from './validate/condition-keys';
import { checkConditionValues } from './validate/condition-values';
import { checkElements, checkRepeatedStatements } from './validate/elements';
import { checkGrants } from './validate/grants';
import { checkOperators } from './validate/operators';
import { checkPrincipals } from './validate/principals';
import { checkResourceControl } from './validate/resource-control';
import { checkResourcePolicy } from './validate/resource-policy';
import { checkResources } from './validate/resources';
import { checkServicePrincipals } from './validate/service-principals';
import { checkSize } from './validate/size';
import { checkTagConditions } from './validate/tags';
import { checkTrust } from './validate/trust';
import { checkVariables } from './validate/variables';
import { statementsOf, type PolicyView, type StatementView } from './validate/view';

/** What kind of policy a document is. */
export interface ValidateOptions {
  readonly type: PolicyType;
  /** CloudFormation type of the resource that a resource policy belongs to, such as `AWS::S3::Bucket`. */
  readonly resourceType?: string;
}

const FAMILIES: readonly ((statement: StatementView, policy: PolicyView) => void)[] = [
  checkElements,
  checkPrincipals,
  checkTrust,
  checkActions,
  checkResources,
  checkResourcePolicy,
  checkOperators,
  checkConditionKeys,
  checkConditionValues,
  checkAddresses,
  checkVariables,
  checkGrants,
  checkTagConditions,
  checkServicePrincipals,
  checkResourceControl,
];

/**
 * All checks of a document: JSON text, data, or a `Value` that is known in parts, of which the unknown parts are not judged.
 * In the order of the document's statements, structure first. Never throws.
 */
export function validatePolicy(source: unknown, options: ValidateOptions): readonly PolicyCheck[] {
  const parsed = parsePolicy(source);
  if (parsed.json === undefined && (parsed.open !== undefined || parsed.checks.length > 0)) return parsed.checks;
  const type = options.resourceType === TRUST ? 'trust' : options.type;
  const found: StructureCheck[] = [...structureChecks(parsed.json, type)];
  const json = asObject(parsed.json);
  if (json !== undefined) {
    validate(json, parsed, { ...options, type }, (code, path, message, more = {}) => {
      if (found.length < MOST) found.push({ code, severity: severityOf[code], message, path, ...more });
    });
  }
  return [...parsed.checks, ...found.map((check) => placed(check, parsed))];
}

/** What Access Analyzer calls a trust policy where it asks for the type of the resource. */
const TRUST = 'AWS::IAM::AssumeRolePolicyDocument';

/** Nobody reads more of one document. */
const MOST = 10_000;

/** Enough to look for what hundreds of misspelled actions mean. */
const BUDGET = 500_000;

function validate(
  source: Readonly<Record<string, unknown>>,
  parsed: ParsedPolicy,
  options: ValidateOptions,
  add: AddCheck,
): void {
  const version = source['Version'];
  const policy: PolicyView = {
    ...options,
    source,
    statements: statementsOf(source),
    ...(isHole(version) ? {} : { variables: version === '2012-10-17' }),
    add,
    budget: { left: BUDGET },
  };
  if (!hasElement(source, 'Version') && !isOpen(source)) {
    add('MISSING_VERSION', [], 'the document has no `Version`, write `"Version": "2012-10-17"`');
  }
  for (const statement of policy.statements) for (const check of FAMILIES) check(statement, policy);
  checkRepeatedStatements(policy);
  checkSize(policy, parsed.text);
}

function placed({ about, ...check }: StructureCheck, parsed: ParsedPolicy): PolicyCheck {
  const position = parsed.positionOf(check.path, about);
  return position === undefined ? check : { ...check, position };
}
