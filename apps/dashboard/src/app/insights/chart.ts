import {
  Component,
  DestroyRef,
  ElementRef,
  afterNextRender,
  effect,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export type ChartOption = Record<string, unknown>;

/** A bar or a point somebody pressed. */
export interface Pressed {
  series: string;
  place: number;
}

/**
 * A picture of numbers, drawn as SVG so that it prints sharply and follows light and dark by itself: its colours are the
 * tokens of the page. A person who cannot see it is told `words`; the numbers stand in the table beside it.
 */
@Component({
  selector: 'sc-chart',
  host: { class: 'u-block' },
  template: `<div
    #place
    class="place u-full"
    role="img"
    [attr.aria-label]="words()"
    [style.block-size.rem]="height()"
  ></div>`,
  styles: `
    :host {
      --chart-0: light-dark(#7c8f9b, #6b8190);
      --chart-1: light-dark(#005eb8, #8cc4f5);
      --chart-4: light-dark(#a35a00, #ffcf66);
      --chart-red: light-dark(#d5281b, #ff8f84);
      --chart-amber: light-dark(#a35a00, #ffcf66);
      --chart-blue: light-dark(#005eb8, #8cc4f5);
    }
  `,
})
export class Chart {
  readonly option = input.required<ChartOption>();
  readonly words = input.required<string>();
  readonly height = input(14);
  readonly pressed = output<Pressed>();

  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  private readonly chart = signal<EChartsType | null>(null);

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      const place = this.place().nativeElement;
      const chart = init(place, null, { renderer: 'svg' });
      // Both are emptied when the chart is disposed of.
      [place, ...place.querySelectorAll('svg')].forEach(emptiesItself);
      chart.on('click', ({ seriesName, dataIndex }) =>
        this.pressed.emit({ series: seriesName ?? '', place: dataIndex }),
      );
      const resized = new ResizeObserver(() => chart.resize());
      resized.observe(place);
      destroyed.onDestroy(() => {
        resized.disconnect();
        chart.dispose();
      });
      this.chart.set(chart);
    });
    effect(() => this.chart()?.setOption(this.option(), { notMerge: true }));
  }

  /** The picture as a file of its own, with the colours it has on the screen just now. */
  svg(): string {
    const text = this.chart()?.renderToSVGString() ?? '';
    const probe = document.createElement('span');
    this.place().nativeElement.append(probe);
    const colours = text.replace(/var\((--[\w-]+)\)/g, (_, token: string) => {
      probe.style.color = `var(${token})`;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return colours;
  }
}

/** ECharts empties its elements by `innerHTML`, which Trusted Types refuse, even to an empty text. */
function emptiesItself(place: Element): void {
  Object.defineProperty(place, 'innerHTML', { set: () => place.replaceChildren() });
}
