/** Any provider but AWS: its classes write nothing, and their attributes are not known before a deployment. */
import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';

class Other extends TerraformElement {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    return new Proxy(this, {
      get: (target, name, receiver): unknown =>
        typeof name === 'symbol' || name in target
          ? Reflect.get(target, name, receiver)
          : `\${data.other_provider.${id}.${name}}`,
    });
  }
}

/** A namespace, of which every member that looks like a class is one. */
const namespace: object = new Proxy(
  {},
  {
    get: (_, name) => {
      if (name === '__esModule') return true;
      if (typeof name !== 'string') return undefined;
      return /^[A-Z]/.test(name) ? Other : namespace;
    },
    has: () => true,
  },
);

module.exports = namespace;
