import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import * as grpc from '@grpc/grpc-js';
import { LanguageRuntimeService } from '@pulumi/pulumi/proto/language_grpc_pb';
import { RunPluginRequest, RunPluginResponse } from '@pulumi/pulumi/proto/language_pb';

import { servePlugin, unlimitedMessages, whenParentIsGone } from './grpc-servers';

// Stands in for `pulumi-language-nodejs` on PATH. The last language host that the Go module proxy has runs programs but
// not policy packs: this one hands everything on to it and runs the policy packs itself.
// Parameters: the executable of the real host, then what Pulumi passes to a language host.

type Method = grpc.MethodDefinition<unknown, unknown>;

/** A service whose messages stay bytes, so that fields that neither side knows survive. */
function withRawMessages(service: grpc.ServiceDefinition): Record<string, grpc.MethodDefinition<Buffer, Buffer>> {
  const raw = { requestSerialize: keep, requestDeserialize: keep, responseSerialize: keep, responseDeserialize: keep };
  return Object.fromEntries(
    Object.entries(service).map(([name, method]: [string, Method]) => [name, { ...method, ...raw }]),
  );
}

function keep(message: Buffer): Buffer {
  return message;
}

function forward(client: grpc.Client, method: grpc.MethodDefinition<Buffer, Buffer>): grpc.UntypedHandleCall {
  return method.responseStream ? forwardStream(client, method.path) : forwardUnary(client, method.path);
}

function forwardUnary(client: grpc.Client, path: string): grpc.handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    const onward = client.makeUnaryRequest(path, keep, keep, call.request, call.metadata, callback);
    call.on('cancelled', () => {
      onward.cancel();
    });
  };
}

function forwardStream(client: grpc.Client, path: string): grpc.handleServerStreamingCall<Buffer, Buffer> {
  return (call) => {
    const onward = client.makeServerStreamRequest(path, keep, keep, call.request, call.metadata);
    onward.on('data', (message: Buffer) => call.write(message));
    // `destroy` would leave the caller without an answer for ever.
    onward.on('error', (error) => call.emit('error', error));
    onward.on('end', () => {
      call.end();
    });
    call.on('cancelled', () => {
      onward.cancel();
    });
  };
}

/** Runs policy packs here and leaves every other kind of plugin to the real host. */
function runPlugin(client: grpc.Client, path: string): grpc.handleServerStreamingCall<Buffer, Buffer> {
  const toRealHost = forwardStream(client, path);
  return (call) => {
    const request = RunPluginRequest.deserializeBinary(call.request);
    if (request.getKind() === 'analyzer') runPolicyPack(request, call);
    else toRealHost(call);
  };
}

function runPolicyPack(request: RunPluginRequest, call: grpc.ServerWritableStream<Buffer, Buffer>): void {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const send = (response: RunPluginResponse): void => {
    call.write(Buffer.from(response.serializeBinary()));
  };
  let child: ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };
  try {
    // The pack's own copy of the SDK runs it, as in Pulumi's host.
    const script = createRequire(join(folder, 'package.json')).resolve('@pulumi/pulumi/cmd/run-policy-pack');
    const parameters = [script, ...request.getArgsList(), folder];
    child = spawn(process.execPath, parameters, {
      cwd: folder,
      env: environmentOf(request),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    call.emit('error', { code: grpc.status.INTERNAL, details: String(error) });
    return;
  }
  child.stdout.on('data', (chunk: Buffer) => {
    send(new RunPluginResponse().setStdout(chunk));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    send(new RunPluginResponse().setStderr(chunk));
  });
  child.once('close', (code) => {
    send(new RunPluginResponse().setExitcode(code ?? 1));
    call.end();
  });
  call.on('cancelled', () => child.kill());
}

function environmentOf(request: RunPluginRequest): Record<string, string> {
  const pairs = request.getEnvList().map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}

/** Waits for the first line, which is the port, and shows everything after it: programs print through their host. */
async function readPort(output: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = '';
    const collect = (chunk: Buffer): void => {
      read += chunk.toString('utf8');
      const end = read.indexOf('\n');
      if (end < 0) return;
      output.off('data', collect).pause();
      resolve(read.slice(0, end).trim());
      process.stdout.write(read.slice(end + 1));
    };
    output.on('data', collect);
    output.once('end', () => {
      reject(new Error('The language host ended without telling its port.'));
    });
  });
}

async function main(executable: string, parameters: readonly string[]): Promise<void> {
  const host = spawn(executable, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = (): void => {
    host.kill();
    process.exit(0);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  whenParentIsGone(stop);
  host.once('exit', (code) => process.exit(code ?? 1));
  const port = await readPort(host.stdout);
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimitedMessages);
  const service = withRawMessages(LanguageRuntimeService);
  const handlers = Object.entries(service).map(([name, method]): [string, grpc.UntypedHandleCall] => {
    return [name, name === 'runPlugin' ? runPlugin(client, method.path) : forward(client, method)];
  });
  const server = new grpc.Server(unlimitedMessages);
  server.addService(service, Object.fromEntries(handlers));
  await servePlugin(server);
  host.stdout.pipe(process.stdout);
}

if (require.main === module) {
  const [executable, ...parameters] = process.argv.slice(2);
  if (executable === undefined) throw new Error('The first parameter must be the real language host.');
  main(executable, parameters).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
