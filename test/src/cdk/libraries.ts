import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineRule, stringOf, type Rule } from '@iam-guardrails/shared-rules';
import * as cdktf from 'cdktf';
import * as cdktn from 'cdktn';
import type { Construct } from 'constructs';
import * as v from 'valibot';

/** The surface that the tests use; it is the same in both. */
export type Library = typeof cdktf;

/** Both libraries, with the version whose internals the tests pin. */
export const libraries: readonly { readonly name: string; readonly lib: Library }[] = [
  { name: 'cdktf 0.21', lib: cdktf },
  { name: 'cdktn 0.24', lib: cdktn as unknown as Library },
];

const example = { title: 'an example', resources: {} };
const nothing = { violating: [{ ...example, at: [] }], compliant: [example] } as const;
const about = {
  rationale: 'It is a rule of the tests.',
  remediation: 'Take it away.',
  recommendations: [],
  options: v.strictObject({}),
  examples: nothing,
};

/** Speaks about every user. */
export const noUsers = defineRule({
  ...about,
  id: 'no-iam-users',
  title: 'There are no users',
  severity: 'high',
  appliesTo: ['user'],
  decidedByOneResource: [],
  messages: { user: 'there is a user' },
  check: (user, context) => context.report({ message: 'user', data: {}, at: user.resource }),
});

/** Speaks about policies whose text allows every action; a text that is not known is unresolved. */
export const noAdminPolicies = defineRule({
  ...about,
  id: 'no-admin-policies',
  title: 'No policy allows everything',
  severity: 'critical',
  appliesTo: ['policy'],
  decidedByOneResource: [],
  messages: { everything: 'the policy allows everything' },
  check({ document, resource }, context) {
    if (document.kind === 'unknown') return context.unresolved(document, resource, 'policy');
    if (!/"Action":\s*"\*"/.test(stringOf(document) ?? '')) return;
    context.report({ message: 'everything', data: {}, at: resource, property: 'policy' });
  },
});

/** Throws whenever it is asked. */
export const crashes = defineRule({
  ...about,
  id: 'crashing-rule',
  title: 'It crashes',
  severity: 'low',
  appliesTo: ['user'],
  decidedByOneResource: [],
  messages: {},
  check: () => {
    throw new TypeError('the-canary-of-the-crash');
  },
});

/** Both rules, so that the tests do not depend on what the catalogue holds. */
export const rules: readonly Rule[] = [noUsers, noAdminPolicies];

const folders: string[] = [];

/** A new empty folder; `removeFolders` takes it away. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'iam-guardrails-'));
  folders.push(path);
  return path;
}

/** Takes away what `folder` made. */
export function removeFolders(): void {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
}

/** A policy document. */
export const allow = (action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

type Properties = Readonly<Record<string, unknown>>;

/** A resource that no prebuilt provider knows. */
export function resource(
  lib: Library,
  scope: Construct,
  type: string,
  id: string,
  properties: Properties = {},
): cdktf.TerraformResource {
  const made = new lib.TerraformResource(scope, id, { terraformResourceType: type });
  for (const [key, value] of Object.entries(properties)) made.addOverride(key, value);
  return made;
}

/** A user. */
export const user = (lib: Library, scope: cdktf.TerraformStack, id: string): cdktf.TerraformResource =>
  resource(lib, scope, 'aws_iam_user', id, { name: id });

/** A policy that allows one action. */
export const policy = (
  lib: Library,
  scope: cdktf.TerraformStack,
  id: string,
  action: string,
): cdktf.TerraformResource => resource(lib, scope, 'aws_iam_policy', id, { name: id, policy: allow(action) });

/** An app that writes to a folder of its own. */
export function newApp(lib: Library, configuration: cdktf.AppConfig = {}): cdktf.App {
  return new lib.App({ outdir: folder(), ...configuration });
}

/** What a call throws, as text; empty when it does not. */
export function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}
