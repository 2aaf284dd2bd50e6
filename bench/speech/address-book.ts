import type { Contact } from '../../core/household/contact.ts';
import type { ContactId } from '../../core/household/ids.ts';
import { BadInput } from './bad-input.ts';
import type { Random } from './random.ts';
import type { Name } from './speech-sets.ts';

/** Draws address books of distinct names. A name is drawn as often as its count says. */
export class AddressBooks {
  readonly #names: readonly Name[];
  /** The counts of all names up to and with each one. */
  readonly #cumulative: Float64Array;

  constructor(names: readonly Name[]) {
    if (names.length === 0) throw new BadInput('There are no names to draw an address book from.');
    this.#names = names;
    this.#cumulative = new Float64Array(names.length);
    names.reduce((sum, { count }, index) => (this.#cumulative[index] = sum + count), 0);
  }

  /** An address book of `size` contacts. Throws {@link BadInput} if `size` is below 1 or there are too few names. */
  draw(size: number, random: Random): Contact[] {
    if (size < 1) throw new BadInput('An address book needs at least one contact.');
    if (size > this.#names.length)
      throw new BadInput(`There are only ${this.#names.length} names for an address book of ${size}.`);
    const drawn = new Set<string>();
    while (drawn.size < size) drawn.add(this.#drawName(random));
    return [...drawn].map((name, index) => ({
      id: `contact-${index}` as ContactId,
      name,
      nicknames: [],
      addresses: [],
    }));
  }

  #drawName(random: Random): string {
    const at = random() * (this.#cumulative.at(-1) ?? 0);
    let [low, high] = [0, this.#cumulative.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulative[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return (this.#names[low] as Name).name;
  }
}
