/** What is true about IAM: the model, the rules and the engine that every front end of iam-guardrails runs. */
export { rules } from './catalogue';
export {
  ConfigurationError,
  defaultEnforcement,
  parseConfiguration,
  type Configuration,
  type RuleSetting,
} from './engine/configuration';
export { configurationFiles, parseConfigurationText } from './engine/configuration-text';
export { DEFECT, evaluate, ruleUrl, type Around, type EvaluateOptions } from './engine/evaluate';
export { didYouMean, nearest } from './model/nearest';
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
export { terraformOf } from './rule/example';
export type { Preset, PresetRule } from './rule/preset';
export { optionsOf, type RuleOption } from './rule/options';
export * from './rule/finding';
export { awsAttribute } from './schemas/aws-attributes';
export { version } from './version';
