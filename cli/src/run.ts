import { printable, version } from '@iam-guardrails/shared-rules';
import { Command, CommanderError } from 'commander';
import { check, type CheckOptions } from './commands/check';
import { config, type ConfigOptions } from './commands/config';
import { explain } from './commands/explain';
import { init } from './commands/init';
import { initPack, type InitPackOptions } from './commands/init-pack';
import { initRule } from './commands/init-rule';
import { listRules, type RulesOptions } from './commands/rules';
import { InputError } from './input-error';
import type { Io } from './io';

/** Exit codes: 0 nothing stops a deployment, 1 something does, 2 usage, configuration, input or a crash. */
export type ExitCode = 0 | 1 | 2;

/** Runs the program with the arguments behind its name. Never throws. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await program(io, (given) => (code = given)).parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof InputError) io.note(messageOf(error));
    else io.note(crashed(error, io.env));
    return 2;
  }
}

function program(io: Io, finish: (code: ExitCode) => void): Command {
  const root = new Command('iam-guardrails')
    .description('Checks the IAM of Terraform, CDKTF and CDK Terrain stacks before they are deployed.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.note(text),
      outputError: (text, write) => write(`iam-guardrails: ${oneLine(text)}\n`),
    });
  addCheck(root, io, finish);
  root
    .command('rules')
    .description('list the rules')
    .option('--format <format>', 'text or json', 'text')
    .option('--preset <names>', 'levels of this preset, or of several separated by commas (default: recommended)')
    .option('--config <file>', 'levels of this configuration, with the rules of the packs that it extends')
    .action((options: RulesOptions) => listRules(options, io));
  root
    .command('explain')
    .description('print the page of a rule')
    .argument('<rule>', 'id of the rule')
    .action((id: string) => explain(id, io));
  addConfig(root, io);
  addInit(root, io);
  return root;
}

function addCheck(root: Command, io: Io, finish: (code: ExitCode) => void): void {
  root
    .command('check')
    .description('check stacks: folders, .tf and .tf.json files, or the cdktf.out of a synth')
    .argument('<path...>', 'files and folders; a folder is walked, and each folder with Terraform files is a stack')
    .option('--config <file>', 'configuration; otherwise iam-guardrails.yaml in the working folder', once('--config'))
    .option('--format <format>', 'text, json or sarif; may be given several times (default: text)', collect, [])
    .option('--output <file>', 'file for the --format in the same place, - for stdout', collect, [])
    .option('--fail-on <severity>', 'exit 1 on a violation of low, medium, high, critical or above', once('--fail-on'))
    .option('--rules <ids>', 'run only these rules, separated by commas; may be given several times', collect, [])
    .option('--before <path>', 'the stacks before the change, for the rule no-new-access', once('--before'))
    .option('--baseline <file>', 'findings that are accepted: they are counted, and stop nothing', once('--baseline'))
    .option('--write-baseline <file>', 'write what is found, which is accepted from then on', once('--write-baseline'))
    .option('--timing', 'print to stderr how long reading, the model and each rule took')
    .action(async (paths: string[], options: CheckOptions) => finish(await check(paths, options, io)));
}

function addConfig(root: Command, io: Io): void {
  root
    .command('config')
    .description('check the configuration; show every value and where it came from')
    .option('--config <file>', 'configuration; otherwise iam-guardrails.yaml in the working folder', once('--config'))
    .option('--print', 'print every value and where it came from')
    .option('--rule <id>', 'print what is said of this rule only', once('--rule'))
    .option('--format <format>', 'text or json (default: text)', once('--format'))
    .option('--schema', 'print the JSON Schema, with the rules of the packs that the configuration extends')
    .action((options: ConfigOptions) => config(options, io));
}

function addInit(root: Command, io: Io): void {
  const command = root
    .command('init')
    .description('write a configuration into the working folder; begin a pack of your organisation, or a rule of it')
    .allowExcessArguments()
    .action((_, { args }: Command) => init(args, io));
  command
    .command('pack')
    .description('begin the pack of an organisation: one npm package for Pulumi, CDKTF, CDK Terrain and CI')
    .argument('<dir>', 'a folder that is new or empty')
    .option('--name <name>', 'name of the npm package; otherwise that of the folder', once('--name'))
    .action((folder: string, options: InitPackOptions) => initPack(folder, options, io));
  command
    .command('rule')
    .description('begin a rule in the pack of the working folder, with its test')
    .argument('<id>', 'id of the rule, such as roles-name-their-owner')
    .action((id: string) => initRule(id, io));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function once(option: string): (value: string, before: string | undefined) => string {
  return (value, before) => {
    if (before !== undefined) throw new InputError(`${option} is given twice; give it once`);
    return value;
  };
}

function oneLine(text: string): string {
  return printable(text.trim().replace(/^error: /, ''));
}

/** A message may quote the name of a file, and a name may hold anything. */
function messageOf({ message }: InputError): string {
  return message
    .split('\n')
    .map((line) => `iam-guardrails: ${printable(line)}\n`)
    .join('');
}

/** A defect of ours. The text of the error is left out, because it may hold a property value. */
export function crashed(error: unknown, env: Io['env']): string {
  const name = error instanceof Error ? error.name : typeof error;
  const text = `iam-guardrails: internal error (${printable(name)}), nothing was checked; please report it: npm bugs iam-guardrails`;
  if (env['IAM_GUARDRAILS_DEBUG'] !== '1') return `${text} (IAM_GUARDRAILS_DEBUG=1 adds where it happened)\n`;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return `${[text, ...frames].join('\n')}\n`;
}
