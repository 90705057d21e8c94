import { RawConnection, type RawResponse } from '../../support/raw-http.js';

const ACCEPT = 'Accept: application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json';
const PROXY = 'Host: kafkaproxy.example.com';
/** Of the instance that holds a consumer. */
const INSTANCE = 'Host: proxy-instance.kafkaproxy.example.com';

/** The requests of the draft's document as it prints them, in its order: names, headers, white space and all. */
export const PRINTED = {
  listTopics: printed('GET /topics HTTP/1.1', PROXY),
  getTopic: printed('GET /topics/test HTTP/1.1', PROXY),
  produceToTopic: printed(
    'POST /topics/test HTTP/1.1',
    PROXY,
    `[
        {
          "key": "a2V5",
          "value": "Y29uZmx1ZW50"
        },
        {
          "value": "a2Fma2E=",
          "partition": "1"
        },
        {
          "value": "bG9ncw=="
        }
      ]`,
  ),
  getPartition: printed('GET /topics/test/partitions/1 HTTP/1.1', PROXY),
  produceToPartition: printed(
    'POST /topics/test/partitions/1 HTTP/1.1',
    PROXY,
    `[
        {
          "key": "a2V5",
          "value": "Y29uZmx1ZW50"
        },
        {
          "value": "a2Fma2E="
        }
      ]`,
  ),
  createConsumer: printed(
    'POST /consumers/testgroup/ HTTP/1.1',
    PROXY,
    `{
        "id": "my_consumer",
        "auto.offset.reset": "true",
        "auto.commit.enable": "false"
      }`,
  ),
  commit: printed('POST /consumers/testgroup/instances/my_consumer HTTP/1.1', INSTANCE),
  deleteConsumer: printed('DELETE /consumers/testgroup/instances/my_consumer HTTP/1.1', INSTANCE),
  consume: printed('GET /consumers/testgroup/instances/my_consumer/topics/test_topic HTTP/1.1', INSTANCE),
  listBrokers: printed('GET /brokers HTTP/1.1', PROXY),
};

interface PrintedRequest {
  head: readonly string[];
  body: string;
}

function printed(line: string, host: string, body = ''): PrintedRequest {
  return { head: [line, host, ACCEPT], body };
}

/** The same request for other names. */
export function renamed({ head, body }: PrintedRequest, names: Readonly<Record<string, string>>): PrintedRequest {
  const [line = '', ...others] = head;
  const path = line.replaceAll(/(?<=\/)\w+(?=[/ ])/g, (segment) => names[segment] ?? segment);
  return { head: [path, ...others], body };
}

/** Sends a request to a gateway, byte by byte as printed; only the length of a body, which HTTP needs, is added. */
export async function sendPrinted(port: number, { head, body }: PrintedRequest): Promise<RawResponse> {
  const connection = await RawConnection.open(port);
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  connection.send([...head, ...length, '', body].join('\r\n'));
  const response = await connection.response();
  connection.destroy();
  return response;
}
