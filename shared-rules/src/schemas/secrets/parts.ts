/**
 * Whether the secret part of a store arrives. A secrets manager often keeps more than the secret: of `{"username": ..., "password":
 * ..., "host": ...}` a program takes one part, and a reference does not tell which.
 */
import type { SecretSource } from '../../model/iam-model';
import type { Resource } from '../../model/resource';
import { shownAddress } from '../../model/address';
import { unknown, type Unknown, type Value } from '../../model/value';
import type { Argument } from './arguments';
import { plainName, saysIdentity, saysSecret } from './names';

/** Attributes that may hold more than a secret. */
const MIXED = /^(secret_string|secret_binary|plaintext|value|connection_properties)$/;

/** What is beside a password in the secrets that RDS and its like make (AWS Secrets Manager, JSON structure of secrets). */
const HARMLESS =
  /(^|_)(host|hostname|endpoint|address|port|engine|db|dbname|db_name|database|region|identifier|email|url|login|schema|mode)$/;

/** `flow` where it arrives for certain, `none` where what arrives is no secret, else why nobody can say. */
export function partArrives(
  source: SecretSource,
  argument: Pick<Argument, 'value' | 'property'>,
  maker: Resource | undefined,
): 'flow' | 'none' | Unknown {
  const { value, property } = argument;
  if (!MIXED.test(source.attribute) || isWhole(source, value, maker)) return 'flow';
  const name = property.slice(property.lastIndexOf('.') + 1);
  if (saysSecret(name)) return 'flow';
  if (saysIdentity(name) || HARMLESS.test(plainName(name))) return 'none';
  return unknown(
    `\`${property}\` is made of a part of ${source.label} \`${shownAddress(source.address)}\`, and it is not known of which`,
    [{ address: source.address, attribute: source.attribute }],
  );
}

/** An unknown that something was done with refers to more than the attribute; see the references of expressions. */
function isWhole({ address, attribute }: SecretSource, value: Value, maker: Resource | undefined): boolean {
  const isIt = (hole: Unknown): boolean =>
    hole.references.length === 1 &&
    hole.references[0]?.address === address &&
    hole.references[0].attribute === attribute;
  if (value.kind === 'unknown') return isIt(value);
  if (value.kind === 'text') return value.parts.some((part) => typeof part !== 'string' && isIt(part));
  const kept = maker?.values.get(attribute);
  return value.kind === 'known' && kept?.kind === 'known' && String(value.value).includes(String(kept.value));
}
