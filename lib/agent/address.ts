import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AgentError } from './errors';

/**
 * Where a model may be asked. Private addresses are allowed: a model on one's own machine is the point. What is never a model server is
 * refused whoever asks: the metadata services of clouds, which hand out credentials to anything that can send them a request.
 */

const METADATA = new BlockList();
// Link-local (RFC 3927, RFC 4291 §2.5.6), IPv4-mapped forms included; NAT64 (RFC 6052) of the same.
METADATA.addSubnet('169.254.0.0', 16, 'ipv4');
METADATA.addSubnet('fe80::', 10, 'ipv6');
METADATA.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
// Metadata services elsewhere: AWS and Google over IPv6, Alibaba, Azure's wire server, Oracle.
for (const address of ['fd00:ec2::254', 'fd20:ce::254']) METADATA.addAddress(address, 'ipv6');
for (const address of ['100.100.100.200', '168.63.129.16', '192.0.0.192']) METADATA.addAddress(address, 'ipv4');

const METADATA_NAMES = /^(metadata|metadata\.goog|metadata\.google\.internal|instance-data(\..+)?)\.?$/;

export type AddressProblem = 'not-http' | 'credentials' | 'metadata';

const forbidden = (ip: string) => METADATA.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** What is wrong with an address as it is written; undefined when nothing is. Names are not looked up. */
export function addressProblem(address: string): AddressProblem | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'not-http';
  if (url.username !== '' || url.password !== '') return 'credentials';
  // URL has already turned octal, hexadecimal and short forms of IPv4 into four numbers.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return METADATA_NAMES.test(host) || (isIP(host) !== 0 && forbidden(host)) ? 'metadata' : undefined;
}

/** What was wrong and what to do, for people. */
export const ADDRESS_MESSAGES: Readonly<Record<AddressProblem, string>> = {
  'not-http': 'The address of the model’s server has to start with http:// or https://.',
  credentials: 'The address of the model’s server holds a name or password. Leave them out and give the key by itself.',
  metadata: 'This address belongs to a cloud’s metadata service or is link-local, and is never asked. Give the address of the model’s server.',
};

/** Refuses an address that is wrong as written, or whose name leads to a forbidden one. */
export async function checkAddress(address: string): Promise<void> {
  const problem = addressProblem(address) ?? ((await leadsAstray(new URL(address).hostname)) ? 'metadata' : undefined);
  if (problem) throw new AgentError('bad-address', ADDRESS_MESSAGES[problem]);
}

async function leadsAstray(host: string): Promise<boolean> {
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return false;
  // A name that cannot be looked up is for the connection itself to report.
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => forbidden(address));
}
