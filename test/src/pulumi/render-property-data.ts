import type { PropertyData } from './property-data';

/** Words in lines of at most this many characters. */
const WIDTH = 116;

function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n  ');
}

const pairs = (record: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(record).map(([from, to]) => `${from}=${to}`);

const table = (rows: readonly (readonly [string, readonly string[]])[]): string =>
  rows.map(([type, words]) => `${type} ${words.join(' ')}`).join('\n  ');

/** Of which names a file speaks. */
export const about = {
  aws: "How the property names of `@pulumi/aws` differ from Terraform's. Written by `test/src/pulumi/write-property-data.ts`\n * from the declarations of both providers; do not edit.",
  otc: "How the property names of Open Telekom Cloud's provider, bridged by Pulumi, differ from Terraform's. Written by\n * `test/src/pulumi/write-property-data.ts` from the declarations of `@cdktf/provider-opentelekomcloud`; do not edit.",
};

/** The source text of a file of `pulumi-policy/src`: `property-data.ts`, `otc-property-data.ts`. */
export function renderPropertyData(data: PropertyData, head: string = about.aws): string {
  return `/**
 * ${head}
 */

/** Lists that Pulumi names in the plural and Terraform in the singular. */
export const plurals: string = \`
  ${wrapped(data.plurals)}
\`;

/** Names that differ in another way. */
export const renamed: string = \`
  ${wrapped(pairs(data.renamed))}
\`;

/** Names that are something else in this resource than in most others. */
export const byType: string = \`
  ${table(Object.entries(data.byType).map(([type, names]) => [type, pairs(names)]))}
\`;

/** Properties whose objects have keys that the user chose. */
export const userKeys: string = \`
  ${wrapped(data.userKeys)}
\`;

/** JSON texts for which Pulumi takes an object too. */
export const jsonText: string = \`
  ${wrapped(data.jsonText)}
\`;

/** Properties of these names that are blocks in this resource after all. */
export const blocks: string = \`
  ${table(Object.entries(data.blocks))}
\`;
`;
}
