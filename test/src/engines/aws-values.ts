import { Struct } from 'google-protobuf/google/protobuf/struct_pb';

/** A value as it travels between Pulumi and a provider. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainObject;

/** An object as it travels between Pulumi and a provider. */
export interface PlainObject {
  readonly [key: string]: Plain;
}

/** What stands for a value that is known only after the deployment. It is part of Pulumi's protocol. */
export const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const signatureKey = '4dabf18193072939515e22adb298388d';
const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** Marks a value as secret, as Pulumi's protocol does. */
export function secret(value: Plain): PlainObject {
  return { [signatureKey]: secretSignature, value };
}

/** Whether a value is unknown or has an unknown part. */
export function hasUnknown(value: Plain): boolean {
  if (value === unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Whether a value is an object. */
export function isObject(value: Plain | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string, or nothing. */
export function asString(value: Plain | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The objects of a list, or of a single object. */
export function asObjects(value: Plain | undefined): readonly PlainObject[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** The strings of a list. */
export function asStrings(value: Plain | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each: Plain) => typeof each === 'string') : [];
}

/** Reads a message's object. */
export function fromStruct(struct: Struct | undefined): PlainObject {
  return struct?.toJavaScript() ?? {};
}

/** Writes a message's object. */
export function toStruct(value: PlainObject): Struct {
  return Struct.fromJavaScript(value);
}
