import type { Document } from 'yaml';
import { ConfigurationError } from './configuration-model';

/** Names under which a configuration lies in a folder; the first one that is there counts. */
export const configurationFiles = ['iam-guardrails.yaml', 'iam-guardrails.yml', 'iam-guardrails.json'] as const;

/**
 * The content of a configuration file, YAML or JSON; an empty one is the default configuration. Throws a
 * `ConfigurationError` that names line and column and shows nothing of the text.
 */
export function parseConfigurationText(text: string): unknown {
  // Loaded only here: most checks run without a file, and every preview waits for the start.
  const { parseDocument } = require('yaml') as typeof import('yaml');
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'error' });
  // What it only warns of, such as a tag that nobody knows, would be read as something else than it says.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem === undefined) return valueOf(document);
  const [start] = problem.linePos ?? [];
  const [words = ''] = problem.message.split(/ at line \d+, column \d+|\n/);
  const place = start === undefined ? '' : `line ${start.line}, column ${start.col}: `;
  throw new ConfigurationError([`${place}it is neither YAML nor JSON (${begun(words)})`]);
}

/** The `yaml` library looks at aliases only here. */
function valueOf(document: Document.Parsed): unknown {
  try {
    return (document.toJS() as unknown) ?? undefined;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new ConfigurationError([`it is neither YAML nor JSON (${begun(error.message)})`]);
  }
}

function begun(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
