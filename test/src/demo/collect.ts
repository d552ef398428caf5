/**
 * Runs a Pulumi program in preview without an engine, and sends to its parent process what the program registers: the
 * same requests that an engine gets, before any provider answers. `node collect.js PROGRAM [ANSWERS]`, with an IPC channel;
 * the answers of data sources, by token, as JSON.
 */
import { runtime } from '@pulumi/pulumi';
import type { PulumiResource } from '../pulumi/analyzer';

interface Request {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Readonly<Record<string, unknown>> } | undefined;
  getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
}

interface Monitor {
  registerResource(request: Request, done: (error: unknown, response?: { getUrn(): string }) => void): unknown;
}

const registered: PulumiResource[] = [];

async function main(program: string, answers: Readonly<Record<string, unknown>>): Promise<void> {
  const mocks: runtime.Mocks = {
    // An output that the state lacks is unknown in a preview, as it is with a real provider.
    newResource: ({ inputs }) => ({ id: undefined, state: inputs as Record<string, unknown> }),
    call: ({ token }) => {
      if (Object.hasOwn(answers, token)) return answers[token] as Record<string, unknown>;
      throw new Error(`nobody answers ${token}`);
    },
  };
  await runtime.setMocks(mocks, 'iam-guardrails-example', 'demo', true);
  record(runtime.getMonitor() as unknown as Monitor);
  require(program);
}

function record(monitor: Monitor): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, done) =>
    register(request, (error, response) => {
      if (response !== undefined && request.getCustom()) registered.push(resourceOf(request, response.getUrn()));
      done(error, response);
    });
}

function resourceOf(request: Request, urn: string): PulumiResource {
  const dependencies = [...request.getPropertydependenciesMap().entries()];
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    properties: request.getObject()?.toJavaScript() ?? {},
    propertyDependencies: Object.fromEntries(dependencies.map(([property, urns]) => [property, urns.getUrnsList()])),
  };
}

process.once('beforeExit', () => process.send?.(registered));
void main(process.argv[2] ?? '', JSON.parse(process.argv[3] ?? '{}') as Readonly<Record<string, unknown>>);
