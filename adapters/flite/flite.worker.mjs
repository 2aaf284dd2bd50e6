// Runs flite once: takes the compiled program and a text, posts the WAV file back and exits, which frees its memory.
// It is plain JavaScript, because a worker thread starts without the transforms of the main thread.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

/**
 * The part of WASI preview 1 that flite uses. The file system is one file in memory, so no text and no audio is written
 * to the disk. Error numbers and layouts are those of wasi_snapshot_preview1.
 */
export function inMemoryWasi(args) {
  const SUCCESS = 0;
  const BADF = 8;
  const [ROOT, FILE] = [3, 4];
  const CHARACTER_DEVICE = 2;
  const DIRECTORY = 3;
  const REGULAR_FILE = 4;
  const encoded = args.map(arg => new TextEncoder().encode(`${arg}\0`));
  let memory;
  let file = new Uint8Array(1 << 20);
  let size = 0;
  let position = 0;

  const view = () => new DataView(memory.buffer);
  const put32 = (at, value) => view().setUint32(at, value, true);
  const write = bytes => {
    const end = position + bytes.length;
    if (end > file.length) {
      const larger = new Uint8Array(Math.max(end, file.length * 2));
      larger.set(file);
      file = larger;
    }
    file.set(bytes, position);
    position = end;
    size = Math.max(size, end);
  };

  const calls = {
    args_sizes_get(count, bytes) {
      put32(count, encoded.length);
      put32(
        bytes,
        encoded.reduce((sum, arg) => sum + arg.length, 0),
      );
      return SUCCESS;
    },
    args_get(pointers, text) {
      for (const [i, arg] of encoded.entries()) {
        put32(pointers + 4 * i, text);
        new Uint8Array(memory.buffer).set(arg, text);
        text += arg.length;
      }
      return SUCCESS;
    },
    clock_time_get(_id, _precision, time) {
      view().setBigUint64(time, 0n, true);
      return SUCCESS;
    },
    fd_prestat_get(fd, at) {
      if (fd !== ROOT) return BADF;
      put32(at, 0);
      put32(at + 4, 1);
      return SUCCESS;
    },
    fd_prestat_dir_name(_fd, path) {
      view().setUint8(path, '/'.charCodeAt(0));
      return SUCCESS;
    },
    fd_fdstat_get(fd, at) {
      if (fd > FILE) return BADF;
      new Uint8Array(memory.buffer).fill(0, at, at + 24);
      const types = { [ROOT]: DIRECTORY, [FILE]: REGULAR_FILE };
      view().setUint8(at, types[fd] ?? CHARACTER_DEVICE);
      // Grants all rights on this descriptor and on those opened through it.
      view().setBigUint64(at + 8, ~0n, true);
      view().setBigUint64(at + 16, ~0n, true);
      return SUCCESS;
    },
    fd_fdstat_set_flags: () => SUCCESS,
    path_open(_dir, _lookup, _path, _length, _oflags, _rights, _inheriting, _flags, fd) {
      position = 0;
      put32(fd, FILE);
      return SUCCESS;
    },
    fd_write(fd, vectors, count, written) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(vectors + 8 * i, true);
        const length = view().getUint32(vectors + 8 * i + 4, true);
        if (fd === FILE) write(new Uint8Array(memory.buffer, at, length));
        total += length;
      }
      put32(written, total);
      return SUCCESS;
    },
    fd_read(_fd, _vectors, _count, read) {
      put32(read, 0);
      return SUCCESS;
    },
    fd_seek(fd, offset, whence, result) {
      if (fd !== FILE) return BADF;
      position = [0, position, size][whence] + Number(offset);
      view().setBigUint64(result, BigInt(position), true);
      return SUCCESS;
    },
    fd_close: () => SUCCESS,
    proc_exit(code) {
      throw new ProgramEnd(code);
    },
  };
  return {
    imports: { wasi_snapshot_preview1: calls },
    run(instance) {
      memory = instance.exports.memory;
      try {
        // WASI calls a program's entry point `_start`.
        instance.exports['_start']();
      } catch (error) {
        if (!(error instanceof ProgramEnd) || error.code !== 0) throw error;
      }
      return file.slice(0, size);
    },
  };
}

class ProgramEnd extends Error {
  constructor(code) {
    super(`flite ended with code ${code}`);
    this.code = code;
  }
}

if (!isMainThread && parentPort) {
  const { program, text, voice } = workerData;
  const wasi = inMemoryWasi(['flite', '-voice', voice, '-t', text, '-o', '/speech.wav']);
  const audio = wasi.run(await WebAssembly.instantiate(program, wasi.imports));
  parentPort.postMessage(audio, [audio.buffer]);
}
