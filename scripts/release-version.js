// @ts-check
'use strict';

// `npm run release:version`: raises the versions by what .changeset holds, everywhere that a version is written.

const { execFileSync } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/**
 * @param {string} command
 * @param {...string} parameters
 */
const run = (command, ...parameters) => execFileSync(command, parameters, { cwd: root, stdio: 'inherit' });

/**
 * @param {string} path
 * @param {(text: string) => string} change
 */
function edit(path, change) {
  const file = join(root, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

run('npx', '--no-install', 'changeset', 'version');
const { version } = JSON.parse(readFileSync(join(root, 'shared-rules', 'package.json'), 'utf8'));
edit('shared-rules/src/version.ts', (text) => text.replace(/'\d[^']*'/, `'${version}'`));
edit('cli/templates/pack/package.json', (text) =>
  text.replace(/("(?:@iam-guardrails\/[\w-]+|iam-guardrails)": )"[^"]*"/g, `$1"${version}"`),
);
edit('test/package.json', (text) =>
  text.replace(/("(?:@iam-guardrails\/(?!test)[\w-]+|iam-guardrails)": )"[^"]*"/g, `$1"${version}"`),
);
run('npm', 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund');
run('npx', '--no-install', 'prettier', '--write', '--log-level', 'warn', '.');
