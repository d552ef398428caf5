/**
 * An exemption as the name of an output. Of what a program may say about a resource, policies are shown its properties and few of
 * its options; the names of additional secret outputs are the one that takes any text, and means nothing where no output has that name.
 */

/** Begins such a name; what follows is JSON. */
const PREFIX = 'iam-guardrails:exempt:';

/** The name that stands for an exemption. */
export function nameOf(exemption: object): string {
  return `${PREFIX}${JSON.stringify(exemption)}`;
}

/** The names of outputs, and the exemptions among them as they are written: text where it is no JSON. */
export function namesAndExemptions(names: readonly string[]): {
  readonly names: readonly string[];
  readonly exemptions: readonly unknown[];
} {
  const written = names.filter((name) => name.startsWith(PREFIX));
  return {
    names: names.filter((name) => !written.includes(name)),
    exemptions: written.map((name) => parsed(name.slice(PREFIX.length))),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
