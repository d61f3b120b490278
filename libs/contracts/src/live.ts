/** What the live stream (`GET /api/live`, server-sent events) says: that something changed, never what. */
export type LiveTopic = 'alerts' | 'patients' | 'hospitals' | 'requests' | 'rota';

export interface LiveHint {
  kind: 'changed';
  topic: LiveTopic;
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
