/** Accounts by which AWS itself writes into resources of its customers. */
import { decode } from '../policy/text';

/**
 * Accounts of Elastic Load Balancing, one a region, that deliver access logs (Elastic Load Balancing User Guide, "Enable access
 * logs for your Classic Load Balancer").
 */
export const AWS_ACCOUNTS: readonly string[] = [
  '127311923021', '033677994240', '027434742980', '797873946194', '098369216593', '754344448648', '589379963580',
  '718504428378', '383597477331', '600734575887', '114774131450', '783225319266', '582318560864', '985666609251',
  '054676820928', '156460612806', '652711504416', '635631232127', '009996457667', '897822967062', '076674570225',
  '507241528517', '048591011584', '190560391635', '638102146993', '037604701340',
]; // prettier-ignore

/** Data sources of the provider that answer such an account. */
const LOOKED_UP =
  /^\$\{data\.aws_(?:elb_service_account|redshift_service_account|cloudtrail_service_account|billing_service_account)\./;

/** Whether an account, or what stands for one, is one of AWS's own. */
export function isServiceAccount(account: string): boolean {
  return AWS_ACCOUNTS.includes(account) || LOOKED_UP.test(decode(account));
}
