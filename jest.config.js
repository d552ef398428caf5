'use strict';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Real engines start in some tests, and the machines are shared: no test is about time.
  testTimeout: 180_000,
  testMatch: ['<rootDir>/{shared-rules,pack,pulumi-policy,cdktf-aspects,cli,test}/src/**/*.test.ts'],
  // Sandboxes of mutation testing hold copies of the packages.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^@iam-guardrails/([^/]+)$': '<rootDir>/$1/src',
    '^@iam-guardrails/([^/]+)/(.+)$': '<rootDir>/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
