// @ts-check
'use strict';

// Installs the real engines that the tests run: the Pulumi CLI, the CDKTF CLI and the CDK Terrain CLI.
// They live outside the checkout in a cache whose folder names carry a hash of the lock files: they are far too large for
// the workspaces, and a branch with other versions gets folders of its own.
//
//   node install.js          installs or builds what is missing
//   node install.js --list   prints as JSON what is there, and installs nothing

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/**
 * @typedef {object} Engine
 * @property {string} title how it is called in messages
 * @property {string} folder the folder beside this file that pins its version
 * @property {string[]} pins the files of that folder that decide what is installed
 * @property {string} executable where the finished folder holds it
 * @property {() => string} version the pinned version
 * @property {(target: string) => void} make fills the target folder
 * @property {(executable: string) => string[]} [ask] the command that must print the version, where there is one
 * @property {() => string | undefined} [onPath] an executable of the user's that does instead
 */

/**
 * @typedef {object} Found
 * @property {string} title
 * @property {string} version
 * @property {'cache' | 'path' | 'missing'} from
 * @property {string} executable
 */

const dayInMilliseconds = 24 * 60 * 60 * 1000;

const pulumiPackage = 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi';
const languageHostPackage = 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs';

/** @type {Record<string, Engine>} */
const engines = {
  node: nodeEngine('node', 'Node for the CDKTF and CDK Terrain CLIs'),
  'node-20': nodeEngine('node-20', 'Node 20'),
  'node-24': nodeEngine('node-24', 'Node 24'),
  verdaccio: {
    title: 'npm registry (verdaccio)',
    folder: 'verdaccio',
    pins: ['package.json', 'package-lock.json'],
    executable: 'node_modules/verdaccio/bin/verdaccio',
    version: () => lockedVersion('verdaccio', 'node_modules/verdaccio'),
    make: (target) => installNpm('verdaccio', target),
    ask: (executable) => [process.execPath, executable, '--version'],
  },
  cdktf: {
    title: 'CDKTF CLI',
    folder: 'cdktf',
    pins: ['package.json', 'package-lock.json'],
    executable: 'node_modules/cdktf-cli/bundle/bin/cdktf',
    version: () => lockedVersion('cdktf', 'node_modules/cdktf-cli'),
    make: (target) => installNpm('cdktf', target),
    ask: (executable) => [finishedExecutable('node'), executable, '--version'],
  },
  cdktn: {
    title: 'CDK Terrain CLI',
    folder: 'cdktn',
    pins: ['package.json', 'package-lock.json'],
    executable: 'node_modules/cdktn-cli/bin/cdktn',
    version: () => lockedVersion('cdktn', 'node_modules/cdktn-cli'),
    make: (target) => installNpm('cdktn', target),
    ask: (executable) => [finishedExecutable('node'), executable, '--version'],
  },
  pulumi: {
    title: 'Pulumi CLI',
    folder: 'pulumi/cli',
    pins: ['go.mod', 'go.sum'],
    executable: 'bin/pulumi',
    version: () => requiredVersion('pulumi/cli', 'github.com/pulumi/pulumi/pkg/v3'),
    make: (target) => buildPulumi(target),
    ask: (executable) => [executable, 'version'],
    onPath: () => pulumiOnPath(),
  },
  'pulumi-language-host': {
    title: 'Pulumi language host for Node',
    folder: 'pulumi/language-host',
    pins: ['go.mod', 'go.sum'],
    executable: 'bin/pulumi-language-nodejs',
    version: () => requiredVersion('pulumi/language-host', 'github.com/pulumi/pulumi/sdk/v3'),
    make: (target) =>
      buildGo('pulumi/language-host', languageHostPackage, '-s -w', path.join(target, 'bin', 'pulumi-language-nodejs')),
    onPath: () => languageHostOnPath(),
  },
};

/**
 * @param {string} folder
 * @param {string} title
 * @returns {Engine}
 */
function nodeEngine(folder, title) {
  return {
    title,
    folder,
    pins: ['package.json', 'package-lock.json'],
    executable: 'node_modules/.bin/node',
    version: () => lockedVersion(folder, `node_modules/${nodePackage()}`),
    make: (target) => installNpm(folder, target),
    ask: (executable) => [executable, '--version'],
  };
}

/** @returns {string} the folder that holds the finished engines */
function cacheFolder() {
  const chosen = process.env.IAM_GUARDRAILS_ENGINES;
  if (chosen) return path.resolve(chosen);
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'iam-guardrails', 'engines');
}

