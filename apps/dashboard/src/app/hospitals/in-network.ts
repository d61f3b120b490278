import type { HospitalSummary } from '@shared-care/contracts/hospitals/answers';
import type { Api } from '../core/api';

/** All of the unit's own network: what a search for nothing finds. */
export async function inNetwork(api: Api): Promise<HospitalSummary[]> {
  return (await api.call('GET hospitals', { query: { search: '' } })).hospitals;
}
