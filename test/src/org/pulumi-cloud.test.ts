import { gzipSync } from 'node:zlib';
import { startPulumiCloud, type PulumiCloud } from './pulumi-cloud';

describe('the Pulumi Cloud of the tests', () => {
  let cloud: PulumiCloud;
  beforeEach(async () => (cloud = await startPulumiCloud('acme')));
  afterEach(() => cloud.close());

  const pack = { name: 'p', versionTag: '1.0.0', policies: [{ name: 'x', enforcementLevel: 'mandatory' }] };
  const post = (path: string, content: object): Promise<Response> =>
    fetch(`${cloud.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Encoding': 'gzip' },
      body: new Uint8Array(gzipSync(JSON.stringify(content))),
    });

  it('keeps what is published, and takes no version twice', async () => {
    const { uploadURI } = (await (await post('/api/orgs/acme/policypacks', pack)).json()) as { uploadURI: string };
    await fetch(uploadURI, { method: 'PUT', body: 'tarball' });
    expect(cloud.packs.get('p 1.0.0')).toMatchObject({ isComplete: false });
    await post('/api/orgs/acme/policypacks/p/versions/1.0.0/complete', {});
    expect(cloud.packs.get('p 1.0.0')).toMatchObject({ isComplete: true, tarball: Buffer.from('tarball') });
    expect((await post('/api/orgs/acme/policypacks', pack)).status).toBe(409);
  });

  it('answers nothing to what it does not know, and remembers it', async () => {
    expect((await post('/api/orgs/other/policypacks', pack)).status).toBe(404);
    expect(cloud.unknown).toEqual(['POST /api/orgs/other/policypacks']);
  });
});
