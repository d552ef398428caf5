import { today } from '@iam-guardrails/pack';
import { crashed, run } from './run';

// Whoever reads the results may stop early, as `head` does; that changes nothing about what was found.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The parser of Terraform's language starts on its own and can fail outside of any call.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(crashed(error, process.env));
    process.exit(2);
  });
}

void run(process.argv.slice(2), {
  cwd: process.cwd(),
  today: today(),
  env: process.env,
  terminal: process.stdout.isTTY,
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
}).then((code) => {
  // Not `process.exit`, which would cut off what a pipe has not taken yet.
  process.exitCode = code;
});
