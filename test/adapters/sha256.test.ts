import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sha256Of as inBrowser } from '../../adapters/sha256/browser.ts';
import { sha256Of as inNode } from '../../adapters/sha256/node.ts';

test('the SHA-256 of browsers and that of Node give the same 32 bytes for whatever pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), pieces => {
      const digest = inNode(pieces);
      expect(digest).toHaveLength(32);
      expect(inBrowser(pieces)).toEqual(digest);
    }),
  );
});