/**
 * @param {string} name
 * @returns {string} the folder of a finished engine: it exists only when the engine is complete
 */
function finishedFolder(name) {
  const engine = engines[name];
  const hash = createHash('sha256');
  // A change of how an engine is built must not reuse what was built otherwise.
  hash.update(`${process.platform} ${process.arch} recipe 1`);
  for (const pin of engine.pins) hash.update(fs.readFileSync(path.join(__dirname, engine.folder, pin)));
  return path.join(cacheFolder(), `${name}-${engine.version()}-${hash.digest('hex').slice(0, 12)}`);
}

/**
 * @param {string} name
 * @returns {string}
 */
function finishedExecutable(name) {
  return path.join(finishedFolder(name), engines[name].executable);
}

/**
 * @param {string} folder
 * @param {string} key of the packages in the lock file
 * @returns {string}
 */
function lockedVersion(folder, key) {
  const lock = JSON.parse(fs.readFileSync(path.join(__dirname, folder, 'package-lock.json'), 'utf8'));
  const locked = lock.packages[key];
  if (!locked) throw new Error(`${folder}/package-lock.json does not lock ${key}: this platform has no such package.`);
  return locked.version;
}

/**
 * @param {string} folder
 * @param {string} goModule
 * @returns {string}
 */
function requiredVersion(folder, goModule) {
  const lines = fs.readFileSync(path.join(__dirname, folder, 'go.mod'), 'utf8').split('\n');
  const version = lines.map((line) => line.trim().split(' ')).find((words) => words[0] === goModule)?.[1];
  if (!version) throw new Error(`${folder}/go.mod does not require ${goModule}.`);
  return version.replace(/^v/, '');
}

/** @returns {string} the npm package that holds the Node executable of this platform */
function nodePackage() {
  // The publisher of these packages names this one platform differently.
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}

/**
 * Runs a command and shows its output only when it fails.
 * @param {string} command
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string} what it printed
 */
function run(command, parameters, options = {}) {
  const result = spawnSync(command, parameters, { ...options, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const printed = `${result.stdout ?? ''}${result.stderr ?? ''}`;
  if (result.error) throw new Error(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`${[command, ...parameters].join(' ')} failed (${result.status ?? result.signal}):\n${printed}`);
  return result.stdout.toString();
}

/**
 * @param {string} folder
 * @param {string} target
 */
function installNpm(folder, target) {
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(__dirname, folder, file), path.join(target, file));
  }
  // No package of these folders needs an install script. The engines check is off because the CLIs run on the Node above.
  // `npm run` hands its own prefix down through the environment, hence --prefix.
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--engine-strict=false',
    '--include=optional',
    '--include=prod',
  ];
  run('npm', ['ci', '--prefix', target, ...flags], { cwd: target });
}

/** @param {string} target */
function buildPulumi(target) {
  const version = engines.pulumi.version();
  // Releases get their version from the linker too. Without it the CLI takes itself for a development build.
  const flags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
  buildGo('pulumi/cli', pulumiPackage, flags, path.join(target, 'bin', 'pulumi'));
}

/**
 * @param {string} folder
 * @param {string} goPackage
 * @param {string} linkerFlags
 * @param {string} output
 */
function buildGo(folder, goPackage, linkerFlags, output) {
  if (!onPath('go')) {
    throw new Error('`go` is not on PATH. It is built from source: install Go 1.25.11 or newer, or the Pulumi CLI 3.');
  }
  const environment = {
    ...process.env,
    CGO_ENABLED: '0',
    GOFLAGS: `${process.env.GOFLAGS ?? ''} -mod=readonly`.trim(),
  };
  const parameters = ['build', '-trimpath', '-buildvcs=false', `-ldflags=${linkerFlags}`, '-o', output, goPackage];
  run('go', parameters, { cwd: path.join(__dirname, folder), env: environment });
}

/**
 * @param {string} command
 * @returns {string | undefined} the first executable of that name on PATH
 */
function onPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, command)).find(isExecutable);
}

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @returns {string | undefined} the user's own Pulumi, when it is of the major version that the tests know */
function pulumiOnPath() {
  if (process.env.IAM_GUARDRAILS_BUILD_PULUMI === '1') return undefined;
  const executable = onPath('pulumi');
  if (!executable) return undefined;
  const answer = spawnSync(executable, ['version'], {
    encoding: 'utf8',
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: '1' },
  });
  return answer.status === 0 && /^v3\./.test(answer.stdout) ? executable : undefined;
}

