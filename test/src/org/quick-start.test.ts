import { quickStartBlocks } from './quick-start';

describe('the quick start of the README', () => {
  it('is two shell blocks, which `npm run demo:org` follows from a registry', async () => {
    const blocks = await quickStartBlocks();
    expect(blocks.map((block) => block.trim().split('\n').at(-1))).toEqual([
      'npx iam-guardrails check .',
      'node main.js',
    ]);
  });
});
