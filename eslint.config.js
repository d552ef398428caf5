// @ts-check
'use strict';

const javascript = require('@eslint/js');
const { defineConfig, globalIgnores } = require('eslint/config');
const tseslint = require('typescript-eslint');

/** @typedef {Record<string, 'off' | 'error' | ['error', ...unknown[]]>} Rules */

/** @type {Rules} What the compiler cannot say: one style of imports and exports, small functions, no unhandled case. */
const house = {
  '@typescript-eslint/consistent-type-exports': ['error', { fixMixedExportsWithInlineTypeSpecifier: true }],
  // `typeof import('yaml')` beside a lazy `require('yaml')` is the one type annotation that imports.
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/explicit-module-boundary-types': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'no-console': 'error',
  'no-restricted-exports': [
    'error',
    { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } },
  ],
};

/** @type {Rules} Where the strict set of typescript-eslint and this house disagree. */
const adjusted = {
  // `return report(...)` ends a check; it reads better than a block of two lines.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // Texts are taken apart by code point, as AWS and Terraform do.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  // What is needed rarely is loaded where it is needed.
  '@typescript-eslint/no-require-imports': 'off',
};

/** @type {Rules} A test is one long function, and speaks of shapes that it knows. */
const forTests = {
  'max-lines-per-function': 'off',
  'no-console': 'off',
  // Output is searched for control characters.
  'no-control-regex': 'off',
  // `void new Stack(app, 'a')` says that the construct is made for its effect.
  '@typescript-eslint/no-meaningless-void-operator': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/unbound-method': 'off',
};

const message = 'shared-rules knows no process, clock or network.';

/** @type {Rules} The rules give the same answer everywhere and always. dependency-cruiser limits what they import. */
const forSharedRules = {
  'no-restricted-globals': [
    'error',
    ...['fetch', 'performance', 'process', 'setInterval', 'setTimeout'].map((name) => ({ name, message })),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message },
  ],
};

module.exports = defineConfig(
  globalIgnores(['**/dist/', '**/cdktf.out/', 'coverage/', 'shared-rules/src/policy/data/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [javascript.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: { ...house, ...adjusted },
  },
  { files: ['cli/src/**/*.ts', 'test/src/**/*.ts'], rules: { 'no-console': 'off' } },
  { files: ['shared-rules/src/**/*.ts'], ignores: ['**/*.test.ts'], rules: forSharedRules },
  {
    files: ['**/*.test.ts', 'cli/templates/rule/*.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.check.json' } },
    rules: forTests,
  },
  {
    files: ['**/*.js'],
    extends: [javascript.configs.recommended, tseslint.configs.strict],
    languageOptions: { sourceType: 'commonjs' },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      // The compiler says it: `tsconfig.check.json`.
      'no-undef': 'off',
      'max-lines-per-function': house['max-lines-per-function'],
    },
  },
);
