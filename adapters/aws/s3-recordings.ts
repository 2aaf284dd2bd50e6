import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { HouseholdId } from '../../core/household/ids.ts';
import { type Sha256, sha256 } from '../../core/household/bytes/sha256.ts';
import type { MessageKey, Recordings } from '../../services/ports/recordings.ts';
import { pauseBeforeRetry } from './aws-client.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

/** The number of tries of a put that conflicts with another, and of a deletion that S3 leaves incomplete. */
const TRIES = 4;

/**
 * Content as objects of one versioned bucket under the keys `household/message/digest`, encrypted by S3. S3 verifies each
 * upload against its SHA-256. `get` gives undefined for bytes that do not hash to the digest. Erasing removes every version
 * and every delete marker. Throws for an id that could name another key, `not-erased`, and the client's errors after its
 * retries.
 */
export function s3Recordings({ client, bucket }: { client: S3Client; bucket: string }): Recordings {
  return {
    async put(key, bytes) {
      const digest = sha256(bytes);
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: recordingKey(key, digest),
        Body: bytes,
        ContentType: 'application/octet-stream',
        ChecksumSHA256: Buffer.from(digest, 'base64url').toString('base64'),
        IfNoneMatch: '*',
        ServerSideEncryption: 'AES256',
      });
      for (let tried = 1; ; tried++) {
        try {
          await client.send(put);
          return digest;
        } catch (error) {
          if (nameOf(error) === 'PreconditionFailed') return digest;
          if (nameOf(error) !== 'ConditionalRequestConflict' || tried === TRIES) throw error;
        }
        await pauseBeforeRetry(tried);
      }
    },

    async get(key, digest) {
      const get = new GetObjectCommand({ Bucket: bucket, Key: recordingKey(key, digest) });
      try {
        const { Body } = await client.send(get);
        const bytes = await Body?.transformToByteArray();
        return bytes && sha256(bytes) === digest ? bytes : undefined;
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    },

    remove: async (key, digest) => eraseAll(recordingKey(key, digest)),
    erase: async key => eraseAll(messagePrefix(key)),
    forget: async household => eraseAll(householdPrefix(household)),
  };

  async function eraseAll(prefix: string): Promise<void> {
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (from) {
      const page: Awaited<ReturnType<typeof versions>> = await versions(prefix, from);
      const { Versions = [], DeleteMarkers = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
      const found = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
      if (found.length > 0) await deleteVersions(found);
      from = IsTruncated ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
    }
  }

  function versions(Prefix: string, from: { KeyMarker?: string | undefined }) {
    return client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix, ...from }));
  }

  /** Deletes up to 1,000 versions: S3's limit, and the size of a page of versions. */
  async function deleteVersions(found: ObjectIdentifier[]): Promise<void> {
    let left = found;
    for (let tried = 1; left.length > 0; tried++) {
      const { Deleted = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: left } }),
      );
      // A version that the response does not confirm may still exist.
      left = left.filter(
        one => !Deleted.some(({ Key, VersionId }) => Key === one.Key && VersionId === one.VersionId),
      );
      if (left.length > 0 && tried === TRIES) throw new StoreFailure('not-erased');
      if (left.length > 0) await pauseBeforeRetry(tried);
    }
  }
}

const recordingKey = (key: MessageKey, digest: Sha256): string => `${messagePrefix(key)}${checked(digest)}`;

const messagePrefix = ({ household, message }: MessageKey): string =>
  `${householdPrefix(household)}${checked(message)}/`;

const householdPrefix = (household: HouseholdId): string => `${checked(household)}/`;

/** An id without a character that could lead to another key. */
function checked(id: string): string {
  if (!/^[0-9A-Za-z_-]+$/.test(id))
    throw new Error('An id of the recording store has characters it must not have.');
  return id;
}

const nameOf = (error: unknown): string | undefined => (error as { name?: string }).name;
