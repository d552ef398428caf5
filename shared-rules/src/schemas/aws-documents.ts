/** Policy documents as such, where they stand. */
import type { PolicyDocument } from '../model/iam-model';
import type { OrganizationPolicy } from '../model/organization';
import type { Resource } from '../model/resource';
import { isNull } from '../model/value';
import type { Of } from './aws-drafts';
import { blocksIn } from './blocks';

const DOCUMENTS = [
  ['aws_iam_policy', 'policy', 'identity'],
  ['aws_iam_user_policy', 'policy', 'identity'],
  ['aws_iam_role_policy', 'policy', 'identity'],
  ['aws_iam_group_policy', 'policy', 'identity'],
  ['aws_ssoadmin_permission_set_inline_policy', 'inline_policy', 'identity'],
  ['aws_iam_role', 'assume_role_policy', 'trust'],
] as const;

/** Every identity and trust policy that stands in the stack itself. */
export function documents(of: Of): readonly PolicyDocument[] {
  const plain = DOCUMENTS.flatMap(([type, property, use]) =>
    of(type).flatMap((resource): readonly PolicyDocument[] => {
      const document = resource.values.get(property);
      return document === undefined || isNull(document)
        ? []
        : [{ kind: 'document', resource, property, document, use }];
    }),
  );
  return [...plain, ...of('aws_iam_role').flatMap(inlineDocuments)];
}

/** The documents of control policies. */
export function controlDocuments(policies: readonly OrganizationPolicy[]): readonly PolicyDocument[] {
  return policies
    .filter(({ document }) => !isNull(document))
    .map(({ resource, property, document, use }) => ({ kind: 'document', resource, property, document, use }));
}

function inlineDocuments(resource: Resource): readonly PolicyDocument[] {
  return blocksIn(resource.values.get('inline_policy')).flatMap((block): readonly PolicyDocument[] => {
    const document = block.kind === 'map' ? block.entries.get('policy') : undefined;
    return document === undefined || isNull(document)
      ? []
      : [{ kind: 'document', resource, property: 'inline_policy', document, use: 'identity' }];
  });
}
