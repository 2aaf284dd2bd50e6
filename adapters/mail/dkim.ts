import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import DKIM from 'nodemailer/lib/dkim';
import { OperatorError } from '../../services/ports/operator-error.ts';

/** What mails are signed with (DKIM, RFC 6376). */
export type DkimKey = { domain: string; selector: string; privateKey: string };

/** The key for DKIM cannot be used. The message tells the operator what to do. */
export class DkimError extends OperatorError {
  override readonly name = 'DkimError';
  readonly code = 'dkim-unusable';
}

/** RFC 8301 §3.2: no verifier takes a shorter key. */
const FEWEST_BITS = 1024;

/**
 * Every header that a reader or a mail program relies on. RFC 8058 §4 wants both about unsubscribing, and nodemailer leaves
 * one out by default.
 */
const SIGNED = [
  'from:to:reply-to:subject:date:message-id:mime-version:content-type',
  'auto-submitted:list-unsubscribe:list-unsubscribe-post',
].join(':');

/**
 * Reads the private key for DKIM from a PEM file. Throws a {@link DkimError} unless it is an RSA key that verifiers take:
 * with any other key nodemailer would send mails without a signature.
 */
export async function loadDkimKey({
  domain,
  selector,
  file,
}: Omit<DkimKey, 'privateKey'> & { file: string }): Promise<DkimKey> {
  const privateKey = await readFile(file, 'utf8');
  const refuse = (reason: string) => new DkimError(`DKIM_KEY_FILE ${file} ${reason}.`);
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKey);
  } catch {
    throw refuse('holds no private key in PEM format without a password');
  }
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = key;
  if (type !== 'rsa')
    throw refuse(`holds a key of type ${type}, and mails can be signed with an RSA key only`);
  if ((details?.modulusLength ?? 0) < FEWEST_BITS)
    throw refuse(`holds an RSA key of less than ${FEWEST_BITS} bits, which mail servers do not accept`);
  return { domain, selector, privateKey };
}

/** A mail with a signature before it. */
export async function signMail(mail: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
  const signer = new DKIM({
    domainName: domain,
    keySelector: selector,
    privateKey,
    headerFieldNames: SIGNED,
  });
  const signed = Buffer.concat(await signer.sign(mail).toArray());
  // nodemailer gives the mail back as it was where it cannot sign.
  if (!/^DKIM-Signature:/i.test(signed.toString('latin1', 0, 20))) throw new Error('A mail was not signed.');
  return signed;
}
