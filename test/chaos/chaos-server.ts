import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Duration, type Instant, instant } from '../../core/household/instant.ts';
import { askSimulator } from '../support/home/ask-simulator.ts';
import { type Ended, type MainProcess, startMain } from '../support/home/main-process.ts';

/** A change of the clock: time that passed, or a clock that was set. */
export type ClockChange = { at: number; passed: Duration; set: Duration };

/** What one home server needs to run, kill after kill. */
type Place = {
  /** The folder with `data/` and the file of the clock. */
  folder: string;
  port: number;
  env: Record<string, string>;
};

/** The real home server, started as `npm start` does, which is killed and started again on the same data. */
export class ChaosServer {
  readonly origin: string;
  readonly dataDir: string;
  readonly changes: ClockChange[] = [];
  kills = 0;
  /** How it ended without being told to. */
  died: string | undefined;
  #ends = false;
  /** What was printed when it last started. */
  welcome = '';
  readonly #place: Place;
  #main: MainProcess | undefined;
  #simulator: ReturnType<typeof askSimulator> | undefined;
  #offset = { passed: 0, set: 0 };
  #up: Promise<void>;
  #isUp = () => {};

  constructor(place: Place) {
    this.#place = place;
    this.origin = `http://localhost:${place.port}`;
    this.dataDir = join(place.folder, 'data');
    this.#up = new Promise(resolve => (this.#isUp = resolve));
    this.#writeClock();
  }

  /** The time on the server's clock. */
  now(): Instant {
    return instant(Date.now() + this.#offset.passed + this.#offset.set);
  }

  get pid(): number {
    return this.#main?.pid ?? 0;
  }

  async start(): Promise<void> {
    const main = this.#spawn(this.#place.port);
    this.#main = main;
    this.#ends = false;
    const watch = async () => {
      const { code, stderr } = await main.ended;
      if (!this.#ends && this.#main === main) this.died ??= `${code}: ${stderr.slice(-1_500)}`;
    };
    void watch();
    this.welcome = await main.welcome();
    this.#simulator = askSimulator(/http\S+\/echo\S*/.exec(this.welcome)?.[0] ?? '');
    this.#isUp();
  }

  /** Starts a second process on the same data, which ends by itself. */
  second(): Promise<Ended> {
    return this.#spawn(0).ended;
  }

  /** Resolves while it runs. */
  up(): Promise<void> {
    return this.#up;
  }

  async kill(): Promise<void> {
    this.#up = new Promise(resolve => (this.#isUp = resolve));
    this.kills += 1;
    this.#ends = true;
    await this.#main?.stop('SIGKILL');
  }

  /** Ends it as an operator does. */
  async stop(): Promise<Ended | undefined> {
    this.#ends = true;
    return this.#main?.stop();
  }

  /** Asks the simulator's port. Fails where the server does not run. */
  async simulator(path: string, body: object): Promise<Response> {
    if (!this.#simulator) throw new Error('It has not started.');
    return this.#simulator(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Lets `passed` milliseconds pass, or sets the clock by `set` milliseconds; the server notices within a moment. */
  change({ passed = 0, set = 0 }: { passed?: Duration; set?: Duration }): void {
    this.#offset = { passed: this.#offset.passed + passed, set: this.#offset.set + set };
    this.changes.push({ at: Date.now(), passed, set });
    this.#writeClock();
  }

  #writeClock(): void {
    const file = join(this.#place.folder, 'clock.json');
    writeFileSync(`${file}.tmp`, JSON.stringify([this.#offset.passed, this.#offset.set]));
    renameSync(`${file}.tmp`, file);
  }

  #spawn(port: number): MainProcess {
    const preload = pathToFileURL(join(import.meta.dirname, 'clock.mjs')).href;
    return startMain({
      cwd: this.#place.folder,
      env: {
        DATA_DIR: this.dataDir,
        PORT: String(port),
        SIMULATOR_PORT: '0',
        NODE_OPTIONS: `--import ${preload}`,
        CHAOS_CLOCK: join(this.#place.folder, 'clock.json'),
        ...this.#place.env,
      },
    });
  }
}
