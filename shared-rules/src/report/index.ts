import { json } from './json';
import type { Reporter } from './reporter';
import { sarif } from './sarif';
import { text } from './text';

export { isBlocking } from './blocking';
export { exemptionText } from './exemption-text';
export { formatFinding, moreOf } from './format-finding';
export { printable } from './printable';
export { fixOf } from './suggestion';
export type { Reporter, ReportOptions, Tone } from './reporter';

const table = { text, json, sarif } satisfies Readonly<Record<string, Reporter>>;

/** Name of a report format. */
export type ReportFormat = keyof typeof table;

/** Every format that a report can be written in, by the name that `--format` takes. */
export const reporters: Readonly<Record<ReportFormat, Reporter>> = table;
