import { z } from 'zod';

/** What a webhook is sent: an event in the form that Standard Webhooks recommends. */
export const webhookPayloadSchema = z.strictObject({
  type: z.literal('message.released'),
  timestamp: z.iso.datetime().describe('When this attempt began.'),
  data: z.strictObject({
    message: z.string().describe('The id of the message.'),
    to: z.string().describe('The name of the contact.'),
    household: z
      .string()
      .nullable()
      .describe('The household that sends, such as “the Miller household”; null if it has set no name.'),
    title: z.string().describe('One line for a person, in the language of the message.'),
    transcript: z
      .string()
      .nullable()
      .describe('The dictated words; null if the recording came from a microphone.'),
    language: z.string().describe('The primary language subtag (BCP 47) of the message, such as en.'),
    duration: z.number().positive().describe('Of the recording, in seconds.'),
    isFirst: z.boolean().describe('Whether this is the first message to this address.'),
    stop: z
      .url()
      .nullable()
      .describe('A page on which the recipient can stop these messages; null if there is none.'),
    audio: z.strictObject({
      name: z.string().describe('A file name whose extension fits the media type.'),
      mediaType: z.string(),
      base64: z.base64(),
    }),
  }),
});
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;

/** The schema of the payload, as docs/webhook.schema.json has it. */
export const webhookJsonSchema = (): object => z.toJSONSchema(webhookPayloadSchema);
