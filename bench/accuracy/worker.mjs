// One fresh process: measures one function with one tool and prints what the tool says.
import { functions } from './functions.mjs';
import { tools } from './tools.mjs';

const [toolName, functionName] = process.argv.slice(2);
const start = performance.now();
const answer = await tools[toolName](functions[functionName]());
console.log(JSON.stringify({ ...answer, took: (performance.now() - start) / 1e3 }));
