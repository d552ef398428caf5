import { POLICY_ROWS } from '../../schemas/exposure/policy-table';
import { noPublicResourcePolicy } from './no-public-resource-policy';

describe('the page of no-public-resource-policy', () => {
  /** What the text says in one breath for two of them. */
  const joined: Readonly<Record<string, string>> = {
    'CodeArtifact repository': 'CodeArtifact domain and repository',
    'ECR repositories': 'ECR repository',
    'S3 table bucket': 'S3 table and table bucket',
  };

  it.each([...new Set(POLICY_ROWS.map(({ label }) => label))])('names what is read: %s', (label) => {
    expect(noPublicResourcePolicy.rationale).toContain(joined[label] ?? label);
  });
});
