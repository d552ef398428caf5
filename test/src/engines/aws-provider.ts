import { appendFileSync } from 'node:fs';

import * as grpc from '@grpc/grpc-js';
import { PluginInfo } from '@pulumi/pulumi/proto/plugin_pb';
import { ResourceProviderService } from '@pulumi/pulumi/proto/provider_grpc_pb';
import * as messages from '@pulumi/pulumi/proto/provider_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';

import { getPolicyDocument } from './aws-policy-document';
import { account, checkInputs, createOutputs, previewOutputs, region } from './aws-resources';
import { type PlainObject, fromStruct, toStruct } from './aws-values';
import { servePlugin, unlimitedMessages, whenParentIsGone } from './grpc-servers';

// Stands in for the cloud: run as `pulumi-resource-aws`, `-aws-native` or `-opentelekomcloud` it behaves before and after a creation
// as the real providers do, and creates nothing. `@pulumi/pulumi/provider` has no previews with unknown values, hence the
// protocol itself. Every creation, update and deletion becomes a line in the file that TEST_PROVIDER_LOG names.
// Parameter: the version that it says to have.

type Answer<Request, Response> = (request: Request) => Response;

/** The invokes that the test provider answers. */
const invokes: Readonly<Record<string, (parameters: PlainObject) => PlainObject>> = {
  'aws:iam/getPolicyDocument:getPolicyDocument': getPolicyDocument,
  'aws:index/getCallerIdentity:getCallerIdentity': () => {
    return { accountId: account, arn: `arn:aws:iam::${account}:user/tester`, id: account, userId: 'AIDATESTER' };
  },
  'aws:index/getPartition:getPartition': () => {
    return { partition: 'aws', id: 'aws', dnsSuffix: 'amazonaws.com', reverseDnsPrefix: 'com.amazonaws' };
  },
  'aws:index/getRegion:getRegion': () => {
    return {
      id: region,
      region,
      name: region,
      description: 'Europe (Frankfurt)',
      endpoint: `ec2.${region}.amazonaws.com`,
    };
  },
};

/** A handler that turns whatever goes wrong into an error for Pulumi instead of the end of the provider. */
function answering<Request, Response>(answer: Answer<Request, Response>): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

function checkConfiguration(request: messages.CheckRequest): messages.CheckResponse {
  return new messages.CheckResponse().setInputs(request.getNews());
}

function configure(): messages.ConfigureResponse {
  // As the real one: it sees secret inputs as plain values, and Pulumi keeps them secret.
  return new messages.ConfigureResponse().setSupportspreview(true);
}

function check(request: messages.CheckRequest): messages.CheckResponse {
  const { type, name } = partsOf(request.getUrn());
  const inputs = checkInputs(type, name, fromStruct(request.getOlds()), fromStruct(request.getNews()));
  return new messages.CheckResponse().setInputs(toStruct(inputs));
}

function diff(request: messages.DiffRequest): messages.DiffResponse {
  const old = fromStruct(request.getOldInputs());
  const inputs = fromStruct(request.getNews());
  const keys = [...new Set([...Object.keys(old), ...Object.keys(inputs)])];
  const changed = keys.filter((key) => JSON.stringify(old[key]) !== JSON.stringify(inputs[key]));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  return new messages.DiffResponse().setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME).setDiffsList(changed);
}

function create(request: messages.CreateRequest): messages.CreateResponse {
  const { type, name } = partsOf(request.getUrn());
  const inputs = fromStruct(request.getProperties());
  if (request.getPreview()) return new messages.CreateResponse().setProperties(toStruct(previewOutputs(type, inputs)));
  const { id, outputs } = createOutputs(type, name, inputs);
  log('create', request.getUrn(), id);
  return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
}

function read(request: messages.ReadRequest): messages.ReadResponse {
  const inputs = fromStruct(request.getInputs());
  const known = { ...inputs, ...fromStruct(request.getProperties()) };
  return new messages.ReadResponse().setId(request.getId()).setProperties(toStruct(known)).setInputs(toStruct(inputs));
}

function update(request: messages.UpdateRequest): messages.UpdateResponse {
  if (!request.getPreview()) log('update', request.getUrn(), request.getId());
  const outputs = { ...fromStruct(request.getOlds()), ...fromStruct(request.getNews()) };
  return new messages.UpdateResponse().setProperties(toStruct(outputs));
}

function remove(request: messages.DeleteRequest): Empty {
  log('delete', request.getUrn(), request.getId());
  return new Empty();
}

function invoke(request: messages.InvokeRequest): messages.InvokeResponse {
  const answer = invokes[request.getTok()];
  if (answer === undefined) throw new Error(`The test provider does not answer ${request.getTok()}.`);
  return new messages.InvokeResponse().setReturn(toStruct(answer(fromStruct(request.getArgs()))));
}

function partsOf(urn: string): { type: string; name: string } {
  const [, , types = '', name = ''] = urn.split('::');
  return { type: types.split('$').at(-1) ?? '', name };
}

function log(operation: string, urn: string, id: string): void {
  const file = process.env.TEST_PROVIDER_LOG;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ operation, ...partsOf(urn), id, urn })}\n`);
}

const handlers: grpc.UntypedServiceImplementation = {
  getPluginInfo: answering(() => new PluginInfo().setVersion(process.argv[2] ?? '')),
  checkConfig: answering(checkConfiguration),
  diffConfig: answering(() => new messages.DiffResponse()),
  configure: answering(configure),
  check: answering(check),
  diff: answering(diff),
  create: answering(create),
  read: answering(read),
  update: answering(update),
  delete: answering(remove),
  invoke: answering(invoke),
  cancel: answering(() => new Empty()),
};

if (require.main === module) {
  whenParentIsGone(() => process.exit(0));
  const server = new grpc.Server(unlimitedMessages);
  server.addService(ResourceProviderService, handlers);
  servePlugin(server).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
