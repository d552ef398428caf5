import type { Example } from './define-rule';

/** An example as the Terraform JSON configuration that CDKTF would write for it. */
export function terraformOf(example: Example): {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
} {
  const resource: Record<string, Record<string, unknown>> = {};
  const data: Record<string, Record<string, unknown>> = {};
  for (const [address, values] of Object.entries(example.resources)) {
    const [type = '', name = ''] = address.replace(/^data\./, '').split('.');
    const section = address.startsWith('data.') ? data : resource;
    (section[type] ??= {})[name] = values;
  }
  return { resource, data };
}
