/** Inline documents. */
import type { PolicyDocument } from '../model/iam-model';
import { readDocument } from '../policy/document';

const HOLDERS: Readonly<Record<string, string>> = {
  aws_iam_user_policy: 'user',
  aws_iam_role_policy: 'role',
  aws_iam_group_policy: 'group',
  aws_iam_role: 'role',
};

/** Whom an identity document is written into; undefined where it stands on its own, or in a permission set as is normal there. */
export function inlineIn({ resource, use, document }: PolicyDocument): string | undefined {
  if (use !== 'identity') return undefined;
  const { open, problem, statements } = readDocument(document);
  const isEmpty = open === undefined && problem === undefined && statements.length === 0;
  return isEmpty ? undefined : HOLDERS[resource.type];
}
