/** What was computed last, by what it was computed from. */
export type Memory<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
};

/**
 * A memory that forgets what was used longest ago once it holds more than `most`, where each value counts as much as
 * `sizeOf` says; as 1 unless given. A value that counts as more than `most` is not remembered.
 */
export function memoryOf<Key, Value>(
  most: number,
  sizeOf: (value: Value) => number = () => 1,
): Memory<Key, Value> {
  // A map keeps the order in which its entries were set: the first one was used longest ago.
  const remembered = new Map<Key, Value>();
  let size = 0;
  const forget = (key: Key): Value | undefined => {
    const value = remembered.get(key);
    if (value !== undefined && remembered.delete(key)) size -= sizeOf(value);
    return value;
  };
  const set = (key: Key, value: Value): void => {
    forget(key);
    remembered.set(key, value);
    size += sizeOf(value);
    for (const [oldest] of remembered) {
      if (size <= most) return;
      forget(oldest);
    }
  };
  return {
    set,
    get(key) {
      const value = forget(key);
      if (value !== undefined) set(key, value);
      return value;
    },
  };
}
