import { describe, expect, test } from 'vitest';
import { guessRequest } from './guess-request';
import {
  isRequestDone,
  mayStep,
  nextRequestStates,
  OPENED_BY_HAND,
  REQUEST_COURSES,
  REQUEST_STATES,
  REQUEST_TYPES,
  type RequestState,
  type RequestType,
} from './request-states';

const types = Object.keys(REQUEST_TYPES) as RequestType[];

/** States that can be reached from where a type begins. */
function reached(type: RequestType): Set<RequestState> {
  const found = new Set<RequestState>([REQUEST_COURSES[type].begins]);
  for (const state of found) for (const next of nextRequestStates(type, state)) found.add(next);
  return found;
}

describe.each(types)('%s', (type) => {
  test('leads from every state to an end', () => {
    const ends = new Set([...reached(type)].filter((state) => isRequestDone(type, state)));
    for (let grown = true; grown;) {
      const before = ends.size;
      for (const state of reached(type))
        if (nextRequestStates(type, state).some((next) => ends.has(next))) ends.add(state);
      grown = ends.size > before;
    }
    expect([...reached(type)].filter((state) => !ends.has(state))).toEqual([]);
  });

  test('gives a limit to every state in which it waits, and to none in which it ended', () => {
    for (const state of reached(type))
      expect(REQUEST_COURSES[type].limits[state] !== undefined, state).toBe(!isRequestDone(type, state));
  });

  test('has no step that nothing leads to', () => {
    expect(
      Object.keys(REQUEST_COURSES[type].steps).filter((state) => !reached(type).has(state as RequestState)),
    ).toEqual([]);
  });
});

test('every state is used by some type', () => {
  const used = new Set(types.flatMap((type) => [...reached(type)]));
  expect(Object.keys(REQUEST_STATES).filter((state) => !used.has(state as RequestState))).toEqual([]);
});

test('a prescription cannot be ready before it was prescribed', () => {
  expect(mayStep('repeat_prescription', 'requested', 'ready')).toBe(false);
  expect(mayStep('repeat_prescription', 'prescribed', 'ready')).toBe(true);
  expect(mayStep('repeat_prescription', 'rejected', 'checked')).toBe(false);
});

describe('what an email asks for', () => {
  test.each<[string, RequestType]>([
    ['Hello, please can we have a repeat prescription, we are running low on factor', 'repeat_prescription'],
    ['Leo needs a tooth out next week, what should the dentist know?', 'dental_advice'],
    ['Is the MMR booster given under the skin?', 'vaccination_question'],
    ['She has become very anxious and a psychologist was mentioned', 'psychology'],
    ['Can you help with our DLA form and travel costs', 'financial_help'],
    ['Could the community nurses do his port access on Fridays?', 'local_support'],
    ['Thank you for last week', 'general'],
    ['', 'general'],
  ])('%s', (text, type) => {
    expect(guessRequest(text).type).toBe(type);
    expect(OPENED_BY_HAND).toContain(guessRequest(text).type);
  });

  test('finds the NHS number that is one, however it is spaced', () => {
    expect(guessRequest('Ref 9990000019, NHS 999 000 0018, phone 01632 960123').nhsNumber).toBe('9990000018');
    expect(guessRequest('no number, but 01632960123 and 12345678901234').nhsNumber).toBeNull();
  });
});
