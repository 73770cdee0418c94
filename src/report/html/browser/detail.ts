import { commandsOf } from '../commands.ts';
import { isMissing, type Missing, type PageMetric } from '../page-data.ts';
import { copyable } from './copy.ts';
import { button, descriptions, el } from './dom.ts';
import { LOOKS } from './looks.ts';
import { detailOf, index } from './page.ts';
import { historyPlot } from './plots/history-plot.ts';
import { lanesPlot } from './plots/lanes-plot.ts';
import { pairsPlot } from './plots/pairs-plot.ts';
import { samplesPlot } from './plots/samples-plot.ts';
import { figuresOf, wholeChangeText } from './words.ts';

/** Everything about the test at this place. */
export function fillDetail(holder: HTMLElement, place: number): void {
  const { metrics, warnings, reasons, facts, asked } = detailOf(place);
  const row = index.rows[place]!;
  const commands = asked === null ? [] : commandsOf(asked, row.name);
  const shown = el('div', { class: 'metric' });
  const choices = metrics.map((metric, at) =>
    button(`${LOOKS[metric.outcome].sign} ${metric.name}`, () => show(at), { 'aria-pressed': 'false' }),
  );
  const show = (at: number) => {
    for (const [i, choice] of choices.entries()) choice.setAttribute('aria-pressed', String(i === at));
    shown.replaceChildren(...metricParts(metrics[at]!, row.message));
  };
  holder.append(
    ...warnings.map((text) => el('p', { class: 'warning' }, el('span', { class: 'label' }, 'To know: '), text)),
    ...(metrics.length > 1
      ? [
          el(
            'div',
            { class: 'choice', role: 'group', 'aria-label': 'Metric' },
            el('span', { class: 'label' }, 'Metric'),
            ...choices,
          ),
        ]
      : []),
    shown,
    el(
      'div',
      { class: 'columns' },
      ...reasons.map(({ title, sentences }) =>
        el('section', {}, el('h5', {}, title), el('ul', {}, ...sentences.map((sentence) => el('li', {}, sentence)))),
      ),
      el(
        'section',
        {},
        el('h5', {}, 'Where and how it was measured'),
        descriptions([{ name: 'Listed under', value: row.group }, ...facts]),
      ),
      ...(commands.length === 0
        ? []
        : [
            el(
              'section',
              { class: 'commands' },
              el('h5', {}, 'Commands'),
              ...commands.map(({ purpose, command }) => copyable(purpose, command)),
            ),
          ]),
    ),
  );
  if (metrics.length > 0) show(0);
}

function metricParts(metric: PageMetric, messageOfRow: string): readonly HTMLElement[] {
  const { history, processes, pairs, samples, change, message, outcome } = metric;
  const { word, tone } = LOOKS[outcome];
  return [
    el(
      'p',
      { class: 'verdict' },
      el('strong', { class: tone }, word),
      change === null ? '' : ` ${wholeChangeText(change)}. `,
      ` ${message || messageOfRow}`,
    ),
    el(
      'div',
      { class: 'plots' },
      isMissing(history) ? lacking('History', history) : historyPlot(history, metric),
      isMissing(processes) ? lacking('Processes', processes) : lanesPlot(processes, metric),
      ...(pairs === null ? [] : [pairsPlot(pairs)]),
      isMissing(samples) ? lacking('Samples in order', samples) : samplesPlot(samples, metric),
      el('section', { class: 'figures' }, el('h5', {}, 'Figures'), descriptions(figuresOf(metric))),
    ),
  ];
}

function lacking(title: string, { missing }: Missing): HTMLElement {
  return el('section', { class: 'lacking' }, el('h5', {}, title), el('p', {}, missing));
}
