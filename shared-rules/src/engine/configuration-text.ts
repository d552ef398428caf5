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
  const [problem] = document.errors;
  if (problem === undefined) return (document.toJS() as unknown) ?? undefined;
  const [start] = problem.linePos ?? [];
  const [words = ''] = problem.message.split(/ at line \d+, column \d+|\n/);
  const place = start === undefined ? '' : `line ${start.line}, column ${start.col}: `;
  throw new ConfigurationError([
    `${place}it is neither YAML nor JSON (${words.charAt(0).toLowerCase()}${words.slice(1)})`,
  ]);
}
