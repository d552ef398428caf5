/**
 * An address as people know it: a Terraform address as it is, of a Pulumi URN (`urn:pulumi:prod::shop::aws:iam/user:User::alice`) the
 * name, which is what the program calls the resource.
 */
export function shownAddress(address: string): string {
  return address.startsWith('urn:pulumi:') ? address.split('::').slice(3).join('::') || address : address;
}

/** What stands behind an address for one instance: `[0]`, `["a"]`. A key may hold anything. */
const INSTANCE = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/;

/** Address of the block that a resource is declared with: all its instances are one. */
export function blockOf(address: string): string {
  return address.startsWith('urn:') ? address : address.replace(INSTANCE, '');
}
