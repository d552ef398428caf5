import { dictionary, known, list, unknown, type Unknown, type Value } from '@iam-guardrails/shared-rules';

/** The value without its references: those of another stack would be taken for resources of the stack that reads it. */
export function detached(value: Value): Value {
  switch (value.kind) {
    case 'known':
      return known(value.value);
    case 'unknown':
      return unknown(value.reason);
    case 'text':
      return {
        ...value,
        parts: value.parts.map((part) => (typeof part === 'string' ? part : unknown(part.reason))),
        references: [],
      };
    case 'list':
      return list(value.items.map(detached), [], bare(value.more));
    case 'map':
      return dictionary(
        [...value.entries].map(([key, inner]) => [key, detached(inner)] as const),
        [],
        bare(value.more),
      );
  }
}

function bare(more: Unknown | undefined): Unknown | undefined {
  return more === undefined ? undefined : unknown(more.reason);
}
