import { createSign, webcrypto } from 'node:crypto';
import '../no-reflection.ts';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Crypto);

/** node-forge, which verifies the chain, knows RSA only, as Amazon's certificates are. */
const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const DAY = 24 * 3_600_000;

/** A certificate with its private key, both able to sign further ones. */
export type Authority = { name: string; pem: string; keys: CryptoKeyPair };
/** What signs a request or serves TLS: leaf and intermediate as PEM, and the leaf's key as PEM. */
export type Signer = { chain: string; key: string };

/** A root of the test's own. */
export async function aRoot(name = 'CN=Test Root'): Promise<Authority> {
  const keys = await newKeys();
  return { name, keys, pem: await certify({ name, keys }, { name, keys }, caExtensions) };
}

/** An intermediate under `issuer`. */
export async function anIntermediate(issuer: Authority): Promise<Authority> {
  const [name, keys] = ['CN=Test Intermediate', await newKeys()];
  return { name, keys, pem: await certify({ name, keys }, issuer, caExtensions) };
}

/** A leaf under `issuer`, as Amazon's is for `echo-api.amazon.com`; by itself (`issuer` undefined) self-signed. */
export async function aLeaf(
  issuer: Authority | undefined,
  { host = 'echo-api.amazon.com', from = Date.now() - DAY, until = Date.now() + 90 * DAY } = {},
): Promise<Signer> {
  const own = { name: `CN=${host}`, keys: await newKeys() };
  const san = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }]);
  const pem = await certify(own, issuer ?? own, [san], { from, until });
  return { chain: [pem, ...(issuer ? [issuer.pem] : [])].join('\n'), key: await privatePem(own.keys) };
}

/** Signs a request's body as Amazon does, for the header `Signature-256`. */
export const signBody = (body: string, { key }: Signer): string =>
  createSign('RSA-SHA256').update(body, 'utf8').sign(key, 'base64');

const caExtensions = [
  new x509.BasicConstraintsExtension(true, undefined, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
];

const newKeys = () =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

async function certify(
  subject: Omit<Authority, 'pem'>,
  issuer: Omit<Authority, 'pem'>,
  extensions: x509.Extension[],
  { from, until } = { from: Date.now() - DAY, until: Date.now() + 3_650 * DAY },
): Promise<string> {
  const certificate = await x509.X509CertificateGenerator.create({
    subject: subject.name,
    issuer: issuer.name,
    publicKey: subject.keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(from),
    notAfter: new Date(until),
    extensions,
  });
  return certificate.toString('pem');
}

async function privatePem({ privateKey }: CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}
