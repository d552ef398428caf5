import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  configurationSchema,
  parseConfiguration,
  parseConfigurationText,
  presets,
  rules,
  type Rule,
} from '@iam-guardrails/shared-rules';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { configurationSchemaFile } from './configuration-schema';

const root = resolve(__dirname, '..', '..', '..');
const { path, text } = configurationSchemaFile();

/** Options of the rules of the organisations in the guides, whose packs make a schema of their own with `config --schema`. */
const own: Readonly<Record<string, Rule['options']>> = {
  'only-archivists-delete-backups': v.strictObject({ archivists: v.optional(v.array(v.string()), []) }),
  'principals-name-their-owner': v.strictObject({}),
};
const owned = Object.entries(own).flatMap(([id, options]) =>
  rules.slice(0, 1).map((rule) => ({ ...rule, id, options })),
);
const known = [...rules, ...owned];
const schema = configurationSchema(known, presets);
const validate = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);

/** Keys of which a YAML block of the documentation must have one at its top to count as a configuration. */
const KEYS = Object.keys(schema.properties ?? {});

interface Shown {
  readonly where: string;
  /** The name of the file, where the block begins with it. */
  readonly name?: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const isConfiguration = (content: unknown): content is Shown['content'] =>
  typeof content === 'object' && content !== null && KEYS.some((key) => key in content && !('name' in content));

/** What the guides and the README show as configuration. */
function shownIn(file: string): readonly Shown[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```ya?ml\n(.*?)^```$/gms)];
  return blocks.flatMap(([, block = ''], index) => {
    const content = parseConfigurationText(block);
    const where = `${file.slice(root.length + 1)}, YAML ${index + 1}`;
    const [, name] = /^# (\S+\.yaml)\n/.exec(block) ?? [];
    return isConfiguration(content) ? [{ where, ...(name !== undefined && { name }), content }] : [];
  });
}

const guide = join(root, 'docs', 'guide');
const files = [join(root, 'README.md'), ...readdirSync(guide).map((name) => join(guide, name))];
const shown = files.flatMap(shownIn);
/** What a guide shows as a mistake. */
const isWrong = ({ name }: Shown): boolean => name === 'wrong.yaml';

describe('the published JSON Schema of the configuration', () => {
  it('is that of the catalogue; `npm run docs` writes it', () => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('is asked about what the guides show', () => {
    expect(shown.map(({ where }) => where)).toContain('docs/guide/configuration.md, YAML 1');
  });

  it.each(shown.filter((each) => !isWrong(each)).map(({ where, content }) => [where, content] as const))(
    'accepts %s, as the parser does',
    (_, content) => {
      // What it extends is for whoever reads files.
      const alone = Object.fromEntries(Object.entries(content).filter(([key]) => key !== 'extends'));
      expect(() => parseConfiguration(alone, known, presets)).not.toThrow();
      expect({ isValid: validate(content), errors: validate.errors }).toEqual({ isValid: true, errors: null });
    },
  );

  it.each(shown.filter(isWrong).map(({ where, content }) => [where, content] as const))(
    'refuses %s, as the parser does',
    (_, content) => {
      expect(() => parseConfiguration(content, known, presets)).toThrow();
      expect(validate(content)).toBe(false);
    },
  );
});
