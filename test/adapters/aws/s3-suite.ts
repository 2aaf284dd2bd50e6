import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { HouseholdId, MessageId } from '../../../core/household/ids.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import { failureCode } from '../../../services/storage/store-failure.ts';
import type { Recordings } from '../../../services/ports/recordings.ts';
import type { s3Recordings } from '../../../adapters/aws/s3-recordings.ts';
import type { Fault } from '../../support/aws/aws-wire.ts';
import { problem, type S3Peer, startS3Peer } from '../../support/aws/s3-peer.ts';
import { PATIENT, timeOutWhereItHangs } from '../../support/aws/time-out.ts';
import { recordingsContract } from '../recordings-contract.ts';

const home = 'home' as HouseholdId;
const key = { household: home, message: 'message-1' as MessageId };
const other = { household: home, message: 'message-2' as MessageId };
const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => i % 256);
const keyOf = (content: Uint8Array | string) => `home/message-1/${sha256(content)}`;

/** The adapter under test, and the client class of the commands that it sends. */
export type S3Parts = { S3Client: typeof S3Client; s3Recordings: typeof s3Recordings };

/** The tests of recordings in S3, for the SDK's client and for the thin one. */
export function s3Suite(name: string, { S3Client: Client, s3Recordings: recordingsOf }: S3Parts): void {
  let peer: S3Peer;
  let client: S3Client;
  /** For operations that the adapter never does. */
  let owners: S3Client;
  let buckets = 0;
  beforeAll(async () => {
    peer = await startS3Peer({ pageSize: 2 });
    const config = { ...peer.wire.client, ...awsClient({ timeout: PATIENT }), forcePathStyle: true };
    client = new Client(config);
    owners = new S3Client(config);
  });
  afterEach(() => {
    jest.useRealTimers();
    peer.wire.heal();
  });
  afterAll(async () => {
    client.destroy();
    owners.destroy();
    await peer.wire.stop();
  });

  recordingsContract(name, async () => ({
    recordings: recordingsOf({ client, bucket: `contract-${++buckets}` }),
    close: async () => {},
  }));

  describe(`${name}: a bucket`, () => {
    let bucket: string;
    let recordings: Recordings;
    let begun: number;
    const asked = () => peer.wire.operations().slice(begun);
    beforeEach(() => {
      bucket = `bucket-${++buckets}`;
      recordings = recordingsOf({ client, bucket });
      begun = peer.wire.asked.length;
      timeOutWhereItHangs(peer.wire);
    });

    test('S3 stores content encrypted, under household, message and digest, with a verified checksum', async () => {
      await recordings.put(key, bytes);
      expect(peer.versions(bucket)).toMatchObject([
        {
          key: keyOf(bytes),
          headers: {
            'x-amz-server-side-encryption': 'AES256',
            'x-amz-checksum-sha256': Buffer.from(sha256(bytes), 'base64url').toString('base64'),
          },
        },
      ]);
    });

    test('putting stored content again makes no second version', async () => {
      await Promise.all([recordings.put(key, bytes), recordings.put(key, bytes)]);
      await recordings.put(key, bytes);
      expect(peer.versions(bucket)).toHaveLength(1);
    });

    test('content that does not hash to its key is undefined', async () => {
      peer.plant(bucket, keyOf(bytes), Buffer.from('something else'));
      expect(await recordings.get(key, sha256(bytes))).toBeUndefined();
    });

    test('erasing a message deletes every version and delete marker, over several pages', async () => {
      for (const words of ['a', 'b', 'c']) await recordings.put(key, Buffer.from(words));
      await owners.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf('a') }));
      await recordings.put(key, Buffer.from('a'));
      peer.plant(bucket, keyOf('b'), Buffer.from('overwritten'));
      await recordings.put(other, bytes);
      expect(peer.versions(bucket)).toHaveLength(7);

      await recordings.erase(key);

      expect(peer.versions(bucket).map(({ key }) => key)).toEqual([`home/message-2/${sha256(bytes)}`]);
      expect(asked().filter(name => name === 'ListObjectVersions')).toHaveLength(3);
    });

    test('forgetting a household deletes all its objects', async () => {
      await recordings.put(key, bytes);
      await recordings.put(other, bytes);
      await recordings.forget(home);
      expect(peer.versions(bucket)).toEqual([]);
      const { Contents = [] } = await owners.send(new ListObjectsV2Command({ Bucket: bucket }));
      expect(Contents).toEqual([]);
    });

    const slowDown = problem('SlowDown', 'Please reduce your request rate.', 503);
    const transient: [string, Fault][] = [
      ['throttles', slowDown],
      ['has an internal error', problem('InternalError', 'We encountered an internal error.', 500)],
      ['resets the connection', 'reset'],
      ['does not answer in time', 'hang'],
      ['loses its response', 'lost'],
    ];

    test.each(transient)('a put is retried when S3 %s, and stored once', async (_what, fault) => {
      peer.wire.fail('PutObject', fault);
      expect(await recordings.put(key, bytes)).toBe(sha256(bytes));
      expect(asked()).toHaveLength(2);
      expect(peer.versions(bucket)).toHaveLength(1);
    });

    test.each(transient)('a get is retried when S3 %s', async (_what, fault) => {
      await recordings.put(key, bytes);
      peer.wire.fail('GetObject', fault);
      expect(await recordings.get(key, sha256(bytes))).toEqual(bytes);
    });

    test.each(transient)('erasing is retried when S3 %s', async (_what, fault) => {
      await recordings.put(key, bytes);
      peer.wire.fail('ListObjectVersions', fault);
      peer.wire.fail('DeleteObjects', fault);
      await recordings.erase(key);
      expect(peer.versions(bucket)).toEqual([]);
    });

    test('a get whose response breaks off gives all of the content or none', async () => {
      await recordings.put(key, bytes);
      peer.wire.fail('GetObject', 'half');
      const got = await recordings.get(key, sha256(bytes)).catch(() => 'none');
      expect([bytes, 'none']).toContainEqual(got);
    });

    test('a put that conflicts with another of the same content is retried', async () => {
      peer.wire.fail('PutObject', problem('ConditionalRequestConflict', 'Try again.', 409));
      expect(await recordings.put(key, bytes)).toBe(sha256(bytes));
      expect(peer.versions(bucket)).toHaveLength(1);
    });

    test('a put that conflicts at every try fails', async () => {
      const conflict = problem('ConditionalRequestConflict', 'Try again.', 409);
      peer.wire.fail('PutObject', conflict, conflict, conflict, conflict);
      await expect(recordings.put(key, bytes)).rejects.toMatchObject({
        name: 'ConditionalRequestConflict',
      });
    });

    test.each([
      ['PutObject', () => recordings.put(key, bytes)],
      ['GetObject', () => recordings.get(key, sha256(bytes))],
      ['ListObjectVersions', () => recordings.erase(key)],
    ])('%s without permission fails with the code of S3 and is not retried', async (operation, act) => {
      peer.wire.fail(operation, problem('AccessDenied', 'Access Denied', 403));
      const error = await act().catch((error: unknown) => error);
      expect(failureCode(error)).toBe('AccessDenied');
      expect(asked()).toEqual([operation]);
    });

    test('a put that is throttled at every try fails with the code of S3', async () => {
      peer.wire.fail('PutObject', slowDown, slowDown, slowDown);
      const error = await recordings.put(key, bytes).catch((error: unknown) => error);
      expect(failureCode(error)).toBe('SlowDown');
      expect(peer.versions(bucket)).toEqual([]);
    });

    test('erasing retries the deletions that S3 reports as failed', async () => {
      await recordings.put(key, bytes);
      await recordings.put(key, Buffer.from('words'));
      const [first] = peer.versions(bucket);
      const undone = `<DeleteResult><Error><Key>${first?.key}</Key><VersionId>${first?.id}</VersionId><Code>InternalError</Code></Error></DeleteResult>`;
      peer.wire.fail('DeleteObjects', {
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: undone,
      });
      await recordings.erase(key);
      expect(peer.versions(bucket)).toEqual([]);
    });

    test('erasing fails with not-erased where S3 cannot delete a version, and deletes the others', async () => {
      await recordings.put(key, bytes);
      await recordings.put(key, Buffer.from('words'));
      peer.lock(keyOf('words'));
      await expect(recordings.erase(key)).rejects.toMatchObject({ code: 'not-erased' });
      expect(peer.versions(bucket).map(({ key }) => key)).toEqual([keyOf('words')]);
    });

    test('S3 refuses content with another checksum, and a request that is signed with another secret', async () => {
      const wrong = owners.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(bytes),
          Body: bytes,
          ChecksumSHA256: Buffer.from(sha256('else'), 'base64url').toString('base64'),
        }),
      );
      await expect(wrong).rejects.toMatchObject({ name: 'BadDigest' });
      const stranger = new Client({
        ...peer.wire.client,
        forcePathStyle: true,
        credentials: { ...peer.wire.client.credentials, secretAccessKey: 'guessed' },
      });
      await expect(recordingsOf({ client: stranger, bucket }).put(key, bytes)).rejects.toMatchObject({
        name: 'SignatureDoesNotMatch',
      });
      stranger.destroy();
      expect(peer.versions(bucket)).toEqual([]);
    });
  });
}
