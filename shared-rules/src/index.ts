/** What is true about IAM: the model, the rules and the engine that every front end of iam-guardrails runs. */
export { isDeclared, type Declarable } from './access/declared';
export { labelOf } from './access/of-principal';
export { rules } from './catalogue';
export {
  baselineOf,
  goneFrom,
  joinedBaselines,
  parseBaseline,
  withBaseline,
  writtenBaseline,
  type Baseline,
  type BaselineEntry,
  type MayAccept,
} from './engine/baseline';
export { defaultEnforcement, parseConfiguration, parseLayers, type Layer } from './engine/configuration';
export {
  ConfigurationError,
  type Configuration,
  type ConfiguredValue,
  type Exemption,
  type ExemptionPlace,
  type ExemptionPolicy,
  type Levels,
  type RuleSetting,
} from './engine/configuration-model';
export { configurationSchema } from './engine/configuration-schema';
export { configurationFiles, parseConfigurationText } from './engine/configuration-text';
export { DEFECT, evaluate, type Around, type EvaluateOptions } from './engine/evaluate';
export { EXEMPTIONS_GUIDE, ISSUES } from './rule/pages';
export { exemptionFaults } from './engine/exempt';
export { shownAddress } from './model/address';
export { CLOUDS, cloudOf, type Cloud } from './model/cloud';
export { didYouMean, nearest } from './model/nearest';
export { booleanOf, numberOf, type Setting } from './model/settings';
export { rulesProblem } from './engine/rules-problem';
export { readTerraform, type TerraformOptions, type TerraformStack } from './expressions';
export type * from './model/iam-model';
export type { Location, NotChecked, Resource, Stack } from './model/resource';
export * from './model/value';
export { controls, controlsOf, frameworks, type Framework } from './presets/controls';
export { presets } from './presets/presets';
export { recommendations, sources, type Recommendation } from './presets/recommendations';
export * from './report';
export * from './rule/define-rule';
export { ENTITY_KINDS } from './rule/entity-kinds';
export { terraformOf } from './rule/example';
export type { Preset, PresetRule } from './rule/preset';
export { optionSchemas, type JsonSchema } from './rule/json-schema';
export { optionsOf, type RuleOption } from './rule/options';
export * from './rule/finding';
export { machineUserOptions } from './rules/users/machine-users';
export { awsAttribute } from './schemas/aws-attributes';
export { version } from './version';
