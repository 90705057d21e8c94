import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listPartitionReassignmentsV0 } from '@platformatic/kafka';
import { createLog } from '../../logging/logger.js';
import { ProtocolDoor } from './protocol-door.js';

const TIMEOUT_MS = 300;

/** An answer to ListPartitionReassignments: size, correlation id, no tags; throttle time, error, no message, no topics, no tags. */
function nothingMoves(request: Buffer): Buffer {
  const answer = Buffer.alloc(18);
  answer.writeInt32BE(14);
  request.copy(answer, 4, 8, 12);
  answer.writeUInt8(1, 16);
  return answer;
}

describe('the second door, in front of a broker that does not answer', () => {
  const log = createLog({ level: 'silent' });
  const sockets: Socket[] = [];
  let server: Server;
  let address: string;

  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined).resume();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `127.0.0.1:${(server.address() as { port: number }).port}`;
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
    await once(server, 'close');
  });

  const ask = (door: ProtocolDoor): Promise<unknown> =>
    door.ask((connection) => listPartitionReassignmentsV0.api.async(connection, 100, []));

  it('gives up in time, and asks on a connection of its own the next time', async () => {
    const door = new ProtocolDoor({ 'bootstrap.servers': address }, TIMEOUT_MS, log);
    for (const connections of [1, 2]) {
      const began = performance.now();
      await expect(ask(door)).rejects.toMatchObject({ code: 'kafka-unavailable' });
      expect(performance.now() - began).toBeLessThan(TIMEOUT_MS * 4);
      expect(sockets).toHaveLength(connections);
    }
    await door.close();
  });

  it('waits for a broker that takes its time, however many others there are', async () => {
    server.once('connection', (socket: Socket) =>
      socket.once('data', (request) => void setTimeout(() => socket.write(nothingMoves(request)), 250)),
    );
    const servers = Array.from({ length: 300 }, () => address).join(',');
    const door = new ProtocolDoor({ 'bootstrap.servers': servers }, 60_000, log);
    await expect(ask(door)).resolves.toMatchObject({ topics: [] });
    await door.close();
  });

  it('asks another broker the next time when one hangs', async () => {
    const other = createServer((socket) => socket.on('data', (request) => socket.write(nothingMoves(request))));
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const servers = `${address},127.0.0.1:${(other.address() as { port: number }).port}`;
    const door = new ProtocolDoor({ 'bootstrap.servers': servers }, TIMEOUT_MS, log);
    const waiting = [ask(door), ask(door)].map((asked) =>
      expect(asked).rejects.toMatchObject({ code: 'kafka-unavailable' }),
    );
    await Promise.all(waiting);
    await expect(ask(door)).resolves.toMatchObject({ topics: [] });
    await door.close();
    other.close();
    await once(other, 'close');
  });

  it('gives up at once where nobody listens, and says so', async () => {
    const door = new ProtocolDoor({ 'bootstrap.servers': '127.0.0.1:1' }, 60_000, log);
    await expect(ask(door)).rejects.toMatchObject({
      code: 'kafka-unavailable',
      message: 'No Kafka broker answered within 60000 ms.',
    });
    await door.close();
  });

  it('ends its connection when it is closed, whatever the broker does, and opens no other', async () => {
    const door = new ProtocolDoor({ 'bootstrap.servers': address }, TIMEOUT_MS, log);
    const pending = ask(door);
    const [socket] = (await once(server, 'connection')) as [Socket];
    const ended = once(socket, 'close');
    await Promise.all([door.close(), expect(pending).rejects.toMatchObject({ code: 'kafka-unavailable' })]);
    await ended;
    await door.close();
    await expect(ask(door)).rejects.toMatchObject({ code: 'shutting-down' });
  });

  it('says at once what cannot be carried over', async () => {
    const properties = {
      'bootstrap.servers': address,
      'security.protocol': 'SASL_SSL',
      'sasl.mechanisms': 'OAUTHBEARER',
    };
    const door = new ProtocolDoor(properties, TIMEOUT_MS, log);
    await expect(ask(door)).rejects.toMatchObject({ code: 'kafka-refused' });
    expect(sockets).toHaveLength(0);
    await door.close();
  });
});
