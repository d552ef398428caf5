// @ts-check
'use strict';

// An independent evaluator of single requests. Reads one JSON object a line on standard input and answers one a line:
//
//   { documents: { identity: [], boundary?, scps?: [[]], rcps?: [[]], session?, resource? },
//     requests: [{ principal, action, resource, account, context }], unchecked?: true }
//   -> { verdicts: [{ verdict: 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'error: why', ignored: [key] }] }
//   -> { problem: 'why' }
//
// `account` owns the resource; `ignored` are context keys that AWS does not send with the action. With `unchecked` every
// request is taken as it is, even if AWS has none like it; session policies are not looked at then. It is a process of its
// own because the evaluator is under the AGPL: nothing that is published imports it, and this package is in no workspace.

const readline = require('node:readline');
const { createValidatedPolicy } = require('@cloud-copilot/iam-policy');
const { runSimulation, runUnsafeSimulation } = require('@cloud-copilot/iam-simulate');

/** @typedef {{ principal: string, action: string, resource: string, account: string, context: Record<string, string | string[]> }} Request */
/** @typedef {{ identity: object[], boundary?: object, scps?: object[][], rcps?: object[][], session?: object, resource?: object }} Documents */

/**
 * The documents as the simulator takes them, each read once for all requests. Its grammar check is passed over: it refuses
 * what AWS accepts, such as `*:*`, and the documents are well formed.
 * @param {Documents} documents
 */
function prepare({ identity, boundary, scps = [], rcps = [], session, resource }) {
  const read = (/** @type {object} */ document) => createValidatedPolicy(document, () => []);
  const named = (/** @type {object[]} */ all) => all.map((each, name) => ({ name: `${name}`, policy: read(each) }));
  const levels = (/** @type {object[][]} */ all) =>
    all.map((each, level) => ({ orgIdentifier: `${level}`, policies: named(each) }));
  return {
    identityPolicies: named(identity),
    serviceControlPolicies: levels(scps),
    resourceControlPolicies: levels(rcps),
    ...(boundary && { permissionBoundaryPolicies: named([boundary]) }),
    ...(session && { sessionPolicy: read(session) }),
    ...(resource && { resourcePolicy: read(resource) }),
  };
}

/**
 * @param {any} documents what `prepare` returned
 * @param {Request} request
 * @param {boolean} unchecked
 */
async function ask(documents, { principal, action, resource, account, context }, unchecked) {
  const request = { principal, action, resource: { resource, accountId: account }, contextVariables: context };
  if (unchecked) return { verdict: runUnsafeSimulation({ request, ...documents }, {}), ignored: [] };
  const answer = await runSimulation({ request, ...documents }, { simulationMode: 'Strict' });
  if (answer.resultType === 'error') return { verdict: `error: ${answer.errors.message}`, ignored: [] };
  const ignored = answer.resultType === 'single' ? (answer.result.ignoredContextKeys ?? []) : [];
  return { verdict: answer.overallResult, ignored };
}

/** @param {string} line */
async function answer(line) {
  try {
    const { documents, requests, unchecked = false } = JSON.parse(line);
    const prepared = prepare(documents);
    const verdicts = [];
    for (const request of requests) verdicts.push(await ask(prepared, request, unchecked));
    return { verdicts };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
  }
}

void main();
