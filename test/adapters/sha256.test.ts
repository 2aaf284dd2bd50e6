import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as inBrowser from '../../adapters/sha256/browser.ts';
import * as inNode from '../../adapters/sha256/node.ts';

const bytes = fc.uint8Array({ maxLength: 200 });

test('the SHA-256 of browsers and that of Node give the same 32 bytes for whatever pieces', () => {
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), pieces => {
      const digest = inNode.sha256Of(pieces);
      expect(digest).toHaveLength(32);
      expect(inBrowser.sha256Of(pieces)).toEqual(digest);
    }),
  );
});

test('the HMAC of browsers and that of Node give the same 32 bytes for whatever key', () => {
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      const mac = inNode.hmacSha256Of(key, message);
      expect(mac).toHaveLength(32);
      expect(inBrowser.hmacSha256Of(key, message)).toEqual(mac);
    }),
  );
});
