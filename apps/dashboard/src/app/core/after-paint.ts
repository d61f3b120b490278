import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';

/** Where no picture is drawn, in a page that stands behind another, it goes on all the same. */
const WITHOUT_PICTURE_MS = 100;

/**
 * Lets the screen answer a press before a heavy page takes the place of another: on a slow computer taking one down and
 * building the other holds up the next picture for a third of a second.
 */
export const afterPaint: CanActivateFn = () => {
  if (!inject(Router).navigated) return true;
  return new Promise((done) => {
    const goOn = (): void => done(true);
    requestAnimationFrame(() => setTimeout(goOn));
    setTimeout(goOn, WITHOUT_PICTURE_MS);
  });
};
