import { createHash, createHmac } from 'node:crypto';

/*
 * Small substitutes for packages in the functions' bundles. `build-function.ts` says which bundle has which of them.
 */

/**
 * For `@aws-sdk/credential-provider-node`: the credentials that Lambda sets in the environment, which do not change while
 * a function runs. The SDK's own provider looks in ten more places, with as much code.
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('Lambda gave no credentials.');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};

/**
 * For `ask-sdk-model`, which is types and clients of Alexa's own services. The SDK creates those clients only for a skill
 * with an `ApiClient`, which this one does not have.
 */
export const services = {};

/**
 * For `@noble/hashes/sha2.js`: Node's own SHA-256. A browser needs the JavaScript one to hash synchronously; its first
 * hashes in a process are slow, and Alexa would wait for them.
 */
export const sha256 = Object.assign((bytes: Uint8Array) => sha256.create().update(bytes).digest(), {
  create() {
    const state = createHash('sha256');
    const hash = {
      update(bytes: Uint8Array) {
        state.update(bytes);
        return hash;
      },
      digest: () => new Uint8Array(state.digest()),
    };
    return hash;
  },
});

/** For `@noble/hashes/hmac.js`, for the same reason. It is only used with SHA-256. */
export const hmac = (_: typeof sha256, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(bytes).digest());
