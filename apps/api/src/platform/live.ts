import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LIVE_BEAT_SECONDS, type LiveEvent, type LiveHint, type LiveTopic } from '@shared-care/contracts/live';
import pg from 'pg';
import { Observable, Subject } from 'rxjs';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config';
import { log } from './logging';
import { TooManyStreams } from './problems';

const CHANNEL = 'shared_care_live';
/** A hint that names more than this fits no NOTIFY; screens then take it to be about any record. */
const MOST_NAMED = 100;
/** Hints that come this soon after another of their kind go out as one. */
const MERGED_WITHIN_MS = 50;
/** How long the comparison waits for the hint of the change it found, so that one change is told once. */
const HINT_UNDER_WAY_MS = 300;

interface Stream {
  userId: string;
  /** As stored. */
  sessionId: string;
  events: Subject<LiveEvent>;
}

/**
 * Tells open screens that something changed; they fetch what. A hint travels by NOTIFY after commit, so a failing hint
 * never touches a clinical transaction, and because listeners can die without an error every process also compares a
 * digest of the alerts once a second. The poll is the truth, the hint only saves most of that second, and says which
 * records changed. It also ends the streams of people who are no longer signed in.
 */
@Injectable()
export class Live implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly streams = new Set<Stream>();
  private timers: NodeJS.Timeout[] = [];
  private listener: pg.Client | null = null;
  private digest = '';
  /**
   * By topic, what has happened since its last hint went out. Apart from it what shows on no record: a message that went
   * out holds up no news of a child.
   */
  private readonly merging = new Map<string, (string[] | null)[]>();
  /** How many hints about the alerts of some record were heard. */
  private hints = 0;
  private stopping = false;

  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.timers = [
      setInterval(() => void this.poll(), 1000),
      setInterval(() => void this.beat(), LIVE_BEAT_SECONDS * 1000),
    ];
    void this.listen();
  }

  /** Ends every stream first, so that a shutdown need not wait for browsers that never hang up. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.timers.forEach(clearInterval);
    for (const stream of this.streams) stream.events.complete();
    this.streams.clear();
    await this.listener?.end().catch(() => undefined);
  }

  /** @throws TooManyStreams */
  open(userId: string, sessionId: string): Observable<LiveEvent> {
    if (!this.hasRoom(sessionId)) throw new TooManyStreams();
    return new Observable((subscriber) => {
      // Browsers come back within a second: while this process still drains they must find another. Of many that were let
      // in at one instant those without room end here.
      if (this.stopping || !this.hasRoom(sessionId)) return subscriber.complete();
      const stream: Stream = { userId, sessionId, events: new Subject() };
      const subscription = stream.events.subscribe(subscriber);
      void this.begin(stream);
      return () => {
        this.streams.delete(stream);
        subscription.unsubscribe();
      };
    });
  }

  /** One browser, or many, cannot fill the process with streams. */
  private hasRoom(sessionId: string): boolean {
    const { most, ofSession } = this.config.streams;
    if (this.streams.size >= most) return false;
    let own = 0;
    for (const stream of this.streams) if (stream.sessionId === sessionId) own++;
    return own < ofSession;
  }

  /**
   * A screen fetches everything at its first beat. What the comparison goes by is read before that beat when nobody
   * listened until now, so that no change falls between the two.
   */
  private async begin(stream: Stream): Promise<void> {
    const first = this.streams.size === 0;
    this.streams.add(stream);
    if (first) await this.readDigest().catch(() => undefined);
    await this.beat([stream]);
  }

  /**
   * Call after commit only. A hint that cannot be sent is left to the poll. The first goes out at once; those that follow
   * within a twentieth of a second go out together at its end, so that a busy minute does not make every screen fetch for
   * every change.
   *
   * @param patients whose records changed: null, it may be any; none, the change shows on no record
   */
  tell(topic: LiveTopic, patients: string[] | null = null): void {
    const kind = `${topic} ${patients?.length === 0 ? 'of no record' : ''}`;
    const since = this.merging.get(kind);
    if (since) {
      since.push(patients);
      return;
    }
    this.notify(topic, patients);
    this.merging.set(kind, []);
    setTimeout(() => this.tellMerged(topic, kind), MERGED_WITHIN_MS).unref();
  }

  private tellMerged(topic: LiveTopic, kind: string): void {
    const since = this.merging.get(kind) ?? [];
    this.merging.delete(kind);
    if (since.length === 0 || this.stopping) return;
    const named = since.flatMap((patients) => patients ?? []);
    this.tell(topic, since.includes(null) ? null : [...new Set(named)]);
  }

  private notify(topic: LiveTopic, patients: string[] | null): void {
    const hint: Omit<LiveHint, 'kind'> = { topic, patients: (patients?.length ?? 0) > MOST_NAMED ? null : patients };
    this.app.query('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify(hint)]).catch((error: unknown) => {
      log.warn({ kind: 'live_hint_failed', code: (error as { code?: string }).code });
    });
  }

  private send(hint: Omit<LiveHint, 'kind'>): void {
    for (const stream of this.streams) stream.events.next({ kind: 'changed', ...hint });
  }

  /**
   * Sent on at once; what the comparison would find next has then been told already. A hint of no record, such as that a
   * message went out, stands for no change of an alert and hides none.
   */
  private async heard(hint: Omit<LiveHint, 'kind'>): Promise<void> {
    this.send(hint);
    if (hint.topic !== 'alerts' || hint.patients?.length === 0) return;
    this.hints++;
    if (this.streams.size > 0) await this.readDigest().catch(() => undefined);
  }

  /** True when the alerts are no longer what they were. */
  private async readDigest(): Promise<boolean> {
    const [row] = await this.app.query<{ digest: string }[]>('SELECT sec.alerts_digest() AS digest');
    const before = this.digest;
    this.digest = row!.digest;
    return before !== this.digest;
  }

  private async listen(): Promise<void> {
    const { options } = this.app as DataSource & { options: { url?: string; extra?: { options?: string } } };
    const client = new pg.Client({ connectionString: options.url, options: options.extra?.options, keepAlive: true });
    const again = (): void => {
      if (this.listener !== client) return;
      this.listener = null;
      client.end().catch(() => undefined);
      if (!this.stopping) setTimeout(() => void this.listen(), 1000).unref();
    };
    this.listener = client;
    client.on('notification', ({ payload }) => {
      const hint = readHint(payload);
      if (hint) void this.heard(hint);
    });
    client.on('error', again);
    client.on('end', again);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      again();
    }
  }

  private async poll(): Promise<void> {
    if (this.streams.size === 0) return;
    try {
      await this.stillSignedIn(this.streams);
      const hints = this.hints;
      if (!(await this.readDigest())) return;
      // The hint of this very change is usually on its way.
      await new Promise((done) => setTimeout(done, HINT_UNDER_WAY_MS));
      if (this.hints === hints) this.send({ topic: 'alerts', patients: null });
    } catch {
      // The beat below fails too and screens say "not live": nothing is hidden by waiting for the next second.
    }
  }

  private async beat(streams: Iterable<Stream> = this.streams): Promise<void> {
    try {
      for (const [stream, now] of await this.stillSignedIn(streams))
        stream.events.next({ kind: 'beat', now: now.toISOString() });
    } catch {
      // No beat: within 15 seconds every screen says that it is not live.
    }
  }

  /** One query for all streams: the clock, and who is still signed in. A stream of anyone else ends here. */
  private async stillSignedIn(streams: Iterable<Stream>): Promise<Map<Stream, Date>> {
    const due = [...streams];
    if (due.length === 0) return new Map();
    const alive = await this.app.query<{ now: Date; sid: string; user_id: string }[]>(
      `SELECT sec.now() AS now, s.sid, u.id AS user_id
       FROM sessions s JOIN users u ON u.id = ANY ($2::uuid[]) AND u.disabled_at IS NULL
       WHERE s.sid = ANY ($1::text[]) AND s.expire > now() AND s.user_id = u.id
         AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now()`,
      [due.map((stream) => stream.sessionId), due.map((stream) => stream.userId)],
    );
    const now = new Map(alive.map((row) => [`${row.sid} ${row.user_id}`, row.now]));
    const staying = new Map<Stream, Date>();
    for (const stream of due) {
      const seen = now.get(`${stream.sessionId} ${stream.userId}`);
      if (seen) staying.set(stream, seen);
      else stream.events.complete();
    }
    return staying;
  }
}

/** Whatever another program sends on the channel, the server stays up: what it cannot read, the comparison finds. */
function readHint(payload: string | undefined): Omit<LiveHint, 'kind'> | null {
  try {
    return JSON.parse(payload ?? '') as Omit<LiveHint, 'kind'>;
  } catch {
    return null;
  }
}
