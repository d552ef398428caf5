/**
 * The real CrossGuard analyzer process, driven as the Pulumi engine drives it: it loads a compiled pack through the
 * SDK's own `run-policy-pack` and answers over gRPC. No Pulumi CLI, no cloud, about a second to start.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { AnalyzerClient } from '@pulumi/pulumi/proto/analyzer_grpc_pb';
import * as proto from '@pulumi/pulumi/proto/analyzer_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { type JavaScriptValue, Struct } from 'google-protobuf/google/protobuf/struct_pb';

/** Stands for a value that a preview does not know. */
export const UNKNOWN: unique symbol = Symbol('unknown');

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const UNKNOWN_STRING = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** A value that the program marked as a secret. */
export interface SecretValue {
  readonly secret: unknown;
}

/** Marks a value as a secret, as `pulumi.secret` does. */
export function secret(value: unknown): SecretValue {
  return Object.freeze({ [SIGNATURE]: SECRET, secret: value });
}

/** A resource of a Pulumi program. */
export interface PulumiResource {
  /** Type token, such as `aws:iam/user:User`. */
  readonly type: string;
  /** Logical name; any text. */
  readonly name: string;
  /** Made from type and name when absent. */
  readonly urn?: string;
  /** Arguments in Pulumi's names; may hold `UNKNOWN` and `secret(...)` anywhere. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What the provider answers, beyond the arguments: `arn`, `id`. Seen only when the whole stack is analyzed. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Names of the outputs that the provider marks as secrets. */
  readonly secretOutputs?: readonly string[];
  /** URNs that each property was computed from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** A violation as the engine would show it. */
export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly urn: string;
  readonly level: 'advisory' | 'mandatory' | 'remediate' | 'disabled';
  readonly severity: 'low' | 'medium' | 'high' | 'critical' | 'unspecified';
  /** Whether it was said of one resource before it is created, or of the whole stack. */
  readonly half: 'resource' | 'stack';
}

/** A policy as the pack declares it. */
export interface PolicyInfo {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly level: Diagnostic['level'];
  readonly severity: Diagnostic['severity'];
  readonly kind: 'resource' | 'stack' | 'unknown';
  /** What of a compliance framework it serves. */
  readonly framework?: proto.PolicyComplianceFramework.AsObject;
  readonly tags: readonly string[];
  readonly remediationSteps: string;
  readonly url: string;
  /** Options and their JSON Schemas. */
  readonly configSchema: Readonly<Record<string, unknown>>;
}

/** What a pack says of itself. */
export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
}

/** What `--policy-pack-config` says of one policy. */
export interface PolicySetting {
  readonly level: Diagnostic['level'];
  readonly options?: Readonly<Record<string, unknown>>;
}

/** A running analyzer. */
export interface Analyzer {
  readonly info: PackInfo;
  /** Milliseconds from the start of the process to the answer that it is ready. */
  readonly startedIn: number;
  /** Each resource before its creation, mended and validated, in order, then all of them as a stack: what a preview does. */
  analyze(resources: readonly PulumiResource[]): Promise<readonly Diagnostic[]>;
  analyzeResource(resource: PulumiResource): Promise<readonly Diagnostic[]>;
  /** The resource as the remediations leave it: the very same when they change nothing. */
  remediate(resource: PulumiResource): Promise<PulumiResource>;
  analyzeStack(resources: readonly PulumiResource[]): Promise<readonly Diagnostic[]>;
  /** Sends the configuration of every policy that is named, and of no other, as the engine does. */
  configure(settings: Readonly<Record<string, PolicySetting>>): Promise<void>;
  /** Everything that the process wrote to stdout and stderr until now. */
  output(): { readonly stdout: string; readonly stderr: string };
  close(): Promise<void>;
}

const LEVELS: readonly Diagnostic['level'][] = ['advisory', 'mandatory', 'disabled', 'remediate'];
const SEVERITIES: readonly Diagnostic['severity'][] = ['unspecified', 'low', 'medium', 'high', 'critical'];
const KINDS: readonly PolicyInfo['kind'][] = ['unknown', 'resource', 'stack'];
const LEVEL_CODES: Readonly<Record<Diagnostic['level'], proto.EnforcementLevel>> = {
  advisory: proto.EnforcementLevel.ADVISORY,
  mandatory: proto.EnforcementLevel.MANDATORY,
  disabled: proto.EnforcementLevel.DISABLED,
  remediate: proto.EnforcementLevel.REMEDIATE,
};

