import { InjectionToken, type Signal } from '@angular/core';

/** A control that knows by itself, without a form, that what was typed into it is wrong; the field around it says so. */
export const SAYS_WRONG = new InjectionToken<{ readonly wrong: Signal<string | null> }>('SAYS_WRONG');
