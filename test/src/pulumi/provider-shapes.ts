/**
 * What the AWS providers of Pulumi and CDKTF declare, read from their published `.d.ts` files. Both are generated from
 * one Terraform provider, so that they prove the mapping of types and property names in `pulumi-policy`.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A declared property: its name, its TypeScript type, and its Terraform name where the file tells it. */
export interface Property {
  readonly name: string;
  readonly type: string;
  readonly terraform?: string;
}

/** Interfaces of one or more `.d.ts` files by name; a namespace is part of the name (`iam.RoleInlinePolicy`). */
export type Interfaces = ReadonlyMap<string, readonly Property[]>;

const folder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const complete = (text: string): boolean => text.endsWith(';') && count(text, /\{/g) === count(text, /\}/g);

/** The interfaces of a generated `.d.ts` file. The files are generated one declaration a line, which this relies on. */
export function interfacesOf(text: string): Interfaces {
  const found = new Map<string, Property[]>();
  let namespace = '';
  let members: Property[] | undefined;
  let open: { name: string; type: string } | undefined;
  let terraform: string | undefined;
  let inComment = false;
  for (const line of text.split('\n')) {
    const code = line.trim();
    if (inComment || code.startsWith('/**')) {
      terraform = /#(\w+) \w+#\w+\}/.exec(code)?.[1] ?? terraform;
      inComment = !code.endsWith('*/');
      continue;
    }
    namespace = /^(?:export )?(?:declare )?namespace (\w+) \{$/.exec(code)?.[1] ?? namespace;
    const name = /^(?:export )?interface (\w+)(?: extends .*)? \{$/.exec(code)?.[1];
    if (name !== undefined) found.set(namespace === '' ? name : `${namespace}.${name}`, (members = []));
    else if (members === undefined) continue;
    else if (open !== undefined) open.type += ` ${code}`;
    else if (code === '}') members = undefined;
    else {
      const [, property, type] = /^(?:readonly )?['"]?(\w+)['"]?\??: (.*)$/.exec(code) ?? [];
      if (property !== undefined && type !== undefined) open = { name: property, type };
    }
    if (members === undefined || open === undefined || !complete(open.type)) continue;
    const type = open.type.slice(0, -1);
    members.push(terraform === undefined ? { name: open.name, type } : { name: open.name, type, terraform });
    open = terraform = undefined;
  }
  return found;
}

/** The type tokens of all resources that `@pulumi/aws` declares. */
export function pulumiTokens(): readonly string[] {
  const root = folder('@pulumi/aws');
  const modules = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return modules.flatMap((module) =>
    readdirSync(join(root, module.name))
      .filter((file) => file.endsWith('.js'))
      .map((file) => /__pulumiType = '(aws:[^']+)'/.exec(readFileSync(join(root, module.name, file), 'utf8'))?.[1])
      .filter((token) => token !== undefined),
  );
}

/** The file of `@pulumi/aws` that declares the resource, without extension; undefined when there is none. */
function declarationOf(token: string): string | undefined {
  if (token === 'pulumi:providers:aws') return join(folder('@pulumi/aws'), 'provider.d.ts');
  const [, path = ''] = token.split(':');
  const file = join(folder('@pulumi/aws'), `${path}.d.ts`);
  return token.startsWith('aws:') && existsSync(file) ? file : undefined;
}

const declared = new Map<string, readonly Property[] | undefined>();

/** The arguments of a resource of `@pulumi/aws`, or of its provider; undefined when it does not declare the token. */
export function pulumiArguments(token: string): readonly Property[] | undefined {
  if (!declared.has(token)) {
    const file = declarationOf(token);
    const className = token.startsWith('aws:') ? token.slice(token.lastIndexOf(':') + 1) : 'Provider';
    const found = file === undefined ? undefined : interfacesOf(readFileSync(file, 'utf8')).get(`${className}Args`);
    declared.set(token, found);
  }
  return declared.get(token);
}

let inputs: Interfaces | undefined;

/** The nested argument type that a property of `@pulumi/aws` names, if it names one. */
export function pulumiMembers(property: Property): readonly Property[] | undefined {
  inputs ??= interfacesOf(readFileSync(join(folder('@pulumi/aws'), 'types', 'input.d.ts'), 'utf8'));
  const [, name] = /\binputs\.([\w.]+)/.exec(property.type) ?? [];
  return name === undefined ? undefined : inputs.get(name);
}

/** True when the property takes a list. */
export function takesList(property: Property): boolean {
  return property.type.includes('[]');
}

/** True when the property takes an object whose keys are the user's. */
export function takesUserKeys(property: Property): boolean {
  return /^(pulumi\.Input<)?\{ \[key: string\]/.test(property.type);
}

/** True when the property takes JSON text, and an object for it as well. */
export function takesJsonText(property: Property): boolean {
  return /\bstring \| inputs\./.test(property.type);
}

/** A resource as `@cdktf/provider-aws` declares it: its arguments, and the structures that they name. */
export interface TerraformShape {
  readonly args: readonly Property[];
  readonly structures: Interfaces;
}

/** The folders of `@cdktf/provider-aws` by Terraform type, of resources only. */
export function terraformTypes(): ReadonlyMap<string, string> {
  const lib = join(folder('@cdktf/provider-aws'), 'lib');
  const found = new Map<string, string>();
  for (const name of readdirSync(lib)) {
    const file = join(lib, name, 'index.d.ts');
    if (name.startsWith('data-aws-') || !existsSync(file)) continue;
    const [, type] = /tfResourceType = "(aws_\w+)"/.exec(readFileSync(file, 'utf8')) ?? [];
    if (type !== undefined) found.set(type, join(lib, name));
  }
  return found;
}

/** The shape of the resource whose folder it is. */
export function terraformShape(directory: string): TerraformShape {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  const structures = new Map(files.flatMap((file) => [...interfacesOf(readFileSync(join(directory, file), 'utf8'))]));
  const main = readFileSync(join(directory, 'index.d.ts'), 'utf8');
  const [, className] = /export declare class (\w+) extends cdktf\.TerraformResource/.exec(main) ?? [];
  return { args: structures.get(`${className ?? ''}Config`) ?? [], structures };
}
