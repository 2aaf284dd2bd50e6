import { describe, expect, test } from '@jest/globals';
import { audioFile } from '../../../../core/message/recording/audio-file.ts';

describe('a recording as a file', () => {
  test.each([
    ['audio/mpeg', 'message.mp3'],
    ['audio/mp4', 'message.m4a'],
    ['audio/ogg', 'message.ogg'],
    ['audio/wav', 'message.wav'],
    ['audio/webm', 'message.webm'],
  ])('a recording of the type %s becomes the file %s', (mediaType, name) => {
    expect(audioFile(mediaType)).toEqual({ name, mediaType });
  });

  test.each(['audio/ogg;codecs=opus', 'audio/ogg ; codecs=opus', 'Audio/OGG', ' audio/ogg'])(
    'the type %j becomes a file of the type audio/ogg',
    mediaType => {
      expect(audioFile(mediaType)).toEqual({ name: 'message.ogg', mediaType: 'audio/ogg' });
    },
  );

  test.each(['', ';', 'audio/flac', 'text/html', 'audio/ogg\r\nX: y'])(
    'the type %j becomes a file that no program opens by itself',
    mediaType => {
      expect(audioFile(mediaType)).toEqual({ name: 'message.bin', mediaType: 'application/octet-stream' });
    },
  );
});
