/** What a bot reports to the household. Failures of the store are thrown. */
export type ChatKeeper = {
  /** A person opened a start link. Gives the name of its household, or `unknown` for a link that is not open. */
  start(
    token: string,
    chat: { address: string; name: string },
  ): Promise<{ household: string | null } | 'unknown'>;
  /** A person wants no more messages in this chat. Gives false where no household is known that sends them. */
  stop(address: string): Promise<boolean>;
};
