import type { TestApp } from './test-app';

export interface Sample {
  /** The id that the path needs. */
  id?: string;
  body: Record<string, unknown>;
  /** Of a route that takes the bytes of a file: what is in it. */
  file?: string;
}

/** What the samples speak of: an attendance with its alert, and a child who is linked to the hospital. */
export interface SampleSubject {
  id: string;
  alertId: string;
  patientId: string;
  hospitalId: string;
}

/**
 * One accepted body, every field filled, for each route of a concept that takes one or needs an id of its own kind. They
 * stand under the path, or under method and path where the methods of a path differ.
 */
export type Samples = (app: TestApp, about: SampleSubject) => Promise<Record<string, Sample[]>>;

/** A version that nobody has seen yet: a right body with it is refused with both values, and changes nothing. */
export const STALE = 99;
