import type { Report } from '../rule/finding';

interface Shape {
  readonly [key: string]: Shape;
}

const LEAF: Shape = {};

// The contract's objects in the contract's order; a key that is not named comes after these, alphabetically.
const FINDING: Shape = {
  ...{ rule: LEAF, severity: LEAF, enforcement: LEAF, status: LEAF, message: LEAF },
  resource: { address: LEAF, type: LEAF, stack: LEAF },
  property: LEAF,
  location: { file: LEAF, line: LEAF, constructPath: LEAF },
  witness: { principal: LEAF, action: LEAF, resource: LEAF, context: LEAF },
  ...{ suggestion: LEAF, recommendations: LEAF, controls: LEAF, remediation: LEAF, url: LEAF, fingerprint: LEAF },
  exemption: LEAF,
  also: LEAF,
};
const REPORT: Shape = {
  schemaVersion: LEAF,
  tool: { name: LEAF, version: LEAF },
  summary: {
    resources: LEAF,
    violations: { low: LEAF, medium: LEAF, high: LEAF, critical: LEAF },
    ...{ unresolved: LEAF, exempt: LEAF, notChecked: LEAF },
  },
  findings: FINDING,
  notChecked: { address: LEAF, reason: LEAF },
  folded: { ...FINDING, into: { rule: LEAF, fingerprint: LEAF } },
};

// JSON leaves these as they are, and a terminal that shows the output would obey them.
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu;

/** The report for programs: one object, equal bytes for equal reports. */
export function json(report: Report): string {
  return safeJson(inOrder(report, REPORT));
}

/** Indented JSON, with every character escaped that a terminal would obey. */
export function safeJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(UNPRINTABLE, escaped)}\n`;
}

function inOrder(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => inOrder(item, shape));
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.keys(shape);
  const rank = (key: string) => (Object.hasOwn(shape, key) ? named.indexOf(key) : named.length);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner, (Object.hasOwn(shape, key) ? shape[key] : undefined) ?? LEAF)]),
  );
}

function escaped(characters: string): string {
  // A character beyond the basic plane is two code units, and JSON escapes code units.
  const units = Array.from({ length: characters.length }, (_, index) => characters.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
