/** Gives a document of the next schema version. */
export type Migration = (document: Record<string, unknown>) => Record<string, unknown>;

/**
 * Version 2: a mail that some of a contact's addresses refused was one attempt with the outcome `partly-refused`. Each
 * address is an attempt of its own now, so the outcome becomes a refusal with the replies as its text.
 */
const onePerAddress = ofMessages(one => {
  if (one['code'] !== 'partly-refused') return one;
  const { service, refused } = one as PartlyRefused;
  const reply = refused.map(({ address, reply: said }) => `${address} (${said})`).join(', ');
  return { code: 'refused', service, reply: reply.slice(0, 300) };
});

type PartlyRefused = { service: string; refused: { address: string; reply: string }[] };

/** Version 3: a claim says whether the recording may have left. Before that, each claim meant that it may have. */
const begunClaims = ofMessages(one => ('leaseUntil' in one ? { ...one, begun: true } : one));

type Values = Record<string, unknown>;

/** Replaces objects anywhere in a message. */
function ofMessages(replace: (one: Values) => Values): Migration {
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(replace(value as Values)).map(([name, one]) => [name, within(one)]),
    );
  };
  return document => (document['kind'] === 'message' ? (within(document) as Values) : document);
}

/** One entry for each change of a stored form since the first release: the first leads from schema version 1 to 2. */
export const MIGRATIONS: readonly Migration[] = [onePerAddress, begunClaims];
