/** One version of an object. */
export type ThinVersion = { Key: string; VersionId: string };

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) =>
    decimal
      ? String.fromCodePoint(Number(decimal))
      : hex
        ? String.fromCodePoint(Number.parseInt(hex, 16))
        : (ENTITIES[name ?? ''] ?? all),
  );
const escaped = (text: string): string => text.replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`);

/** The text of the first element of this name; undefined where there is none. */
export function textIn(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

/** The versions in all elements of a name: `Version`, `DeleteMarker` or `Deleted`. */
export const versionsIn = (xml: string, element: string): ThinVersion[] =>
  [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(([, inner = '']) => ({
    Key: textIn(inner, 'Key') ?? '',
    VersionId: textIn(inner, 'VersionId') ?? '',
  }));

/** The body of a DeleteObjects request. */
export const deletionOf = (versions: readonly ThinVersion[]): string =>
  `<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${versions
    .map(
      ({ Key, VersionId }) =>
        `<Object><Key>${escaped(Key)}</Key><VersionId>${escaped(VersionId)}</VersionId></Object>`,
    )
    .join('')}</Delete>`;
