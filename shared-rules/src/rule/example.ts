import type { Example } from './define-rule';

type Block = Readonly<Record<string, unknown>>;

/** An example as the Terraform JSON configuration that CDKTF would write for it. */
export function terraformOf(example: Example): Readonly<Record<string, Block>> & {
  readonly resource: Readonly<Record<string, Block>>;
} {
  const blocks: Record<string, Record<string, unknown>> = { resource: {}, data: {} };
  const under = (...labels: readonly string[]): Record<string, unknown> =>
    labels.reduce<Record<string, unknown>>((at, label) => (at[label] ??= {}) as Record<string, unknown>, blocks);
  for (const [address, values] of Object.entries(example.resources)) {
    const [kind = '', name = '', last = ''] = address.split('.');
    switch (kind) {
      case 'output':
      case 'module':
        under(kind)[name] = values;
        break;
      case 'var':
        under('variable')[name] = values;
        break;
      case 'local':
        under('locals')[name] = values['value'];
        break;
      case 'provider': {
        // Several blocks of one provider are told apart by their alias.
        const others = (under('provider')[name] ?? []) as readonly unknown[];
        under('provider')[name] = [...others, last === '' ? values : { alias: last, ...values }];
        break;
      }
      case 'data':
        under('data', name)[last] = values;
        break;
      default:
        under('resource', kind)[name] = values;
    }
  }
  return { resource: {}, ...blocks };
}
