// @ts-check
'use strict';

const jest = require('./jest.config');

// `npm run mutation`: a mutant of the policy language or of the access engine that no test notices is a missing test. All of
// it takes hours; `npm run mutation -- --mutate shared-rules/src/policy/glob.ts` takes a minute. What did not change since the
// run before is not run again.
const reports = 'coverage/mutation';

module.exports = {
  testRunner: 'jest',
  jest: {
    config: {
      ...jest,
      testMatch: ['<rootDir>/shared-rules/src/{policy,access,rules}/**/*.test.ts'],
      // What bounds time would take it again for every mutant.
      testPathIgnorePatterns: ['/node_modules/', 'hostile'],
    },
    // The tests beside a file are not all that speak of it.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // What runs once at loading (tables, expressions) would need every test for every mutant.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 30_000,
  // The run without a mutant, all property tests in one process.
  dryRunTimeoutMinutes: 60,
  mutate: [
    'shared-rules/src/{policy,access}/**/*.ts',
    '!shared-rules/src/policy/data/**',
    '!shared-rules/src/**/*.test.ts',
  ],
  ignorePatterns: [
    '/.ci',
    '/cdktf-aspects',
    '/cdktf.out',
    '/cli',
    '/docs',
    '/examples',
    '/pulumi-policy',
    '/scripts',
    '/test',
    '**/dist',
  ],
  incremental: true,
  incrementalFile: `${reports}/incremental.json`,
  tempDirName: `${reports}/sandboxes`,
  reporters: ['clear-text', 'html', 'json', 'progress'],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: `${reports}/report.html` },
  jsonReporter: { fileName: `${reports}/report.json` },
};
