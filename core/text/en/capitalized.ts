/** A text with a capital letter at its start. */
export const capitalized = (text: string): string => text.replace(/^./u, first => first.toUpperCase());
