import type { Rule } from '../rule/define-rule';
import type { Report } from '../rule/finding';

/** What a piece of text stands for; the program that prints chooses the colours. */
export type Tone = 'mandatory' | 'advisory' | 'unresolved' | 'good' | 'strong' | 'quiet';

/** How a report is to be written. */
export interface ReportOptions {
  /** False writes no colour, whatever `paint` would do. */
  readonly color: boolean;
  /** The rules that ran: what a format says of them besides what they found. */
  readonly rules?: readonly Rule[];
  /** Wraps a text, already free of control characters, into the colour of its tone. */
  readonly paint?: (tone: Tone, text: string) => string;
}

/** Writes a report in one format. Pure: equal reports and options give equal bytes. */
export type Reporter = (report: Report, options: ReportOptions) => string;
