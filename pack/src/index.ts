/** What an organisation publishes for all of its stacks, and how every front end reads it together with what lies beside a stack. */
export { definePack, type Pack, type PackDefinition } from './define-pack';
export { configurationIn, load, type LoadOptions, type Loaded } from './load';
export { today } from './today';
