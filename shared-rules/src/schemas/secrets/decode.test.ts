import { gzipSync } from 'node:zlib';
import { BUDGET, layersOf } from './decode';

const base64 = (data: string | Buffer): string => Buffer.from(data).toString('base64');
const inner = (text: string): readonly string[] => layersOf(text).map((layer) => layer.text);
const WORDS = 'the quick brown fox jumps over the lazy dog';

it('takes off encodings one below the other, and says which', () => {
  const text = base64(gzipSync(base64(WORDS)));
  expect(layersOf(text).at(-1)).toMatchObject({ text: WORDS, encodings: ['base64', 'gzip', 'base64'] });
});

it('reads the alphabet of URLs, and blocks without padding', () => {
  const bytes = `${WORDS} ~~~???>>>`;
  expect(inner(Buffer.from(bytes).toString('base64url'))).toContain(bytes);
});

it('reads a block at the end of a path and of a name', () => {
  expect(inner(`/opt/app/${base64(WORDS)}`)).toContain(WORDS);
  expect(inner(`key-${base64(WORDS)}`)).toContain(WORDS);
  expect(inner(`key_${base64(WORDS)}`)).toContain(WORDS);
});

it('joins the lines of a MIME part, indented or not', () => {
  const long = WORDS.repeat(7);
  const lines = base64(long).match(/.{1,76}/g) ?? [];
  for (const glue of ['\n', '\r\n', '\n      '])
    expect(inner(`Content-Transfer-Encoding: base64\n\n${lines.join(glue)}\n--=`)).toContain(long);
});

it('reads gzip although a word stands in the line behind it', () => {
  const lines = base64(gzipSync(WORDS.repeat(3) + Buffer.from([...Array(99).keys()]).toString('hex'))).match(
    /.{1,48}/g,
  );
  const full = (lines ?? []).filter((line) => line.length === 48);
  expect(full.length).toBeGreaterThan(1);
  expect(inner(`${(lines ?? []).join('\n')}\nend`).join()).toContain(WORDS);
});

it('reads scripts in UTF-16', () => {
  const text = base64(Buffer.from(WORDS, 'utf16le'));
  expect(layersOf(`powershell -EncodedCommand ${text}`).at(-1)).toMatchObject({
    text: WORDS,
    encodings: ['base64', 'UTF-16'],
  });
});

it('reads strings inside of strings of JSON, and URLs', () => {
  const nested = JSON.stringify({ a: JSON.stringify({ url: 'a/b+c' }).replaceAll('/', '\\/') });
  expect(inner(nested)).toContain('{"a":"{"url":"a/b+c"}"}');
  expect(inner('x=a%2Fb%2Bc')).toContain('x=a/b+c');
  expect(inner('{"a":"\\u0061\\u002f"}')).toContain('{"a":"a/"}');
});

it('takes off five encodings and not six', () => {
  const wrapped = (times: number): string => [...Array(times).keys()].reduce((text) => base64(gzipSync(text)), WORDS);
  expect(inner(wrapped(5)).at(-1)).toBe(WORDS);
  expect(inner(wrapped(6))).not.toContain(WORDS);
});

it('keeps the name that stands before a block', () => {
  const [, layer] = layersOf(`password: ${base64(WORDS)}`, 'data=');
  expect(layer).toMatchObject({ before: 'data=password: ', text: WORDS });
});

it('leaves pictures, certificates and names alone', () => {
  const picture = Buffer.from([...Array(3000).keys()].map((at) => (at * 7919) >> 3));
  expect(layersOf(base64(picture))).toHaveLength(1);
  expect(layersOf(base64(Buffer.from('PK\x03\x04\x14\x00\x00\x00\x08\x00abcdefghijklmnopq')))).toHaveLength(1);
  expect(layersOf('arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role')).toHaveLength(1);
});

it('does bounded work on hostile texts', () => {
  const bomb = base64(gzipSync(Buffer.alloc(30_000_000, WORDS)));
  const nested = base64(gzipSync(`${bomb} `.repeat(20)));
  const deep = [...Array(9).keys()].reduce((text) => base64(text), WORDS);
  const many = `${base64(WORDS.slice(0, 21))} `.repeat(100_000);
  const flat = 'QUFB'.repeat(1_500_000);
  const cut = `${base64(gzipSync(WORDS)).slice(0, 30)}${'!'.repeat(50)}`;
  for (const text of [bomb, nested, deep, many, flat, cut, '\\n'.repeat(400_000), '%41'.repeat(400_000)]) {
    const layers = layersOf(text);
    expect(layers.slice(1).reduce((sum, layer) => sum + layer.text.length, 0)).toBeLessThanOrEqual(BUDGET);
    for (const layer of layers) expect(layer.encodings.length).toBeLessThanOrEqual(10);
  }
  expect(inner(bomb).at(-1)?.startsWith(WORDS)).toBe(true);
});
