import { useEffect, useState } from 'preact/hooks';

/** A value that screens watch. */
export type Observable<S> = {
  get(): S;
  /** Takes these fields over and tells who watches. */
  update(change: Partial<S>): void;
  /** Calls `told` after each change, until the returned function is called. */
  subscribe(told: () => void): () => void;
};

export function createObservable<S>(start: S): Observable<S> {
  let value = start;
  const watching = new Set<() => void>();
  return {
    get: () => value,
    update(change) {
      value = { ...value, ...change };
      for (const told of watching) told();
    },
    subscribe(told) {
      watching.add(told);
      return () => watching.delete(told);
    },
  };
}

/** The value, and a new rendering whenever it changes. */
export function useObservable<S>(value: Observable<S>): S {
  const [, renderAgain] = useState({});
  useEffect(() => value.subscribe(() => renderAgain({})), [value]);
  return value.get();
}
