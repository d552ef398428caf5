/** What a JSON document is, by its content. */
export type JsonKind =
  | { readonly kind: 'terraform' }
  | { readonly kind: 'cdktf-manifest' }
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'unknown' };

type Fields = Readonly<Record<string, unknown>>;

const TERRAFORM = [
  ...['resource', 'data', 'module', 'variable', 'output', 'locals', 'provider', 'terraform'],
  ...['moved', 'import', 'removed', 'check', 'ephemeral'],
];

/** Tells the formats that people have in their folders apart. */
export function detect(json: unknown): JsonKind {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { kind: 'unknown' };
  const fields = json as Fields;
  const what = unsupported(fields);
  if (what !== undefined) return { kind: 'unsupported', what };
  if (isManifest(fields)) return { kind: 'cdktf-manifest' };
  const keys = Object.keys(fields).filter((key) => key !== '//');
  return keys.every((key) => TERRAFORM.includes(key)) ? { kind: 'terraform' } : { kind: 'unknown' };
}

/** True for the manifest that cdktf and cdktn write beside `stacks`. */
export function isManifest(fields: Fields): boolean {
  return typeof fields['version'] === 'string' && typeof fields['stacks'] === 'object' && fields['stacks'] !== null;
}

function unsupported(fields: Fields): string | undefined {
  const has = (...keys: readonly string[]): boolean => keys.every((key) => key in fields);
  if (has('format_version', 'resource_changes') || has('format_version', 'planned_values')) return 'a Terraform plan';
  if (has('format_version', 'values') || has('terraform_version', 'serial')) return 'a Terraform state';
  if (has('steps', 'changeSummary') || has('steps', 'config')) return 'a `pulumi preview --json`';
  if (has('version', 'deployment')) return 'a `pulumi stack export`';
  if (has('AWSTemplateFormatVersion') || isTemplate(fields['Resources'])) return 'a CloudFormation template';
  if (has('Statement')) return 'an IAM policy document';
  return undefined;
}

function isTemplate(resources: unknown): boolean {
  if (typeof resources !== 'object' || resources === null) return false;
  return Object.values(resources as Fields).some(
    (resource) => typeof resource === 'object' && resource !== null && 'Type' in resource,
  );
}
