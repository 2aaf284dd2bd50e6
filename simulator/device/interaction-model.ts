/** The part of a skill's interaction model that the simulator reads, as in `interaction-models/en-US.json`. */
export type InteractionModel = {
  interactionModel: {
    languageModel: {
      invocationName: string;
      intents: readonly ModelIntent[];
      types: readonly { name: string; values: readonly ModelValue[] }[];
    };
  };
};

export type ModelSlot = { name: string; type: string; samples?: readonly string[] | undefined };
export type ModelIntent = {
  name: string;
  slots?: readonly ModelSlot[] | undefined;
  samples: readonly string[];
};

/** A value of a slot type; dynamic entities have the same shape. */
export type ModelValue = {
  id?: string | undefined;
  name: { value: string; synonyms?: readonly string[] | undefined };
};
