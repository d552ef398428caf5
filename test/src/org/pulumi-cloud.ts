import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** What Pulumi Cloud is told of one policy. */
export interface PublishedPolicy {
  readonly name: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly enforcementLevel: string;
  readonly severity?: string;
  readonly framework?: { readonly name: string };
  readonly tags?: readonly string[];
  readonly remediationSteps?: string;
  readonly url?: string;
  readonly configSchema?: { readonly properties: Readonly<Record<string, unknown>> };
}

/** A version of a pack as it was published. */
export interface PublishedPack {
  readonly name: string;
  readonly versionTag: string;
  readonly policies: readonly PublishedPolicy[];
  /** What `npm pack` made. */
  readonly tarball?: Buffer;
  readonly isComplete: boolean;
}

/** The part of Pulumi Cloud that publishing needs, on this machine. It keeps what it is given, in memory. */
export interface PulumiCloud {
  readonly url: string;
  readonly packs: ReadonlyMap<string, PublishedPack>;
  /** What was enabled, as `name version`. */
  readonly enabled: readonly string[];
  /** Calls that it does not know, for whoever wonders. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Starts it on a free port. `organization` is the one that the user is in. */
export async function startPulumiCloud(organization: string): Promise<PulumiCloud> {
  const packs = new Map<string, PublishedPack>();
  const unknown: string[] = [];
  const enabled: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, (call) => replyTo(call, { organization, packs, enabled, url: urlOf() }), unknown);
  });
  const urlOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlOf(),
    packs,
    enabled,
    unknown,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (call: Call) => Reply | undefined,
  unknown: string[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  const call = { method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '', body };
  const found = reply(call);
  if (found === undefined) unknown.push(`${call.method} ${call.path}`);
  const { status, body: content } = found ?? { status: 404, body: { code: 404, message: 'Not Found' } };
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(content));
}

interface State {
  readonly organization: string;
  readonly packs: Map<string, PublishedPack>;
  readonly enabled: string[];
  readonly url: string;
}

/** The calls of `pulumi login`, and of `pulumi policy publish`, `enable` and `validate-config`. */
function replyTo({ method, path, body }: Call, { organization, packs, enabled, url }: State): Reply | undefined {
  const ok = (content: unknown): Reply => ({ status: 200, body: content });
  if (method === 'GET' && path === '/api/user')
    return ok({
      githubLogin: 'founder',
      name: 'Founder',
      organizations: [{ githubLogin: organization, name: organization }],
    });
  if (method === 'GET' && path === '/api/capabilities') return ok({ capabilities: [] });
  if (method === 'GET' && path === '/api/user/organizations/default') return ok({ GitHubLogin: organization });
  if (method === 'PATCH' && path === `/api/orgs/${organization}/policygroups/default-policy-group`) {
    const { addPolicyPack } = JSON.parse(body.toString()) as { readonly addPolicyPack: PublishedPack };
    enabled.push(`${addPolicyPack.name} ${addPolicyPack.versionTag}`);
    return ok({});
  }
  const of = `/api/orgs/${organization}/policypacks`;
  if (method === 'POST' && path === of) return published(JSON.parse(body.toString()) as PublishedPack, packs, url);
  const [, name = '', versionTag = '', what] =
    new RegExp(`^(?:${of}|/upload)/([^/]+)/versions/([^/]+)(?:/(complete|schema))?$`).exec(path) ?? [];
  const pack = packs.get(`${name} ${versionTag}`);
  if (pack === undefined) return undefined;
  if (method === 'PUT' && path.startsWith('/upload/')) return kept({ ...pack, tarball: body }, packs);
  if (method === 'POST' && what === 'complete') return kept({ ...pack, isComplete: true }, packs);
  return method === 'GET' && what === 'schema' ? ok(schemaOf(pack)) : undefined;
}

function published(given: PublishedPack, packs: Map<string, PublishedPack>, url: string): Reply {
  const { name, versionTag } = given;
  if (packs.get(`${name} ${versionTag}`)?.isComplete === true)
    return { status: 409, body: { code: 409, message: `${name} ${versionTag} is published already` } };
  kept({ ...given, isComplete: false }, packs);
  const uploadURI = `${url}/upload/${name}/versions/${versionTag}`;
  return { status: 200, body: { version: packs.size, uploadURI, requiredHeaders: {} } };
}

function kept(pack: PublishedPack, packs: Map<string, PublishedPack>): Reply {
  packs.set(`${pack.name} ${pack.versionTag}`, pack);
  return { status: 200, body: {} };
}

function schemaOf({ policies }: PublishedPack): unknown {
  const schemas = policies.flatMap(({ name, configSchema }) =>
    configSchema === undefined ? [] : [[name, configSchema] as const],
  );
  return { configSchema: Object.fromEntries(schemas) };
}
