import { useEffect, useState } from 'preact/hooks';

/** A value that screens watch. */
export type Watched<S> = {
  get(): S;
  /** Takes these fields over and tells who watches. */
  set(change: Partial<S>): void;
  /** Calls `told` after each change, until the returned function is called. */
  watch(told: () => void): () => void;
};

export function watched<S>(start: S): Watched<S> {
  let value = start;
  const watching = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      value = { ...value, ...change };
      for (const told of watching) told();
    },
    watch(told) {
      watching.add(told);
      return () => watching.delete(told);
    },
  };
}

/** The value, and a new rendering whenever it changes. */
export function useWatched<S>(value: Watched<S>): S {
  const [, renderAgain] = useState({});
  useEffect(() => value.watch(() => renderAgain({})), [value]);
  return value.get();
}
