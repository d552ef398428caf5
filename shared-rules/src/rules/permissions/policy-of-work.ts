/** What the examples of the rules about grants have in common: one customer-managed policy, and its statements. */
type Statement = Readonly<Record<string, unknown>>;

/** A policy document as JSON text. */
export const document = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A stack of one policy with these statements. */
export const policy = (
  ...statements: readonly Statement[]
): Readonly<Record<string, Readonly<Record<string, unknown>>>> => ({
  'aws_iam_policy.work': { name: 'work', policy: document(...statements) },
});

/** A statement that allows. */
export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[],
  more: Statement = {},
): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});

/** Where the findings of that stack stand. */
export const at = ['aws_iam_policy.work'];
