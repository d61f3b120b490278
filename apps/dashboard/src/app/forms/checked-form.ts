import { type FieldTree, type SchemaPath, submit, validateTree, type ValidationError } from '@angular/forms/signals';
import type { Problem } from '@shared-care/contracts/problem';
import { londonDate, londonInstant, londonTime } from '@shared-care/domain/london-time';
import { timeOfDay } from '@shared-care/ui/day-and-time/typed-time';
import type { ZodType } from 'zod';
import type { Attempt } from '../core/attempt';

type FieldError = ValidationError.WithOptionalFieldTree;

/**
 * Checks what is typed by the schema which the server uses. `toWire` makes the request of it; fields of the form carry
 * the names they have in the request, which is how a message finds its field.
 */
export function checkedBy<Model>(path: SchemaPath<Model>, schema: ZodType, toWire: (model: Model) => unknown): void {
  validateTree(path, ({ value, fieldTree }) => {
    const result = schema.safeParse(toWire(value()));
    if (result.success) return undefined;
    return result.error.issues.map((issue) => fieldError(fieldTree, String(issue.path[0] ?? ''), issue.message));
  });
}

/**
 * Sends a form which passes its checks. Null when it did not, or when the server refused; what the server refused then
 * stands under the fields it named. What belongs to no field is left to the note beside the button: tied to the form it
 * would block the next try, since an error of a field goes only when that field changes.
 */
export async function send<Model, Answer>(
  tree: FieldTree<Model>,
  attempt: Attempt,
  action: () => Promise<Answer>,
): Promise<Answer | null> {
  let answer: Answer | null = null;
  await submit(tree, async () => {
    answer = await attempt.run(action);
    return answer === null ? refusals(attempt.problem(), tree) : undefined;
  });
  return answer;
}

function refusals(problem: Problem | null, tree: object): FieldError[] {
  return (problem?.errors ?? [])
    .map((error) => fieldError(tree, error.field.split('.')[0] ?? '', error.message))
    .filter((error) => error.fieldTree !== undefined);
}

function fieldError(tree: object, name: string, message: string): FieldError {
  const fieldTree = (tree as Record<string, FieldTree<unknown> | undefined>)[name];
  return { kind: 'schema', message, ...(fieldTree === undefined ? {} : { fieldTree }) };
}

/** Puts the cursor into the first field that needs mending. */
export function focusFirstError<Model>(tree: FieldTree<Model>): void {
  tree().errorSummary()[0]?.fieldTree().focusBoundControl();
}

/** Text of an optional field; the wire says null for nothing. */
export function orNull(typed: string): string | null {
  return typed.trim() === '' ? null : typed;
}

/** What `sc-day-and-time` holds, as an instant; nonsense stays as it is, for the schema to name. */
export function instantOf(typed: string): string | null {
  const [date, time] = typed.split('T');
  if (!date || !time) return orNull(typed);
  const clock = timeOfDay(time);
  return clock === null ? typed : londonInstant(date, clock).toISOString();
}

/** The reverse: an instant as `sc-day-and-time` takes it. */
export function typedTime(instant: Date): string {
  return `${londonDate(instant)}T${londonTime(instant)}`;
}
