// @ts-check
'use strict';

// Prints the versions of the engines that the tests ran, and as the last line the sum of tests and failed steps.
//   node .ci/report.js JEST_RESULT NUMBER_OF_FAILED_STEPS

const { existsSync, readFileSync } = require('node:fs');

const [file = '', steps = '0'] = process.argv.slice(2);

function printEngines() {
  /** @type {typeof import('../test/src/engines/versions')} */
  const { engineVersions } = require('../test/dist/engines/versions.js');
  for (const [name, version] of Object.entries(engineVersions())) console.log(`${name}: ${version}`);
}

/** @returns {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} */
function jestResult() {
  const none = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : none;
}

const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = jestResult();
const broken = numFailedTests + numRuntimeErrorTestSuites;
// A failed `npm test` whose failures are counted one by one is not counted again.
let failed = broken + Math.max(0, Number(steps) - (broken > 0 ? 1 : 0));

console.log('\n== engines');
try {
  printEngines();
} catch (error) {
  failed += 1;
  console.log(`the engines could not be listed: ${error instanceof Error ? error.message : String(error)}`);
}
if (passed === 0) failed = Math.max(failed, 1);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
