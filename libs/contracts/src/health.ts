/** What a process says of itself: 200 when every part it is responsible for works, else 503 naming those that fail. */
export interface Readiness {
  status: 'ready' | 'not_ready';
  role: 'all' | 'api' | 'worker';
  /** Of a process that only serves requests, `worker` and `outbox` are for information: others answer for them. */
  parts: Record<'database' | 'worker' | 'outbox', { works: boolean; seconds: number | null }>;
  /** The database's clock; null when it cannot be reached. */
  now: string | null;
}

/** 200 only while a test message has gone the whole way within the last ten minutes. Watch it from another building. */
export interface Heartbeat {
  status: 'beating' | 'silent';
  lastRoundTripAt: string | null;
}
