/**
 * What the live stream (`GET /api/live`, server-sent events) says: that something changed, and on which records; never
 * what. A screen then asks, as its user.
 */
export type LiveTopic = 'alerts' | 'patients' | 'hospitals' | 'requests' | 'rota';

export interface LiveHint {
  kind: 'changed';
  topic: LiveTopic;
  /** Internal ids of the children whose records changed. Null: it may be any. */
  patients: string[] | null;
}

/** Sent at once on connecting and every 5 seconds; silence for longer means the stream is dead. */
export interface LiveBeat {
  kind: 'beat';
  /** The database's clock. */
  now: string;
}

export type LiveEvent = LiveHint | LiveBeat;

/** Seconds between beats. */
export const LIVE_BEAT_SECONDS = 5;
