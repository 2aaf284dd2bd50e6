/** Named parts of a grammar. */
export type Rules = Readonly<Record<string, string>>;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/**
 * Every sentence of a grammar, each once, in the notation of the JSpeech Grammar Format (JSGF §4): `(a | b)` is one of
 * its alternatives, `[a | b]` one of them or none, `<name>` a rule. A slot such as `{recipient}` stays as it is. Throws
 * for brackets that do not pair and for a rule that does not exist.
 */
export function expandGrammar(grammar: string, rules: Rules = {}): string[] {
  const tokens = grammar.match(/[()[\]|]|<\w+>|[^\s()[\]|<>]+/g) ?? [];
  const sentences = readAlternatives();
  if (tokens.length > 0) throw new Error(`“${grammar}” closes a bracket that is not open.`);
  return [...new Set(sentences)];

  function readAlternatives(): string[] {
    const before: string[] = [];
    let current = [''];
    for (let token = tokens[0]; token !== undefined && token !== ')' && token !== ']'; [token] = tokens) {
      tokens.shift();
      if (token === '|') {
        before.push(...current);
        current = [''];
      } else {
        const endings = readPart(token);
        current = current.flatMap(start => endings.map(end => `${start} ${end}`.trim()));
      }
    }
    return [...before, ...current];
  }

  function readPart(token: string): string[] {
    const closing = CLOSING[token];
    if (closing !== undefined) {
      const inner = readAlternatives();
      if (tokens.shift() !== closing) throw new Error(`“${grammar}” lacks a ${closing}.`);
      return token === '[' ? ['', ...inner] : inner;
    }
    const name = /^<(\w+)>$/.exec(token)?.[1];
    if (name === undefined) return [token];
    const rule = rules[name];
    if (rule === undefined) throw new Error(`“${grammar}” names the rule <${name}>, which does not exist.`);
    return expandGrammar(rule, rules);
  }
}
