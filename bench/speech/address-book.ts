import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { BadInput } from './bad-input.ts';
import type { Random } from './random.ts';
import type { Name } from './speech-sets.ts';

/** Draws address books of distinct names, each name as likely as it was given. */
export class AddressBooks {
  readonly #names: readonly Name[];
  readonly #upTo: Float64Array;

  constructor(names: readonly Name[]) {
    if (names.length === 0) throw new BadInput('There are no names to draw an address book from.');
    this.#names = names;
    this.#upTo = new Float64Array(names.length);
    names.reduce((sum, { count }, index) => (this.#upTo[index] = sum + count), 0);
  }

  /** A book of `size` contacts. Throws {@link BadInput} where it would be empty or there are too few names. */
  draw(size: number, random: Random): Contact[] {
    if (size < 1) throw new BadInput('An address book needs at least one contact.');
    if (size > this.#names.length)
      throw new BadInput(`There are only ${this.#names.length} names for an address book of ${size}.`);
    const drawn = new Set<string>();
    while (drawn.size < size) drawn.add(this.#one(random));
    return [...drawn].map((name, index) => ({
      id: `contact-${index}` as ContactId,
      name,
      nicknames: [],
      addresses: [],
    }));
  }

  #one(random: Random): string {
    const at = random() * (this.#upTo.at(-1) ?? 0);
    let [low, high] = [0, this.#upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return (this.#names[low] as Name).name;
  }
}
