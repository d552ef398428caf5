import { rules } from '@iam-guardrails/shared-rules';
import { run } from '../run';

async function ran(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly note: string }> {
  let [out, note] = ['', ''];
  const code = await run(args, {
    cwd: '.',
    today: '2026-11-23',
    env: {},
    terminal: false,
    out: (text) => void (out += text),
    note: (text) => void (note += text),
  });
  return { code, out, note };
}

describe('iam-guardrails rules', () => {
  it('lists every rule in one table whose columns begin in one place', async () => {
    const { out } = await ran('rules');
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(rules.map(({ id }) => id).sort());
    const titles = new Map(rules.map(({ id, title }) => [id, title]));
    const columns = lines.map((line) => line.length - (titles.get(line.split(' ')[0] ?? '') ?? '').length);
    expect(new Set(columns).size).toBe(1);
  });

  it('shows the levels of a preset, and of several that are merged', async () => {
    const levels = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { out } = await ran('rules', '--format', 'json', ...args);
      return (JSON.parse(out) as { readonly enforcement: string }[]).map(({ enforcement }) => enforcement);
    };
    expect(new Set(await levels('--preset', 'strict'))).toEqual(new Set(['mandatory']));
    expect(await levels('--preset', 'recommended, strict')).toEqual(await levels('--preset', 'strict'));
    expect(new Set(await levels())).toEqual(new Set(['mandatory', 'advisory']));
  });

  it('names the controls that a rule serves', async () => {
    const { out } = await ran('rules', '--format', 'json');
    const listed = JSON.parse(out) as readonly { readonly id: string; readonly controls: readonly string[] }[];
    expect(listed.find(({ id }) => id === 'no-root-access-key')?.controls).toContain('cis-aws-5.0:1.3');
  });

  it('refuses a preset that there is not, with the nearest one', async () => {
    const { code, out, note } = await ran('rules', '--preset', 'strickt');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(note).toMatch(/^iam-guardrails: --preset: `strickt` is not one of .*; did you mean `strict`\?\n$/);
  });
});

describe('iam-guardrails explain', () => {
  it('names the controls of outside frameworks that the rule serves', async () => {
    expect((await ran('explain', 'no-root-access-key')).out).toMatch(/^Controls: cis-aws-1.4:1.4, .*aws-fsbp:IAM.4/m);
  });
});
