import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Answer, type Asked, type AwsWire, startAwsWire } from './aws-wire.ts';
import type { SignedRequest } from './sigv4.ts';

/** One version of an object, or a delete marker. */
export type Version = {
  key: string;
  id: string;
  marker: boolean;
  bytes: Buffer;
  headers: Record<string, string>;
};

export type S3Peer = {
  wire: AwsWire;
  /** All versions and delete markers, newest first for each key. */
  versions: (bucket: string) => Version[];
  /** Writes without any check, as somebody with access to the bucket can. */
  plant: (bucket: string, key: string, bytes: Uint8Array) => void;
  /** Locks an object, so that it cannot be deleted. */
  lock: (key: string) => void;
};

/**
 * S3's protocol over versioned buckets in memory. Like S3 it verifies the signature, the digest of the body, the checksums
 * and the conditions. A bucket exists as soon as a request names it. `pageSize`: the length of a page of a list.
 */
export async function startS3Peer({ pageSize = 1_000 }: { pageSize?: number } = {}): Promise<S3Peer> {
  const buckets = new Map<string, Version[]>();
  const locked = new Set<string>();
  let count = 0;
  const of = (bucket: string): Version[] => buckets.get(bucket) ?? [];
  const add = (bucket: string, version: Omit<Version, 'id'>): Version => {
    const added = { ...version, id: `v${String(++count).padStart(8, '0')}` };
    buckets.set(
      bucket,
      [added, ...of(bucket)].sort((a, b) => compare(a.key, b.key) || compare(b.id, a.id)),
    );
    return added;
  };
  const current = (bucket: string, key: string): Version | undefined => {
    const newest = of(bucket).find(version => version.key === key);
    return newest?.marker ? undefined : newest;
  };
  const remove = (bucket: string, key: string, id: string | undefined): Version | undefined => {
    if (id === undefined) return add(bucket, { key, marker: true, bytes: Buffer.of(), headers: {} });
    const gone = of(bucket).find(version => version.key === key && version.id === id);
    buckets.set(
      bucket,
      of(bucket).filter(version => version !== gone),
    );
    return gone;
  };

  function answer({ operation, url, headers, body }: Asked): Answer {
    const { bucket, key, query } = placeOf(url);
    switch (operation) {
      case 'PutObject': {
        const wrong = wrongChecksum(headers, body);
        if (wrong) return problem('BadDigest', `The ${wrong} you specified did not match what was received.`);
        if (headers['if-none-match'] === '*' && current(bucket, key))
          return problem('PreconditionFailed', 'At least one of the pre-conditions did not hold.', 412);
        const kept = ['content-type', 'x-amz-server-side-encryption', 'x-amz-checksum-sha256'];
        const named = kept.filter(name => headers[name] !== undefined);
        const { id } = add(bucket, {
          key,
          marker: false,
          bytes: body,
          headers: Object.fromEntries(named.map(name => [name, String(headers[name])])),
        });
        return { status: 200, headers: { 'x-amz-version-id': id, etag: `"${id}"` } };
      }
      case 'GetObject': {
        const found = current(bucket, key);
        return found
          ? { status: 200, headers: { ...found.headers, 'x-amz-version-id': found.id }, body: found.bytes }
          : problem('NoSuchKey', 'The specified key does not exist.', 404);
      }
      case 'ListObjectVersions':
        return listVersions(bucket, query);
      case 'ListObjectsV2': {
        const keys = of(bucket).filter(version => current(bucket, version.key) === version);
        const found = keys.filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
        return xml('ListBucketResult', found.map(({ key }) => element('Contents', { Key: key })).join(''));
      }
      case 'DeleteObject': {
        if (locked.has(key)) return problem('AccessDenied', 'Access Denied', 403);
        const gone = remove(bucket, key, query.get('versionId') ?? undefined);
        return { status: 204, headers: gone ? { 'x-amz-version-id': gone.id } : {} };
      }
      case 'DeleteObjects':
        return deleteObjects(bucket, headers, body);
      default:
        return problem('NotImplemented', `The peer knows nothing of ${operation}.`, 501);
    }
  }

  function listVersions(bucket: string, query: URLSearchParams): Answer {
    const [prefix, keyMarker, idMarker] = ['prefix', 'key-marker', 'version-id-marker'].map(
      name => query.get(name) ?? '',
    ) as [string, string, string];
    const past = ({ key, id }: Version) =>
      key > keyMarker || (key === keyMarker && idMarker !== '' && id < idMarker);
    const found = of(bucket).filter(version => version.key.startsWith(prefix) && past(version));
    const page = found.slice(0, pageSize);
    const last = page.at(-1);
    const truncated = found.length > page.length && last !== undefined;
    const entries = page.map(({ key, id, marker }) =>
      element(marker ? 'DeleteMarker' : 'Version', { Key: key, VersionId: id }),
    );
    const next = truncated ? tags({ NextKeyMarker: last.key, NextVersionIdMarker: last.id }) : '';
    return xml('ListVersionsResult', tags({ IsTruncated: String(truncated) }) + next + entries.join(''));
  }

  function deleteObjects(bucket: string, headers: Asked['headers'], body: Buffer): Answer {
    if (!Object.keys(headers).some(name => name === 'content-md5' || name.startsWith('x-amz-checksum-')))
      return problem('InvalidRequest', 'Missing required header for this request: Content-MD5');
    if (wrongChecksum(headers, body)) return problem('BadDigest', 'The checksum did not match.');
    const objects = [...body.toString().matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, inner = '']) => ({
      key: textOf(inner, 'Key') ?? '',
      id: textOf(inner, 'VersionId'),
    }));
    if (objects.length === 0 || objects.length > 1_000)
      return problem('MalformedXML', 'The XML is not well-formed.');
    const results = objects.map(({ key, id }) => {
      const named = { Key: key, ...(id !== undefined && { VersionId: id }) };
      if (locked.has(key))
        return element('Error', { ...named, Code: 'AccessDenied', Message: 'Access Denied' });
      remove(bucket, key, id);
      return element('Deleted', named);
    });
    return xml('DeleteResult', results.join(''));
  }

  const wire = await startAwsWire({ service: 's3', operationOf, answer, problem });
  return {
    wire,
    versions: of,
    plant: (bucket, key, bytes) =>
      void add(bucket, { key, marker: false, bytes: Buffer.from(bytes), headers: {} }),
    lock: key => void locked.add(key),
  };
}

