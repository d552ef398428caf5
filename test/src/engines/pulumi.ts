import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { type EngineLocations, compiledScript, locateEngines } from './locations';
import { type ProcessResult, environmentWithout, linkNode, runProcess, writeNodeCommand } from './processes';

/** How one Pulumi command is run. */
export interface PulumiOptions {
  /** The folder of the Pulumi project. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds; five minutes unless told otherwise. */
  readonly timeout?: number;
}

/** A real Pulumi CLI with state, login and home in a temporary folder, and test providers in place of the cloud. */
export interface PulumiEngine {
  readonly version: string;
  run(parameters: readonly string[], options: PulumiOptions): Promise<ProcessResult>;
  /** Removes state, login and home. */
  dispose(): Promise<void>;
}

/** The providers that the test provider stands in for. */
const providers = ['aws', 'aws-native', 'opentelekomcloud'];

/** Pulumi takes any plugin that is not older than what a program asks for: this one suits every program. */
const newestVersion = '999.0.0';

/** The Pulumi CLI, or undefined when it is not installed. Every call gives an engine with a state of its own. */
export async function pulumiEngine(): Promise<PulumiEngine | undefined> {
  const locations = locateEngines();
  if (locations.pulumi.from === 'missing' || locations['pulumi-language-host'].from === 'missing') return undefined;
  const home = await mkdtemp(join(tmpdir(), 'iam-guardrails-pulumi-'));
  const env = await prepareEnvironment(home, locations);
  return {
    version: locations.pulumi.version,
    run: (parameters, options) => {
      const merged = { ...env, ...options.env };
      return runProcess(locations.pulumi.executable, parameters, {
        cwd: options.cwd,
        env: merged,
        timeout: options.timeout ?? 300_000,
      });
    },
    dispose: () => rm(home, { recursive: true, force: true }),
  };
}

async function prepareEnvironment(folder: string, locations: EngineLocations): Promise<Record<string, string>> {
  const [commands, state, home] = [join(folder, 'bin'), join(folder, 'state'), join(folder, 'home')];
  await Promise.all([mkdir(commands), mkdir(state)]);
  await linkNode(commands);
  await Promise.all(
    providers.map((name) => addPlugin(home, 'resource', name, compiledScript('aws-provider'), [newestVersion])),
  );
  await addLanguageHost(home, locations);
  // What the user has set up for the own Pulumi and the own AWS account must not reach the tests.
  const inherited = environmentWithout(['PULUMI_', 'AWS_', 'NODE_OPTIONS', 'npm_']);
  return {
    ...inherited,
    PATH: [commands, inherited.PATH ?? ''].join(delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: 'test',
    PULUMI_SKIP_UPDATE_CHECK: '1',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    // Plugins come from the home above only. Those on PATH bring a warning into every output.
    PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
    PULUMI_ENABLE_LEGACY_PLUGIN_SEARCH: 'true',
    NO_COLOR: '1',
  };
}

/** A Pulumi of the user's brings its own host, which lies beside it and runs policy packs itself. */
async function addLanguageHost(home: string, locations: EngineLocations): Promise<void> {
  const host = locations['pulumi-language-host'];
  if (host.from === 'cache')
    await addPlugin(home, 'language', 'nodejs', compiledScript('language-host'), [host.executable]);
}

async function addPlugin(
  home: string,
  kind: string,
  name: string,
  script: string,
  parameters: readonly string[] = [],
): Promise<void> {
  const folder = join(home, 'plugins', `${kind}-${name}-v${newestVersion}`);
  await mkdir(folder, { recursive: true });
  await writeNodeCommand(folder, `pulumi-${kind}-${name}`, script, parameters);
}
