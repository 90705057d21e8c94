const BEHIND = ',"error_code":null,"error":null}';

/** The v2 answer to a produce request that went well. */
export function produceAnswer(count, partitions, offsets) {
  let text = '{"offsets":[';
  for (let i = 0; i < count; i++) {
    text += `${i === 0 ? '' : ','}{"partition":${partitions[i]},"offset":${offsets[i]}${BEHIND}`;
  }
  return `${text}],"key_schema_id":null,"value_schema_id":null}`;
}
