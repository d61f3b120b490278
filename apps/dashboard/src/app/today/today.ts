import { Component } from '@angular/core';

@Component({ selector: 'sc-today', template: `<h1 tabindex="-1">Today</h1>` })
export class Today {}
