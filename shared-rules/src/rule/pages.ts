/** Addresses of this project's pages. */

/** The project. */
export const HOME = 'https://github.com/iam-guardrails/iam-guardrails';

/** Where defects are reported. */
export const ISSUES = `${HOME}/issues`;

/** Page about exemptions. */
export const EXEMPTIONS_GUIDE = `${HOME}/blob/main/docs/guide/exemptions.md`;

/** Page about rules that are not of the catalogue. */
export const OWN_RULES_GUIDE = `${HOME}/blob/main/docs/guide/own-rules.md`;

/** Page of a rule of the catalogue. */
export function ruleUrl(id: string): string {
  return `${HOME}/blob/main/docs/rules/${id}.md`;
}
