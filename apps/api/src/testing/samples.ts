/// <reference types="vite/types/importMeta.d.ts" />
import { together } from '@shared-care/contracts/double-entry';
import type { Route } from './routes';
import type { Sample, Samples, SampleSubject } from './sample';
import type { TestApp } from './test-app';

const ROOMS = import.meta.glob<{ samples: Samples }>('../*/testing/samples.ts', { eager: true });

/** The samples of a route: under its path, or under method and path where the methods of a path differ. */
export function samplesOf(samples: Record<string, Sample[]>, { method, path }: Route): Sample[] {
  return samples[`${method === 'HEAD' ? 'GET' : method} ${path}`] ?? samples[path] ?? [];
}

/**
 * The samples of every concept, from `<concept>/testing/samples.ts`. Specs that break bodies start here, and fail when a
 * route is missing.
 */
export async function acceptedBodies(
  app: TestApp,
  alert: Pick<SampleSubject, 'id' | 'alertId'> & Partial<SampleSubject>,
): Promise<Record<string, Sample[]>> {
  const about = {
    id: alert.id,
    alertId: alert.alertId,
    patientId: alert.patientId ?? (await app.find('Jones', 'Amelia')),
    hospitalId: alert.hospitalId ?? (await app.hospital('RD816')),
  };
  const said: Record<string, Record<string, Sample[]>> = {};
  for (const [file, room] of Object.entries(ROOMS)) said[file] = await room.samples(app, about);
  return together(said);
}
