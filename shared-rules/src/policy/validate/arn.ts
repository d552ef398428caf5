/** ARNs of policies: six fields, each of which may have wildcards. */
import { globCovers, globsMeet } from '../glob';
import { arnFormats } from '../reference';
import { withoutVariables } from './view';

/** An ARN taken apart; a policy variable is `*` in it. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** The fields of a text, of which the sixth may hold colons; policy variables are `*`. */
export function fieldsOf(text: string): readonly string[] {
  const fields = withoutVariables(text, '*').split(':');
  return fields.length <= 6 ? fields : [...fields.slice(0, 5), fields.slice(5).join(':')];
}

/** The text as an ARN, undefined when it has fewer than six fields or does not begin as one. */
export function arnOf(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, resource] = fieldsOf(text);
  if (prefix !== 'arn' || partition === undefined || service === undefined || region === undefined) return undefined;
  return account === undefined || resource === undefined
    ? undefined
    : { partition, service, region, account, resource };
}

/** A documented format, its holes as `*`. */
export type Format = Pick<Arn, 'region' | 'account' | 'resource'>;

const formats = new Map<string, readonly Format[]>();

/** The documented formats of the ARNs of a service; empty when none is documented. */
export function formatsOf(service: string): readonly Format[] {
  const known = formats.get(service);
  if (known !== undefined) return known;
  const found = arnFormats(service).flatMap((format) => arnOf(format) ?? []);
  if (found.length > 0) formats.set(service, found);
  return found;
}

/** Resources longer than this are not compared. */
const LONGEST = 1000;

/** The formats whose resource can be the resource of the ARN; undefined when it is too long to say. */
export function formatsOfResource(resource: string, of: readonly Format[]): readonly Format[] | undefined {
  if (resource.length > LONGEST) return undefined;
  // Nearly every resource is within a format: that is seen at once.
  return of.filter((format) => globCovers(format.resource, resource) || globsMeet(format.resource, resource));
}