/** The URN of a resource that gives none. */
export function urnOf(resource: Pick<PulumiResource, 'type' | 'name' | 'urn'>): string {
  return resource.urn ?? `urn:pulumi:test::iam-guardrails::${resource.type}::${resource.name}`;
}

function marshalled(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => marshalled(item));
  const { secret: content, ...rest } = value as Readonly<Record<string, unknown>>;
  if (rest[SIGNATURE] === SECRET && 'secret' in value) return { ...rest, value: marshalled(content) };
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, marshalled(item)]])),
  );
}

function structOf(properties: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(marshalled(properties) as Record<string, JavaScriptValue>);
}

function fill<Request extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  request: Request,
  resource: PulumiResource,
  properties: PulumiResource['properties'],
): Request {
  request.setType(resource.type);
  request.setName(resource.name);
  request.setUrn(urnOf(resource));
  request.setProperties(structOf(properties));
  // Without options the SDK asks for "a more recent version of the Pulumi CLI".
  const options = new proto.AnalyzerResourceOptions();
  options.setAdditionalsecretoutputsList([...(resource.secretOutputs ?? [])]);
  request.setOptions(options);
  return request;
}

function stackRequest(resources: readonly PulumiResource[]): proto.AnalyzeStackRequest {
  const request = new proto.AnalyzeStackRequest();
  const filled = resources.map((resource) => {
    const one = fill(new proto.AnalyzerResource(), resource, { ...resource.properties, ...resource.outputs });
    for (const [name, urns] of Object.entries(resource.propertyDependencies ?? {})) {
      const dependencies = new proto.AnalyzerPropertyDependencies();
      dependencies.setUrnsList([...urns]);
      one.getPropertydependenciesMap().set(name, dependencies);
    }
    return one;
  });
  request.setResourcesList(filled);
  return request;
}

function diagnosticsOf(response: proto.AnalyzeResponse, half: Diagnostic['half'], urn: string): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn() === '' ? urn : diagnostic.getUrn(),
    level: LEVELS[diagnostic.getEnforcementlevel()] ?? 'advisory',
    severity: SEVERITIES[diagnostic.getSeverity()] ?? 'unspecified',
    half,
  }));
}

function frameworkOf(policy: proto.PolicyInfo): Pick<PolicyInfo, 'framework'> {
  const framework = policy.getFramework()?.toObject();
  return framework === undefined ? {} : { framework };
}

function infoOf(info: proto.AnalyzerInfo): PackInfo {
  const policies = info.getPoliciesList().map((policy) => ({
    name: policy.getName(),
    displayName: policy.getDisplayname(),
    description: policy.getDescription(),
    level: LEVELS[policy.getEnforcementlevel()] ?? 'advisory',
    severity: SEVERITIES[policy.getSeverity()] ?? 'unspecified',
    kind: KINDS[policy.getPolicyType()] ?? 'unknown',
    ...frameworkOf(policy),
    tags: policy.getTagsList(),
    remediationSteps: policy.getRemediationSteps(),
    url: policy.getUrl(),
    configSchema: policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {},
  }));
  return { name: info.getName(), version: info.getVersion(), policies };
}

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly output: { stdout: string; stderr: string };
}

/** A pack that has not answered by then will not: the slowest start seen is a tenth of it. */
const LONGEST_START_MS = 60_000;

