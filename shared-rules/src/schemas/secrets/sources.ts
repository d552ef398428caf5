/** Where secrets are made: attributes that a provider keeps secret. */
import type { SecretSource } from '../../model/iam-model';
import type { Resource } from '../../model/resource';
import { isNull, stringOf } from '../../model/value';
import { sensitiveAttributes } from './sensitive-attributes';

/** An attribute of which nobody else can say what it is: its words, and whether it signs in to the cloud. */
interface Named {
  readonly label: string;
  readonly isCredential?: true;
}

/**
 * Attributes of which the words are better than `the attribute ... of`, and those that are not in the table of the AWS provider:
 * the first one of a type is what a dependency on the resource as such may be.
 */
const NAMED: ReadonlyMap<string, Readonly<Record<string, Named>>> = new Map(
  Object.entries<Readonly<Record<string, Named>>>({
    aws_iam_access_key: {
      secret: { label: 'the secret of the access key', isCredential: true },
      ses_smtp_password_v4: { label: 'the SMTP password of the access key', isCredential: true },
    },
    aws_iam_user_login_profile: { password: { label: 'the console password', isCredential: true } },
    aws_iam_service_specific_credential: {
      service_password: { label: 'the password of the service credential', isCredential: true },
      service_credential_secret: { label: 'the secret of the service credential', isCredential: true },
    },
    aws_lightsail_bucket_access_key: {
      secret_access_key: { label: 'the secret of the access key', isCredential: true },
    },
    opentelekomcloud_identity_credential_v3: {
      secret: { label: 'the secret of the access key', isCredential: true },
    },
    opentelekomcloud_identity_user_v3: { password: { label: 'the password of the user', isCredential: true } },
    'data.opentelekomcloud_identity_temporary_aksk_v3': {
      secret: { label: 'the secret of the temporary access key', isCredential: true },
      security_token: { label: 'the security token of the temporary access key', isCredential: true },
    },
    huaweicloud_identity_access_key: { secret: { label: 'the secret of the access key', isCredential: true } },
    huaweicloud_identity_user: { password: { label: 'the password of the user', isCredential: true } },
    random_password: { result: { label: 'the random password' } },
    tls_private_key: {
      private_key_pem: { label: 'the private key' },
      private_key_pem_pkcs8: { label: 'the private key' },
      private_key_openssh: { label: 'the private key' },
    },
    'data.aws_secretsmanager_secret_version': {
      secret_string: { label: 'the content of the secret' },
      secret_binary: { label: 'the content of the secret' },
    },
    'data.aws_secretsmanager_random_password': { random_password: { label: 'the random password' } },
    'data.aws_kms_secrets': { plaintext: { label: 'the decrypted content of' } },
  }),
);

/**
 * Types that a dependency on the resource as such may mean the secret of, where an engine does not tell the attribute. Of a
 * database it would mean the address.
 */
const BY_DEPENDENCY = new Set([
  'aws_iam_access_key',
  'aws_iam_user_login_profile',
  'opentelekomcloud_identity_credential_v3',
  'huaweicloud_identity_access_key',
  'random_password',
]);

/** What the provider keeps secret and is none: ids, certificates, public keys, settings that may hold anything. */
const HARMLESS =
  /^(schema|notes|certificate|certificate_chain|certificate_pem|ca_certificate_pem|ca_pem|verification_certificate_pem|public_key|token_signing_public_keys|admin_username|client_id|bundle_id|team_id|token_key_id|kms_key_id|kms_encryption_context|platform_principal|content|environment_variables|airflow_configuration_options|athena_properties|(pre|post)_authentication_login_banner)$/;
const HARMLESS_OF = /^aws_s3_bucket_(object_lock|replication)_configuration$/;

/** Kept secret by the AWS provider, by type. */
const table: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  sensitiveAttributes
    .trim()
    .split('\n')
    .map((line) => {
      const [type = '', ...attributes] = line.split(' ');
      return [type, new Set(attributes)] as const;
    }),
);

/** Whether the provider keeps what stands in this argument secret. */
export function isKeptSecret(type: string, argument: string): boolean {
  return table.get(type)?.has(argument) === true;
}

/** Whether resources of the type may make or know something secret; `type` has `data.` in front for what is only read. */
export function mayMakeSecrets(type: string): boolean {
  return NAMED.has(type) || table.has(type) || type === 'data.terraform_remote_state';
}

/** The type in an address: `aws_iam_access_key` of `prod/module.ci.aws_iam_access_key.k["a.b"]`; with `data.` in front if so. */
function typeInAddress(address: string): string {
  const plain = address.replace(/\[[^\]]*\]/g, '');
  const own = plain.slice(plain.lastIndexOf('/') + 1);
  return /(?:^|\.)((?:data\.)?[a-z0-9-]+_\w+)\.[^.]+$/.exec(own)?.[1] ?? '';
}

/** The secret that a reference with an attribute leads to. `resource` is what stands at the address, if it is in the stack. */
export function sourceOf(address: string, attribute: string, resource?: Resource): SecretSource | undefined {
  const type = typeOf(address, resource);
  const named = NAMED.get(type)?.[attribute];
  if (named === undefined && !isSecretAttribute(type, attribute, resource)) return undefined;
  if (resource !== undefined && isEncrypted(resource)) return undefined;
  const { label, isCredential } = named ?? { label: `\`${attribute}\` of`, isCredential: undefined };
  return { address, attribute, label, isCredential: isCredential === true };
}

/** The secret that a dependency on the resource may mean, where the engine does not tell the attribute. */
export function sourceByDependency(address: string, resource?: Resource): SecretSource | undefined {
  const type = typeOf(address, resource);
  const [attribute] = Object.keys(NAMED.get(type) ?? {});
  return BY_DEPENDENCY.has(type) && attribute !== undefined ? sourceOf(address, attribute, resource) : undefined;
}

/** Whether a dependency on the resource may mean something secret of it. True for what nobody here knows. */
export function mayHoldSecret(address: string, resource?: Resource): boolean {
  const type = typeOf(address, resource);
  if (!type.startsWith('aws_')) return true;
  return table.has(type) || NAMED.has(type);
}

function typeOf(address: string, resource: Resource | undefined): string {
  if (resource === undefined) return typeInAddress(address);
  return resource.mode === 'data' ? `data.${resource.type}` : resource.type;
}

function isSecretAttribute(type: string, attribute: string, resource: Resource | undefined): boolean {
  if (!isKeptSecret(type, attribute) || HARMLESS.test(attribute) || HARMLESS_OF.test(type)) return false;
  // Most parameters hold what everybody may read; the provider does not ask.
  return type !== 'aws_ssm_parameter' || stringOf(resource?.values.get('type')) === 'SecureString';
}

/** A secret that the provider encrypts with somebody's public key never is in `secret`. */
function isEncrypted({ type, values }: Resource): boolean {
  return (
    /^(aws_iam_(access_key|user_login_profile)|opentelekomcloud_identity_credential_v3|huaweicloud_identity_access_key)$/.test(
      type,
    ) && !isNull(values.get('pgp_key'))
  );
}
