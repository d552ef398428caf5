/** Pulumi's names, types and values beside Terraform's. Loads nothing of Pulumi. */
export { pulumiType, terraformType } from './resource-type';
export { holdsJsonText, holdsUserKeys, pulumiName, terraformName } from './property-name';
export type { EngineResource } from './engine-resource';
export { notCheckedOf, resourceOf, stackFrom } from './stack';
export { type Naming, argumentsOf } from './value';
export { singularOf, snakeCase } from './words';
