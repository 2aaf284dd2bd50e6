import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import type { PasskeyAssertion } from '../../../core/approval/passkey-assertion.ts';

/** How an authenticator signs. */
type Use = {
  /** Whether it verified its user by face, fingerprint or PIN. */
  verified?: boolean;
  /** Its signature counter. */
  counter?: number;
  /** The origin of the page, if it is another than at the registration. */
  origin?: string;
};

/** A P-256 authenticator in software. It follows WebAuthn Level 3 §6, unless a test asks for a deviation. */
export function anAuthenticator(origin: string, rp = new URL(origin).hostname) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credential = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
  const id = credential.toString('base64url');
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  /** COSE_Key of RFC 9053: kty EC2, alg ES256, crv P-256. */
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    Buffer.from(x, 'base64url'),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, 'base64url'),
  ]);

  const clientData = (type: string, challenge: string, at = origin) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }));

  /** §6.1: the digest of the RP id, flags (user present, user verified, attested data), the counter. */
  function authenticatorData({ verified = true, counter = 0 }: Use, attested?: Buffer): Buffer {
    const flags = 0x01 | (verified ? 0x04 : 0) | (attested ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const rpDigest = createHash('sha256').update(rp).digest();
    return Buffer.concat([rpDigest, Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  }

  return {
    id,
    /** The passkey as the trust list has it. */
    passkey: { id, key: cose.toString('base64url'), name: 'A finger', origin, rp },

    /** Signs this challenge (base64url), as a page gets it from `navigator.credentials.get`. */
    sign(challenge: string, use: Use = {}): PasskeyAssertion {
      const data = authenticatorData(use);
      const client = clientData('webauthn.get', challenge, use.origin);
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        id,
        rawId: id,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
        },
        clientExtensionResults: {},
        type: 'public-key',
      };
    },

    /** Registers the credential without attestation, as a page gets it from `navigator.credentials.create`. */
    register(challenge: string, use: Use = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credential.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credential, cose]);
      const data = authenticatorData(use, attested);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(data.length);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x59]),
        size,
        data,
      ]);
      return {
        id,
        rawId: id,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, use.origin).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
        },
        clientExtensionResults: {},
        type: 'public-key' as const,
      };
    },
  };
}

/** A CBOR text of fewer than 24 bytes (RFC 8949 §3.1). */
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
