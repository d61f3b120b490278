import type { RequestQuery } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import type { z } from 'zod';
import { csvOf, OF_CHILD } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { requestList } from './request-list';

/** Every request of the view that matches, for a spreadsheet, without its words; taking it away is recorded. */
export async function exportRequests(tx: Tx, user: CurrentUser, asked: z.output<typeof RequestQuery>): Promise<string> {
  const { requests } = await requestList(tx, user, asked, 'export');
  return csvOf(requests, {
    Reference: ({ reference }) => reference,
    ...OF_CHILD,
    Hospital: ({ hospital }) => hospital?.name ?? null,
    Type: ({ type }) => REQUEST_TYPES[type],
    State: ({ state }) => REQUEST_STATES[state],
    'Received (UTC)': ({ receivedAt }) => new Date(receivedAt).toISOString(),
    'Needed by': ({ neededBy }) => neededBy,
    'Do by': ({ doBy }) => doBy,
    'Time left': ({ timeLeft }) => timeLeft,
    'Taken by': ({ owner }) => owner?.displayName ?? null,
  });
}
