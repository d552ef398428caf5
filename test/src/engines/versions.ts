import { locateEngines } from './locations';

const origins = { cache: 'built or installed by `npm run engines`', path: 'on PATH', missing: 'not installed' };

/** What the tests run, for a CI log: the engines with their versions and origins, and the Node of this process. */
export function engineVersions(): Record<string, string> {
  const engines = Object.values(locateEngines());
  const versions = engines.map(({ title, version, from }): [string, string] => [
    title,
    `${version} (${origins[from]})`,
  ]);
  return { 'Node of the tests': process.versions.node, ...Object.fromEntries(versions) };
}
