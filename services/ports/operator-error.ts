/** What only the operator can mend, such as a file that cannot be used. The message says what to do. */
export abstract class OperatorError extends Error {
  abstract readonly code: string;
}