/** Starts the process and waits for the port, which is the first thing that a pack may print. */
function startProcess(folder: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const runner = require.resolve('@pulumi/pulumi/cmd/run-policy-pack', { paths: [folder, __dirname] });
  const child = spawn(process.execPath, [runner, '127.0.0.1:0', folder], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const output = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise((done, reject) => {
    const failed = (what: string): void => {
      clearTimeout(timer);
      kill();
      reject(new Error(`the policy pack in ${folder} ${what}\n${output.stderr}${output.stdout}`));
    };
    const timer = setTimeout(() => failed('did not start:'), LONGEST_START_MS);
    child.once('error', (error) => failed(`did not start: ${error.message}`));
    child.once('close', (code) => failed(`ended with ${code} before it was ready:`));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
      const port = /^(\d+)\n/.exec(output.stdout)?.[1];
      if (port === undefined)
        return output.stdout.includes('\n') ? failed('printed something before its port:') : undefined;
      clearTimeout(timer);
      done({ child, port: Number(port), output });
    });
  });
}

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** One request, as a promise. */
function answer<Response>(ask: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolved, failed) => {
    ask((error, response) => {
      if (error === null) resolved(response);
      else failed(error);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await exit;
}

/**
 * Starts the analyzer on the folder of a compiled pack. Throws an `Error` that says so when the pack is not compiled, or
 * with what the process printed when it ends at once.
 */
export async function startAnalyzer(
  packFolder: string,
  options: { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Analyzer> {
  const folder = resolve(packFolder);
  const { main = 'index.js' } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as { main?: string };
  if (!existsSync(resolve(folder, main))) {
    throw new Error(`${resolve(folder, main)} is missing: compile the packages first, with \`npm run build\``);
  }
  const begin = performance.now();
  const started = await startProcess(folder, { ...process.env, ...options.env });
  const startedIn = performance.now() - begin;
  const limits = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
  const client = new AnalyzerClient(`127.0.0.1:${started.port}`, credentials.createInsecure(), limits);
  await answer<unknown>((done) => client.configureStack(new proto.AnalyzerStackConfigureRequest(), done));
  const info = infoOf(await answer<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done)));
  const close = async (): Promise<void> => {
    client.close();
    await ended(started.child);
  };
  return { info, startedIn, ...requestsOf(client), output: () => ({ ...started.output }), close };
}

function requestsOf(
  client: AnalyzerClient,
): Pick<Analyzer, 'analyze' | 'analyzeResource' | 'remediate' | 'analyzeStack' | 'configure'> {
  const remediate: Analyzer['remediate'] = async (resource) => {
    const request = fill(new proto.AnalyzeRequest(), resource, resource.properties);
    const response = await answer<proto.RemediateResponse>((done) => client.remediate(request, done));
    const properties = response.getRemediationsList().at(-1)?.getProperties()?.toJavaScript();
    return properties === undefined ? resource : { ...resource, properties };
  };
  const analyzeResource: Analyzer['analyzeResource'] = async (resource) => {
    const request = fill(new proto.AnalyzeRequest(), resource, resource.properties);
    const response = await answer<proto.AnalyzeResponse>((done) => client.analyze(request, done));
    return diagnosticsOf(response, 'resource', urnOf(resource));
  };
  const analyzeStack: Analyzer['analyzeStack'] = async (resources) => {
    const request = stackRequest(resources);
    return diagnosticsOf(
      await answer<proto.AnalyzeResponse>((done) => client.analyzeStack(request, done)),
      'stack',
      '',
    );
  };
  return {
    analyzeResource,
    remediate,
    analyzeStack,
    analyze: (resources) => preview({ remediate, analyzeResource, analyzeStack }, resources),
    configure: async (settings) => {
      await answer<unknown>((done) => client.configure(configureRequest(settings), done));
    },
  };
}

/** What the engine asks for in a preview. */
async function preview(
  { remediate, analyzeResource, analyzeStack }: Pick<Analyzer, 'analyzeResource' | 'remediate' | 'analyzeStack'>,
  resources: readonly PulumiResource[],
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  const final: PulumiResource[] = [];
  for (const resource of resources) {
    const mended = await remediate(resource);
    final.push(mended);
    found.push(...(await analyzeResource(mended)));
  }
  return [...found, ...(await analyzeStack(final))];
}

function configureRequest(settings: Readonly<Record<string, PolicySetting>>): proto.ConfigureAnalyzerRequest {
  const request = new proto.ConfigureAnalyzerRequest();
  for (const [name, { level, options = {} }] of Object.entries(settings)) {
    const config = new proto.PolicyConfig();
    config.setEnforcementlevel(LEVEL_CODES[level]);
    config.setProperties(structOf(options));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}
