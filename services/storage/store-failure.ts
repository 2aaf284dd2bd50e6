/**
 * What a store could not do, though its engine answered. `document-too-large`: beyond what the engine takes in one
 * item. `not-read`: the engine left some of what was asked for undone each time. `not-forgotten`, `not-erased`: some of it
 * is still there after several tries; asking again goes on.
 */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly code: 'document-too-large' | 'not-read' | 'not-forgotten' | 'not-erased';

  constructor(code: StoreFailure['code']) {
    super(`The store failed: ${code}.`);
    this.code = code;
  }
}
