import { sha256Of } from '#sha256';
import { deletionOf, textIn, type ThinVersion, versionsIn } from './s3-xml.ts';
import type { AwsResponse } from './send.ts';
import { AwsProblem, ThinClient, type ThinConfig, type ThinRequest } from './thin-client.ts';

/*
 * Replaces `@aws-sdk/client-s3` in the skill's bundle. It has what `s3-recordings.ts` uses of the SDK, under the same names.
 */

type Place = { Bucket: string };

/** A command makes its request, and parses the response. */
abstract class Command<I extends Place> {
  readonly input: I;
  constructor(input: I) {
    this.input = input;
  }
  abstract readonly request: ThinRequest;
  abstract outputOf(body: Uint8Array): object;
}

// Keys consist of letters, digits, `_`, `-` and `/`, so a path needs no escaping.
export class PutObjectCommand extends Command<
  Place & { Key: string; Body: Uint8Array; ContentType: string; ChecksumSHA256: string }
> {
  get request() {
    const { Key, Body, ContentType, ChecksumSHA256 } = this.input;
    return {
      method: 'PUT',
      path: `/${Key}`,
      body: Body,
      headers: {
        'content-type': ContentType,
        'x-amz-checksum-sha256': ChecksumSHA256,
        'if-none-match': '*',
        'x-amz-server-side-encryption': 'AES256',
      },
    };
  }
  outputOf() {
    return {};
  }
}

export class GetObjectCommand extends Command<Place & { Key: string }> {
  get request() {
    return { method: 'GET', path: `/${this.input.Key}` };
  }
  outputOf(body: Uint8Array) {
    return { Body: { transformToByteArray: async () => body } };
  }
}

export class ListObjectVersionsCommand extends Command<
  Place & { Prefix: string; KeyMarker?: string; VersionIdMarker?: string }
> {
  get request() {
    const { Prefix, KeyMarker, VersionIdMarker } = this.input;
    const query = {
      versions: '',
      prefix: Prefix,
      'key-marker': KeyMarker,
      'version-id-marker': VersionIdMarker,
    };
    return { method: 'GET', path: '/', query };
  }
  outputOf(body: Uint8Array) {
    const xml = new TextDecoder().decode(body);
    return {
      Versions: versionsIn(xml, 'Version'),
      DeleteMarkers: versionsIn(xml, 'DeleteMarker'),
      IsTruncated: textIn(xml, 'IsTruncated') === 'true',
      NextKeyMarker: textIn(xml, 'NextKeyMarker'),
      NextVersionIdMarker: textIn(xml, 'NextVersionIdMarker'),
    };
  }
}

export class DeleteObjectsCommand extends Command<Place & { Delete: { Objects: ThinVersion[] } }> {
  get request() {
    const body = new TextEncoder().encode(deletionOf(this.input.Delete.Objects));
    const checksum = Buffer.from(sha256Of([body])).toString('base64');
    return {
      method: 'POST',
      path: '/',
      query: { delete: '' },
      headers: { 'content-type': 'application/xml', 'x-amz-checksum-sha256': checksum },
      body,
    };
  }
  outputOf(body: Uint8Array) {
    return { Deleted: versionsIn(new TextDecoder().decode(body), 'Deleted') };
  }
}

export class S3Client {
  readonly #client: ThinClient;
  constructor(config: ThinConfig) {
    this.#client = new ThinClient('s3', config);
  }

  async send(command: Command<Place>): Promise<object> {
    const { Bucket } = command.input;
    const { isOwn, endpoint } = this.#client;
    const host = isOwn ? endpoint.replace('://', `://${Bucket}.`) : `${endpoint}/${Bucket}`;
    const { body } = await this.#client.request(command.request, problemIn, host);
    return command.outputOf(body);
  }

  destroy(): void {}
}

function problemIn({ status, body }: AwsResponse): AwsProblem | undefined {
  if (status < 300) return undefined;
  return new AwsProblem(textIn(new TextDecoder().decode(body), 'Code') ?? `Status${status}`, status);
}
