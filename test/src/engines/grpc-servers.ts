import * as grpc from '@grpc/grpc-js';

/** The default of 4 MB is less than what a large stack sends. */
export const unlimitedMessages: grpc.ChannelOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
};

/** Serves on a free port of the loopback address and tells the Pulumi engine that port, as every plugin does. */
export async function servePlugin(server: grpc.Server): Promise<void> {
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  process.stdout.write(`${String(port)}\n`);
}

/** Calls back when the process that started this one is gone: an engine that was killed tells its plugins nothing. */
export function whenParentIsGone(callback: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 1000);
  timer.unref();
}
