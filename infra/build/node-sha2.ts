import { createHash } from 'node:crypto';

/**
 * What stands in the skill's bundle for `@noble/hashes/sha2.js`, as far as it is used there: Node's own. In JavaScript, which
 * a browser needs where it must answer at once, the first hashes of a process are slow, and Alexa waits for them.
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