/** @returns {string | undefined} the language host that came with the user's own Pulumi */
function languageHostOnPath() {
  const pulumi = pulumiOnPath();
  if (!pulumi) return undefined;
  // Pulumi looks for it beside the real executable, not beside a link to it.
  const executable = path.join(path.dirname(fs.realpathSync(pulumi)), 'pulumi-language-nodejs');
  return isExecutable(executable) ? executable : undefined;
}

/**
 * @param {string} name
 * @returns {Found}
 */
function find(name) {
  const engine = engines[name];
  const users = engine.onPath?.();
  if (users) return { title: engine.title, version: printedVersion(engine, users), from: 'path', executable: users };
  const executable = finishedExecutable(name);
  return {
    title: engine.title,
    version: engine.version(),
    from: fs.existsSync(executable) ? 'cache' : 'missing',
    executable,
  };
}

/**
 * @param {Engine} engine
 * @param {string} executable
 * @returns {string}
 */
function printedVersion(engine, executable) {
  if (!engine.ask) return 'of the Pulumi CLI on PATH';
  const [command, ...parameters] = engine.ask(executable);
  // The CLIs print the complaints of a `terraform` on PATH below their own version.
  return run(command, parameters).split('\n')[0].trim().replace(/^v/, '');
}

/**
 * Builds in a folder of its own and renames it: an interrupted build is never taken for a finished one, and of two
 * processes the first to finish wins.
 * @param {string} name
 */
function make(name) {
  const engine = engines[name];
  const finished = finishedFolder(name);
  fs.mkdirSync(path.dirname(finished), { recursive: true });
  const target = fs.mkdtempSync(`${finished}.unfinished-`);
  try {
    engine.make(target);
    checkVersion(engine, path.join(target, engine.executable));
    publish(target, finished, engine.executable);
  } finally {
    fs.rmSync(target, { recursive: true, force: true });
  }
}

/**
 * @param {Engine} engine
 * @param {string} executable
 */
function checkVersion(engine, executable) {
  if (!isExecutable(executable)) throw new Error(`The installation left no executable ${engine.executable}.`);
  if (!engine.ask) return;
  const printed = printedVersion(engine, executable);
  if (printed !== engine.version())
    throw new Error(`It prints the version "${printed}" instead of ${engine.version()}.`);
}

/**
 * @param {string} target
 * @param {string} finished
 * @param {string} executable inside the finished folder
 */
function publish(target, finished, executable) {
  try {
    fs.renameSync(target, finished);
  } catch (error) {
    // Otherwise another process finished the same engine in the meantime.
    if (!isExecutable(path.join(finished, executable))) throw error;
  }
}

/** Removes what interrupted builds left behind. A day old, because another process may be building now. */
function removeAbandoned() {
  const cache = cacheFolder();
  if (!fs.existsSync(cache)) return;
  for (const entry of fs.readdirSync(cache).filter((each) => each.includes('.unfinished-'))) {
    const folder = path.join(cache, entry);
    const changed = fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && Date.now() - changed > dayInMilliseconds)
      fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @returns {string} one line that says what there is now
 */
function ensure(name) {
  const before = find(name);
  if (before.from === 'path') return `${before.title} ${before.version}: from PATH, ${before.executable}`;
  if (before.from === 'cache') return `${before.title} ${before.version}: reused, ${before.executable}`;
  const hint = engines[name].pins.includes('go.mod') ? ' from source (the first time takes minutes)' : '';
  process.stderr.write(`${before.title} ${before.version}: installing${hint} …\n`);
  const start = Date.now();
  make(name);
  const seconds = Math.round((Date.now() - start) / 1000);
  return `${before.title} ${before.version}: ${hint ? 'built' : 'installed'} in ${seconds} s, ${before.executable}`;
}

/** @returns {number} the exit code */
function installAll() {
  removeAbandoned();
  const failed = [];
  for (const name of Object.keys(engines)) {
    try {
      process.stdout.write(`${ensure(name)}\n`);
    } catch (error) {
      failed.push(engines[name].title);
      process.stderr.write(`${engines[name].title}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (failed.length > 0)
    process.stderr.write(`\nNot installed: ${failed.join(', ')}. The tests that need them cannot run.\n`);
  return failed.length > 0 ? 1 : 0;
}

/** @returns {number} the exit code */
function main() {
  if (process.platform === 'win32') {
    process.stderr.write('The engines run on Linux and macOS. On Windows use the Windows Subsystem for Linux.\n');
    return 1;
  }
  if (process.argv.includes('--list')) {
    const found = Object.fromEntries(Object.keys(engines).map((name) => [name, find(name)]));
    process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
    return 0;
  }
  return installAll();
}

process.exitCode = main();
