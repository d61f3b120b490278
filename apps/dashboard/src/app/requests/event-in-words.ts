import type { RequestEvent } from '@shared-care/contracts/requests/answers';
import { REQUEST_STATES } from '@shared-care/domain/request-states';

/** One line of a request's history, with who did it. */
export function eventInWords(event: RequestEvent): string {
  const who = event.by ?? 'Shared Care';
  switch (event.kind) {
    case 'received':
      return `Filed by ${who}`;
    case 'stepped':
      return `${event.to ? REQUEST_STATES[event.to] : 'Step taken'}: ${who}`;
    case 'taken':
      return `Taken by ${who}`;
    case 'given_back':
      return `Given back by ${who}`;
    case 'waits':
      return `Put aside by ${who}`;
    case 'resumed':
      return `Taken up again by ${who}`;
    case 'changed':
      return `Changed by ${who}`;
    case 'noted':
      return `Note by ${who}`;
    case 'undone':
      return `Last change taken back by ${who}`;
    case 'stopped':
      return `Stopped by ${who}`;
  }
}
