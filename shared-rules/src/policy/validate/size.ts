/** Sizes of documents (IAM User Guide, "IAM and AWS STS quotas"; AWS Organizations User Guide, "Quotas"). */
import type { CheckCode, PolicyType } from '../check';
import { hasSymbol } from '../text';
import type { PolicyView } from './view';

interface Quota {
  readonly code: CheckCode;
  /** In characters, whitespace not counted. */
  readonly characters: number;
  readonly what: string;
}

/** The most that any policy of an identity may have: the inline policies of a role. */
const IDENTITY: Quota = {
  code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
  characters: 10_240,
  what: 'an inline policy of a role, the longest there is,',
};

/** A boundary is always a managed policy. */
const MANAGED: Quota = { ...IDENTITY, characters: 6144, what: 'a managed policy' };

const QUOTAS: Readonly<Partial<Record<PolicyType, Quota>>> = {
  identity: IDENTITY,
  boundary: MANAGED,
  trust: { code: 'POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA', characters: 2048, what: 'a trust policy by default' },
  scp: { code: 'POLICY_SIZE_EXCEEDS_SCP_QUOTA', characters: 10_240, what: 'a service control policy' },
  rcp: { code: 'POLICY_SIZE_EXCEEDS_RCP_QUOTA', characters: 5120, what: 'a resource control policy' },
};

/** The largest document that any service takes for its resources is that of an S3 bucket, with whitespace. */
const RESOURCE: Quota = {
  code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
  characters: 20_480,
  what: 'a bucket policy',
};

/** Checks the size of a document against the quota of its type. */
export function checkSize({ type, resourceType, source, add }: PolicyView, text: string | undefined): void {
  const quota = type === 'resource' && resourceType === 'AWS::S3::Bucket' ? RESOURCE : QUOTAS[type];
  if (quota === undefined || (text !== undefined && text.length <= quota.characters)) return;
  const whole = text ?? written(source);
  if (whole.length <= quota.characters || hasSymbol(whole)) return;
  const size = whole.replace(/\s+/g, '').length;
  if (size <= quota.characters) return;
  add(quota.code, [], `the document has ${size} characters, ${quota.what} may have ${quota.characters}: split it`);
}

function written(source: object): string {
  try {
    return JSON.stringify(source);
  } catch {
    // No JSON, such as an object that holds itself: it has no size.
    return '';
  }
}
