/** Tests of rules, an organisation's own and those of the catalogue: their examples, run through the engine. */
export { checkExamples, type ExampleResult } from './check-examples';
export { testRule, type TestRunner } from './test-rule';
