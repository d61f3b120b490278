import { computed, inject, Service, signal, type WritableSignal } from '@angular/core';
import type { LiveEvent, LiveHint, LiveTopic } from '@shared-care/contracts/live';
import { ServerClock } from './server-clock';

/** How fresh the screen is. */
export type Freshness =
  { kind: 'live'; at: Date } | { kind: 'not_live'; since: Date } | { kind: 'offline'; showing: Date };

/** Two beats of 5 seconds missed, and a little for the network. Beyond it the stream is dead whatever the socket says. */
const SILENCE_MS = 12_000;
const POLL_MS = 30_000;
const MAX_WAIT_MS = 15_000;

/**
 * The one live stream. It only hints that something changed; stores then fetch. While it is down, stores fetch every
 * 30 seconds, so a dead stream makes the screen slower but never wrong without saying so.
 */
@Service()
export class Live {
  private readonly clock = inject(ServerClock);
  private readonly versions: Record<LiveTopic, WritableSignal<number>> = {
    alerts: signal(0),
    patients: signal(0),
    hospitals: signal(0),
    requests: signal(0),
    rota: signal(0),
  };
  /** Of single records, by topic and id: made when a screen first asks. */
  private readonly records = new Map<string, WritableSignal<number>>();
  private readonly heardAt = signal<Date | null>(null);
  private readonly connected = signal(false);
  private readonly deadSince = signal<Date | null>(null);
  private readonly answered = signal(true);
  private readonly answeredAt = signal<Date | null>(null);
  private readonly networkUp = signal(navigator.onLine);

  private source: EventSource | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;
  private wait = 1000;
  private wanted = false;

  readonly freshness = computed<Freshness>(() => {
    const latest = this.latest();
    if (!this.networkUp() || (!this.connected() && !this.answered())) return { kind: 'offline', showing: latest };
    if (this.connected()) return { kind: 'live', at: this.heardAt() ?? latest };
    return { kind: 'not_live', since: this.deadSince() ?? latest };
  });
  readonly offline = computed(() => this.freshness().kind === 'offline');

  constructor() {
    addEventListener('online', () => {
      this.networkUp.set(true);
      if (this.wanted) this.connect();
    });
    addEventListener('offline', () => {
      this.networkUp.set(false);
      if (this.wanted) this.lost();
    });
  }

  /** Rises whenever what belongs to the topic may have changed. */
  changed(topic: LiveTopic): number {
    return this.versions[topic]();
  }

  /** Rises whenever what belongs to the topic may have changed on the record of this child. */
  changedFor(topic: LiveTopic, patientId: string | null): number {
    if (patientId === null) return 0;
    const key = `${topic} ${patientId}`;
    let version = this.records.get(key);
    if (version === undefined) this.records.set(key, (version = signal(0)));
    return version();
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.deadSince.set(null);
    this.poll = setInterval(() => {
      if (!this.connected()) this.bumpAll();
    }, POLL_MS);
    this.connect();
  }

  stop(): void {
    this.wanted = false;
    clearInterval(this.poll);
    this.disconnect();
    this.connected.set(false);
  }

  /** The server answered a request, whatever the answer. */
  reached(): void {
    this.answered.set(true);
    this.answeredAt.set(this.clock.read());
  }

  notReached(): void {
    this.answered.set(false);
  }

  private latest(): Date {
    const times = [this.heardAt(), this.answeredAt()].filter((time) => time !== null);
    return times.length === 0 ? this.clock.now() : new Date(Math.max(...times.map((time) => time.getTime())));
  }

  private connect(): void {
    this.disconnect();
    const source = new EventSource('/api/live');
    this.source = source;
    this.listenForSilence();
    source.onmessage = (message: MessageEvent<string>) => this.hear(JSON.parse(message.data) as LiveEvent);
    source.onerror = () => this.lost();
  }

  private hear(event: LiveEvent): void {
    this.listenForSilence();
    if (event.kind === 'beat') this.clock.set(event.now);
    this.heardAt.set(this.clock.read());
    this.answered.set(true);
    this.wait = 1000;
    if (!this.connected()) {
      this.connected.set(true);
      this.deadSince.set(null);
      // What changed while the stream was closed was never told.
      this.bumpAll();
    }
    if (event.kind === 'changed') this.bump(event);
  }

  private lost(): void {
    this.disconnect();
    if (this.connected() || this.deadSince() === null) this.deadSince.set(this.heardAt() ?? this.clock.read());
    if (this.connected()) {
      this.connected.set(false);
      this.bumpAll();
    }
    if (!this.wanted) return;
    clearTimeout(this.retry);
    // The random part keeps all screens of a unit from coming back in the same instant after a restart.
    this.retry = setTimeout(() => this.connect(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, MAX_WAIT_MS);
  }

  private listenForSilence(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lost(), SILENCE_MS);
  }

  private disconnect(): void {
    clearTimeout(this.silence);
    clearTimeout(this.retry);
    this.source?.close();
    this.source = null;
  }

  private bump({ topic, patients }: LiveHint): void {
    this.versions[topic].update((version) => version + 1);
    for (const [key, version] of this.records) {
      const [of, id] = key.split(' ');
      if (of === topic && (patients === null || patients.includes(id!))) version.update((value) => value + 1);
    }
  }

  private bumpAll(): void {
    for (const version of [...Object.values(this.versions), ...this.records.values()])
      version.update((value) => value + 1);
  }
}
