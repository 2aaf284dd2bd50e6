import { useEffect, useState } from 'preact/hooks';

/** A value that screens subscribe to. */
export type Observable<S> = {
  get(): S;
  /** Replaces these fields and calls the subscribers. */
  update(change: Partial<S>): void;
  /** Calls `onChange` after each change, until the returned function is called. */
  subscribe(onChange: () => void): () => void;
};

export function createObservable<S>(start: S): Observable<S> {
  let value = start;
  const subscribers = new Set<() => void>();
  return {
    get: () => value,
    update(change) {
      value = { ...value, ...change };
      for (const onChange of subscribers) onChange();
    },
    subscribe(onChange) {
      subscribers.add(onChange);
      return () => subscribers.delete(onChange);
    },
  };
}

/** Gives the value, and renders the component again when the value changes. */
export function useObservable<S>(value: Observable<S>): S {
  const [, renderAgain] = useState({});
  useEffect(() => value.subscribe(() => renderAgain({})), [value]);
  return value.get();
}