/** An error response of S3. */
export const problem = (code: string, message = code, status = 400): Answer => ({
  ...xml('Error', tags({ Code: code, Message: message })),
  status,
});

/** The bucket and key in a path-style URL, `/bucket/key`. */
function placeOf(url: string): { bucket: string; key: string; query: URLSearchParams } {
  const { pathname, searchParams } = new URL(url, 'http://peer');
  const [, bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent);
  return { bucket, key: rest.join('/'), query: searchParams };
}

function operationOf({ method, url }: SignedRequest): string {
  const { key, query } = placeOf(url);
  if (key !== '')
    return ({ PUT: 'PutObject', GET: 'GetObject', DELETE: 'DeleteObject' } as const)[method] ?? method;
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('delete')) return 'DeleteObjects';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : `${method} ${url}`;
}

/** The name of a wrong checksum, if there is one. A checksum that the peer cannot compute counts as wrong. */
function wrongChecksum(headers: Asked['headers'], body: Buffer): string | undefined {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(crc32(body));
  const right: Record<string, string> = {
    'content-md5': createHash('md5').update(body).digest('base64'),
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
    'x-amz-checksum-crc32': word.toString('base64'),
  };
  return Object.keys(headers)
    .filter(name => name === 'content-md5' || /^x-amz-checksum-(?!mode|algorithm)/.test(name))
    .find(name => headers[name] !== right[name]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const escaped = (text: string): string => text.replace(/[&<>]/g, one => `&#${one.charCodeAt(0)};`);
const tags = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');
const element = (name: string, values: Record<string, string>): string =>
  `<${name}>${tags(values)}</${name}>`;
const textOf = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1];
const xml = (name: string, inner: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<${name}>${inner}</${name}>`,
});
