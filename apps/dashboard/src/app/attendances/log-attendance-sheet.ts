import { Component, output } from '@angular/core';

/** Log an attendance beside whatever is on screen. */
@Component({
  selector: 'sc-log-attendance-sheet',
  template: `<button type="button" (click)="closed.emit()">Close</button>`,
})
export class LogAttendanceSheet {
  readonly closed = output();
}
