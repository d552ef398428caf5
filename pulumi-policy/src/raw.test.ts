import { asset } from '@pulumi/pulumi';
import { SIGNATURE, rawProperties, sameData, sentinels, signatures, withMarks } from './raw';
import * as rpc from '@pulumi/pulumi/runtime/rpc';

/** The SDK's own names for them, which its declarations leave out. */
const sdk = jest.requireActual<Record<string, unknown>>('@pulumi/policy/proxy');
const UnknownValueError = sdk['UnknownValueError'] as new (sentinel: string, path: readonly string[]) => Error;
const unknownCheckingProxy = sdk['unknownCheckingProxy'] as (properties: object) => object;

const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** What the SDK's proxy does, without the SDK's way out of it. */
function throwing(): object {
  return new Proxy(
    { user: 'x', list: [] as unknown[] },
    {
      get: (target, key) => {
        if (key === 'user') throw new UnknownValueError(UNKNOWN, ['user']);
        if (key === 'list') return [1, throwing];
        return Reflect.get(target, key) as unknown;
      },
    },
  );
}

describe('the marks of the engine', () => {
  it('are those of the SDK that is installed', () => {
    const inSdk = [
      sdk['unknownBooleanValue'],
      sdk['unknownNumberValue'],
      sdk['unknownStringValue'],
      sdk['unknownArrayValue'],
      sdk['unknownAssetValue'],
      sdk['unknownArchiveValue'],
      sdk['unknownObjectValue'],
    ];
    expect(sentinels).toEqual(inSdk);
    expect(SIGNATURE).toBe(rpc.specialSigKey);
    expect(signatures).toEqual({
      secret: rpc.specialSecretSig,
      asset: rpc.specialAssetSig,
      archive: rpc.specialArchiveSig,
      resource: rpc.specialResourceSig,
      output: rpc.specialOutputValueSig,
    });
  });
});

describe('rawProperties', () => {
  it('takes the properties out of the proxy of the SDK, unknown values as sentinels', () => {
    const properties = { user: UNKNOWN, deep: { list: [UNKNOWN, 1] } };
    expect(rawProperties(unknownCheckingProxy(properties))).toBe(properties);
  });

  it('reads each value guarded where the SDK gives no way out of its proxy', () => {
    expect(rawProperties(throwing())).toEqual({ user: UNKNOWN, list: [1, throwing] });
  });

  it('takes them out of the two proxies of a remediation, secrets as the SDK has them', async () => {
    const { Secret } = jest.requireActual<{ Secret: new (value: unknown) => object }>('@pulumi/policy/policy');
    const { secretsPreservingProxy } = jest.requireActual<{ secretsPreservingProxy: (properties: object) => object }>(
      '@pulumi/policy/secret',
    );
    const properties = { name: 'n', deep: [{ token: new Secret('t') }] };
    const proxied = unknownCheckingProxy(secretsPreservingProxy(properties));
    expect(rawProperties(proxied)).toBe(properties);
    const marked = { name: 'n', deep: [{ token: { [SIGNATURE]: signatures.secret, value: 't' } }] };
    expect(await withMarks(rawProperties(proxied))).toEqual(marked);
    expect(rawProperties(properties)).toEqual(marked);
  });

  it('lets any other exception through, since it is a defect and no unknown value', () => {
    const broken = new Proxy(
      { name: 1 },
      {
        get: (_, key) => {
          if (key === 'name') throw new RangeError('no');
        },
      },
    );
    expect(() => rawProperties(broken)).toThrow(RangeError);
  });

  it('ends on data that refers to itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(JSON.stringify(rawProperties(loop)).length).toBeLessThan(2000);
  });
});

describe('withMarks', () => {
  it('answers the same object when there is no asset in it', async () => {
    const properties = { a: [{ b: 'c' }] };
    expect(await withMarks(properties)).toBe(properties);
  });

  it('writes assets and archives as the engine does, at any depth', async () => {
    const archive = new asset.AssetArchive({
      'index.js': new asset.StringAsset('code'),
      lib: new asset.FileArchive('./lib'),
    });
    const mark = (kind: 'asset' | 'archive', content: object): object => ({
      [SIGNATURE]: signatures[kind],
      ...content,
    });
    expect(await withMarks({ code: archive, files: [new asset.RemoteAsset('https://example.org/a')] })).toEqual({
      code: mark('archive', {
        assets: { 'index.js': mark('asset', { text: 'code' }), lib: mark('archive', { path: './lib' }) },
      }),
      files: [mark('asset', { uri: 'https://example.org/a' })],
    });
  });
});

describe('sameData', () => {
  it('compares by content', () => {
    expect(sameData({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true);
    expect(sameData({ a: undefined }, { b: undefined })).toBe(false);
    expect(sameData([1], { 0: 1 })).toBe(false);
    expect(sameData({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(sameData(Number.NaN, Number.NaN)).toBe(true);
  });

  it('takes what is no plain data for different, so that nothing stale is used', () => {
    expect(sameData(new Map([[1, 2]]), new Map([[1, 3]]))).toBe(false);
    expect(sameData(Promise.resolve(1), Promise.resolve(1))).toBe(false);
  });
});
