/**
 * `node --require cdktn-for-cdktf.js PROGRAM`: runs an app of CDKTF, prebuilt providers included, on CDK Terrain. What users write for it
 * is `"cdktf": "npm:cdktn@0.24.0"` in their package.json.
 */
import Module from 'node:module';

interface Loader {
  _resolveFilename(request: string, parent: unknown, ...rest: readonly unknown[]): string;
}

const loader = Module as unknown as Loader;
const resolveFilename = loader._resolveFilename.bind(loader);

loader._resolveFilename = (request, parent, ...rest) => resolveFilename(nameOf(request), parent, ...rest);

function nameOf(request: string): string {
  if (request === 'cdktf') return 'cdktn';
  return request.startsWith('cdktf/') ? request.replace('cdktf/', 'cdktn/') : request;
}
