import { perf } from 'evenkeel';
import Handlebars from 'handlebars';
import { readMessages } from './documents.ts';

const page = `<table>
{{#each messages}}
  <tr{{#if @first}} class="first"{{/if}}><th>{{label code}}</th><td>{{text}}</td></tr>
{{/each}}
</table>`;

perf.group('handlebars', () => {
  perf.beforeAll(() => {
    Handlebars.registerHelper('label', (code: number) => `TS${code}`);
  });

  perf('renders a table of 200 rows', ({ render, messages }) => render({ messages }), {
    setup: async () => ({ render: Handlebars.compile(page), messages: await readMessages(200) }),
  });
});
