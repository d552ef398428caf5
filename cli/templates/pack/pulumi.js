'use strict';
/* What Pulumi starts. Plain JavaScript, which runs before anything is compiled or installed and says what is missing. */
try {
  const { createPolicyPack } = require('@iam-guardrails/pulumi-policy');
  const { pack } = require('./dist/index.js');
  createPolicyPack({ name: 'acme-iam-guardrails', pack });
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
  const [, missing = 'a package'] = /'(.+?)'/.exec(error.message) ?? [];
  // The pack may lie in the `node_modules` of a project.
  const [project] = __dirname.split(/[\\/]node_modules[\\/]/);
  const help = missing.startsWith('./dist')
    ? `it is not compiled, so nothing was checked. Run: npm run build --prefix ${__dirname}`
    : `${missing} is not installed, so nothing was checked. Run: npm install --prefix ${project}`;
  process.stderr.write(`acme-iam-guardrails: ${help}\n`);
  process.exit(1);
}
