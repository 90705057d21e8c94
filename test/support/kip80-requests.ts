/**
 * The requests of KIP-80, line by line as its two versions print them. Three things had to be added for them to be HTTP: a
 * Content-Length, a Host where none is printed, and no empty lines between headers.
 */
const CREATE_HEAD = [
  'POST /consumers/group/ HTTP/1.1',
  'Accept: application/vnd.kafka.v1+json, application/vnd.kafka+json, application/json',
];

const CREATE_MEMBERS = `"name": "Instance1",
"format": "binary",
"auto.offset.reset": "smallest",
"auto.commit.enable": "false"
`;

const PARTITION_HEAD = [
  'POST /topics/test/partitions/1 HTTP/1.1',
  'Host:kafkarest.host.com',
  'Content-Type: application/vnd.kafka.binary.v1+json',
  'Accept: application/vnd.kafka.v1+json',
];

const PARTITION_RECORDS = `{
    "records": [
    {
        "key": "a2V5",
        "value": "dmFsdWU="
    },
    {
        "value": "dmFsdWU="
    }

]
`;

const TOPIC_RECORDS = `{

 "records": [

   {

     "key": "a2V5",

     "value": "dmFsdWU="

   },

   {

     "value": "dmFsdWU=",

     "partition": 1

   }

 ]

}
`;

export const KIP80 = {
  produceToTopic: whole(
    [
      'POST /topics/test HTTP/1.1',
      'Host:kafkarest.host.com',
      'Content-Type: application/vnd.kafka.binary.v1+json',
      'Accept: application/vnd.kafka.v1+json',
    ],
    TOPIC_RECORDS,
  ),
  produceToPartition: whole(PARTITION_HEAD, `${PARTITION_RECORDS}}\n`),
  /** One version forgets the last brace. */
  produceToPartitionUnclosed: whole(PARTITION_HEAD, PARTITION_RECORDS),
  createConsumer: whole(CREATE_HEAD, `{\n${CREATE_MEMBERS}}\n`),
  /** As printed: members without an object around them. */
  createConsumerBare: whole(CREATE_HEAD, CREATE_MEMBERS),
  consume: whole(['GET /consumers/group/instance1/topic HTTP/1.1', 'Accept: application/vnd.kafka.binary.v1+json']),
  commit: whole(['POST /consumers/group/instance1/offsets HTTP/1.1', 'Accept: application/vnd.kafka.v1+json']),
  consumePartition: whole([
    'GET /consume/test/partitions/1?offset=1 HTTP/1.1',
    'Accept: application/vnd.kafka.binary.v1+json',
  ]),
  /** The same read at the path that its heading names. */
  readPartition: whole([
    'GET /topics/test/partitions/1?offset=1 HTTP/1.1',
    'Accept: application/vnd.kafka.binary.v1+json',
  ]),
} as const;

function whole(head: readonly string[], body = ''): string {
  const lines = [...head];
  if (!head.some((line) => line.startsWith('Host:'))) lines.push('Host: localhost');
  if (body !== '') lines.push(`Content-Length: ${body.length}`);
  return [...lines, '', body].join('\r\n');
}
