/** A cloud whose resources the rules understand. */
export type Cloud = 'aws' | 'otc';

/** Every cloud, and how people call it. */
export const CLOUDS: Readonly<Record<Cloud, string>> = { aws: 'AWS', otc: 'Open Telekom Cloud' };

/** Open Telekom Cloud runs on Huawei's platform: the providers are of one family, and read with one schema. */
const OTC = /^(?:opentelekomcloud|huaweicloud)_/;

/** The cloud of a Terraform type; AWS for what is of no cloud, such as an output or `random_password`. */
export function cloudOf(type: string): Cloud {
  return OTC.test(type) ? 'otc' : 'aws';
}
