/** The words of a camelCase or PascalCase name, in lower case: `openIdConnect` is `open`, `id`, `connect`. */
export function words(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_');
}

/** `accessKey` as Terraform spells it: `access_key`. Names that are in snake case already stay as they are. */
export function snakeCase(name: string): string {
  return words(name).join('_');
}

/** `access_key` as Pulumi spells it: `accessKey`. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** The name with its first letter in upper case. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The singular of an English plural as Pulumi forms it, in snake case: `inline_policies` is `inline_policy`. */
export function singularOf(name: string): string {
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  return /(?:ss|sh|ch|x)es$/.test(name) ? name.slice(0, -2) : name.replace(/s$/, '');
}
