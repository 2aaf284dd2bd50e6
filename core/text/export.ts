/** What the archive of a household's data says in one language. */
export type ExportTexts = Readonly<{
  readme: string;
  /** The name of a recording's file, without its ending. `date`: `2026-11-28`; `time`: `07-15-00`. */
  recording: (of: { date: string; time: string; room: string; contact: string }) => string;
  unknownRoom: string;
  unknownContact: string;
}>;
