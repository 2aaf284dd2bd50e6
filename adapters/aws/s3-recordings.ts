import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { sha256 } from '../../core/household/sha256.ts';
import { pauseBefore } from './pause-before-retry.ts';
import { householdPrefix, messagePrefix, recordingKey } from './recording-key.ts';
import type { Recordings } from '../../services/ports/recordings.ts';
import { StoreFailure } from '../../services/storage/store-failure.ts';

/** How often a put is tried that met another of the same key, and a deletion of which something was left. */
const TRIES = 4;

/**
 * Content as objects of one versioned bucket, `household/message/digest`, encrypted by S3. S3 checks what arrives
 * against its digest; what is read and has another digest than its key is not it, and so is not there. Erasing removes
 * every version and every delete marker. Throws for ids that could name another place, `not-erased`, and what the
 * client throws once it has tried often enough.
 */
export function s3Recordings({ client, bucket }: { client: S3Client; bucket: string }): Recordings {
  return {
    async put(owner, bytes) {
      const digest = sha256(bytes);
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: recordingKey(owner, digest),
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
        await pauseBefore(tried);
      }
    },

    async get(owner, digest) {
      const get = new GetObjectCommand({ Bucket: bucket, Key: recordingKey(owner, digest) });
      try {
        const { Body } = await client.send(get);
        const bytes = await Body?.transformToByteArray();
        return bytes && sha256(bytes) === digest ? bytes : undefined;
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    },

    erase: async owner => eraseAll(messagePrefix(owner)),
    forget: async household => eraseAll(householdPrefix(household)),
  };

  async function eraseAll(prefix: string): Promise<void> {
    let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (from) {
      const page: Awaited<ReturnType<typeof versions>> = await versions(prefix, from);
      const { Versions = [], DeleteMarkers = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = page;
      const found = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
      if (found.length > 0) await eraseThese(found);
      from = IsTruncated ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
    }
  }

  function versions(Prefix: string, from: { KeyMarker?: string | undefined }) {
    return client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix, ...from }));
  }

  /** At most 1,000 at once, which is what a page of versions holds. */
  async function eraseThese(found: ObjectIdentifier[]): Promise<void> {
    let left = found;
    for (let tried = 1; left.length > 0; tried++) {
      const { Deleted = [] } = await client.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: left } }),
      );
      // What is not said to be gone may be there.
      left = left.filter(
        one => !Deleted.some(({ Key, VersionId }) => Key === one.Key && VersionId === one.VersionId),
      );
      if (left.length > 0 && tried === TRIES) throw new StoreFailure('not-erased');
      if (left.length > 0) await pauseBefore(tried);
    }
  }
}

const nameOf = (error: unknown): string | undefined => (error as { name?: string }).name;
