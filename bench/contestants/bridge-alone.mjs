// Ceiling: the gateway's producer in a loop, without HTTP and without scanning.
import { loopArguments, runLoop } from './produce-loop.mjs';
import { columns, openProducer } from './product.mjs';
import { storedValue } from './values.mjs';

const options = loopArguments();
const producer = openProducer();
const batch = columns(storedValue(), options.records);

const outcome = await runLoop(options, (done, fail) => {
  producer.send(options.topic, batch).then((result) => {
    if (result.failures !== null) fail(new Error([...result.failures.values()][0].message));
    else done(result.partitions, result.offsets);
  }, fail);
});
await producer.close(5000);
console.log(JSON.stringify(outcome));
process.exit(0);
