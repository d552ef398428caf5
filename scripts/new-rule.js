// @ts-check
'use strict';
/*
 * Begins a rule: writes its file and puts it into the catalogue.
 *
 *   npm run new-rule -- <topic>/<rule-id>
 *
 * The file holds a check and examples that run. What is still to be written begins with TODO: the tests of the rules name it.
 */
const { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, join, resolve } = require('node:path');

const source = resolve(__dirname, '..', 'shared-rules', 'src');
const catalogue = join(source, 'catalogue.ts');
const USAGE = 'usage: npm run new-rule -- <topic>/<rule-id>';

/** A mistake of whoever calls: nothing was written. */
class UsageError extends Error {}

/** @param {string} folder */
const foldersIn = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** @param {string} id */
const exportOf = (id) => id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** @param {readonly string[]} given */
function readArguments(given) {
  const [name = '', ...others] = given;
  const [topic = '', id = '', ...more] = name.split('/');
  if (others.length > 0 || more.length > 0 || topic === '' || id === '') throw new UsageError(USAGE);
  const topics = foldersIn(join(source, 'rules'));
  if (!topics.includes(topic))
    throw new UsageError(`there is no topic \`${topic}\` (folders of shared-rules/src/rules): ${topics.join(', ')}`);
  // One word may be a word of the language, and then its export does not compile.
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id))
    throw new UsageError(
      `the rule id \`${id}\` is not in kebab case of two words or more, such as \`no-root-access-key\``,
    );
  const taken = topics.find((each) => existsSync(join(source, 'rules', each, `${id}.ts`)));
  if (taken !== undefined) throw new UsageError(`the rule \`${id}\` is there already: rules/${taken}/${id}.ts`);
  return { topic, id };
}

const IMPORT = /^import \{ (\w+) \} from '(\.\/rules\/[^']+)';$/;
const ENTRY = /^ {2}(\w+),$/;

/**
 * Puts a line where its key comes in the order of the others.
 * @param {readonly string[]} lines
 * @param {(line: string) => string | undefined} keyOf
 * @param {string} line
 */
function insert(lines, keyOf, line) {
  const keys = lines.map(keyOf);
  const own = keyOf(line);
  if (own === undefined || keys.every((key) => key === undefined)) throw new Error('catalogue.ts has an unknown form');
  if (keys.includes(own)) throw new UsageError(`catalogue.ts has \`${own}\` already`);
  const next = keys.findIndex((key) => key !== undefined && key > own);
  const at = next === -1 ? keys.findLastIndex((key) => key !== undefined) + 1 : next;
  return [...lines.slice(0, at), line, ...lines.slice(at)];
}

/** @param {{ readonly topic: string, readonly id: string }} rule */
function catalogueWith({ topic, id }) {
  const lines = readFileSync(catalogue, 'utf8').split('\n');
  const name = exportOf(id);
  const imported = insert(lines, (line) => IMPORT.exec(line)?.[2], `import { ${name} } from './rules/${topic}/${id}';`);
  return insert(imported, (line) => ENTRY.exec(line)?.[1], `  ${name},`).join('\n');
}

const TEMPLATE = `import * as v from 'valibot';
import { labelOf } from '../../access/of-principal';
import { stringOf, unknown } from '../../model/value';
import { defineRule } from '../../rule/define-rule';

/** TODO: what holds, as a sentence. */
export const <export> = defineRule({
  id: '<id>',
  title: 'TODO: a sentence that is true of a compliant stack, without a full stop',
  severity: 'low',
  rationale: 'TODO: why somebody should care.',
  remediation: 'TODO: what to do, as one or two imperative sentences.',
  recommendations: ['TODO: ids from docs/coverage.md'],
  appliesTo: ['user'],
  decidedByOneResource: ['user'],
  options: v.strictObject({}),
  messages: { found: 'TODO: \`{user}\` is what the rule is against' },

  check(user, { report, unresolved }) {
    const name = stringOf(user.name);
    if (name === undefined) unresolved(unknown('the name of the user is not known'), user.resource, 'name');
    else if (name === 'todo') report({ message: 'found', at: user.resource, data: { user: labelOf(user) } });
  },

  examples: {
    violating: [
      {
        title: 'TODO: what is wrong',
        resources: { 'aws_iam_user.it': { name: 'todo' } },
        at: ['aws_iam_user.it'],
      },
    ],
    compliant: [
      { title: 'TODO: its nearest neighbour that is right', resources: { 'aws_iam_user.it': { name: 'done' } } },
    ],
    unresolved: [
      {
        title: 'TODO: what depends on a value that is not known yet',
        resources: {
          'aws_ssm_parameter.name': { name: '/name', type: 'String' },
          'aws_iam_user.it': { name: '\${aws_ssm_parameter.name.insecure_value}' },
        },
        at: ['aws_iam_user.it'],
      },
    ],
  },
});
`;

/** @param {string} id */
const ruleText = (id) => TEMPLATE.replace('<export>', exportOf(id)).replace('<id>', id);

/** Both files or none. @param {{ readonly topic: string, readonly id: string }} rule */
function write(rule) {
  const changed = catalogueWith(rule);
  const file = join(source, 'rules', rule.topic, `${rule.id}.ts`);
  const next = `${catalogue}.next`;
  // Fails when somebody else has made the file by now, and leaves it alone.
  writeFileSync(file, ruleText(rule.id), { flag: 'wx' });
  try {
    writeFileSync(next, changed);
    renameSync(next, catalogue);
  } catch (error) {
    rmSync(next, { force: true });
    rmSync(file);
    throw error;
  }
}

try {
  const rule = readArguments(process.argv.slice(2));
  write(rule);
  console.log(
    `shared-rules/src/rules/${rule.topic}/${rule.id}.ts is written and in the catalogue. Its tests say what to fill in:`,
  );
  console.log(`  npx jest shared-rules/src/rules -t ${rule.id}`);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(`${basename(__filename, '.js')}: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
