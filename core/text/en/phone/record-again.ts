/** What the phone app says while a message is recorded again. */
export const recordAgain = {
  about: 'Say it in your own voice. It takes the place of the recording above.',
  start: 'Start recording',
  stop: 'Stop, and use this',
  cancel: 'Keep the one before',
  recording: (seconds: number) => `Recording, ${seconds} s.`,
  making: 'Making the recording…',
  made: 'Recorded again. Listen to it before you send it.',
  noMicrophone: 'The microphone can’t be used. Allow it for this page.',
  off: 'Messages can’t be recorded again here.',
};
