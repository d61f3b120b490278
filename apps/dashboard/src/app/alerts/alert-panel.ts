import { Component } from '@angular/core';
@Component({ selector: 'sc-alert-panel', template: `<h2 tabindex="-1">Alert</h2>` })
export class AlertPanel {}
