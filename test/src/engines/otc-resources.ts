import { type Created, type ResourceKind, hash } from './resource-kind';

/** Ids of Open Telekom Cloud are 32 hexadecimal digits. */
const identifier = (created: Created): string => hash('id', created).slice(0, 32);

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Twenty letters and digits, as the id (AK) of a real key. */
const keyId = (created: Created): string =>
  [...Buffer.from(hash('access', created), 'hex')].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('');

const keySecret = (created: Created): string =>
  Buffer.from(hash('secret', created), 'hex').toString('base64').repeat(2).replaceAll('=', '/').slice(0, 40);

const TOKEN = /^opentelekomcloud:index\/(\w+):\w+$/;

/**
 * What the provider of Open Telekom Cloud, bridged on the fly, does with a resource; undefined for a type of another provider.
 * Terraform's `id` is there twice: as the id of the resource, and as the attribute that makes room for it.
 */
export function otcKind(type: string): ResourceKind | undefined {
  const [, name] = TOKEN.exec(type) ?? [];
  if (name === undefined) return undefined;
  const isKey = name === 'identityCredentialV3';
  const secretOutputs = { access: keyId, secret: keySecret, createTime: () => '2026-01-01T00:00:00Z' };
  return {
    computed: { [`${name}Id`]: identifier, ...(isKey ? secretOutputs : {}) },
    secrets: isKey ? ['secret'] : name === 'identityUserV3' ? ['password'] : [],
    id: identifier,
  };
}
