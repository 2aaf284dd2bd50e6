/** A file of a web app. `packed`: its body, compressed, by the encoding's name in HTTP; none where that saves nothing. */
export type AppFile = {
  type: string;
  body: string | Uint8Array<ArrayBuffer>;
  packed?: { [encoding in 'br' | 'gzip']?: Uint8Array<ArrayBuffer> };
};

/** The names of the files in this folder contain a digest: what such a path leads to never changes. */
export const NAMED_BY_DIGEST = 'assets/';
