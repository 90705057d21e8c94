import { Socket } from 'node:net';
import { declare, declareLibc, type Pointer } from './library.js';

const ioEventEnable = declare('queue_io_event_enable', 'void', 'pointer', 'int', 'pointer', 'size');
const pipe2 = process.platform === 'linux' ? declareLibc('pipe2', 'int', 'pointer', 'int') : null;
const pipe = declareLibc('pipe', 'int', 'pointer');
const fcntl = declareLibc('fcntl', 'int', 'int', 'int', 'int');
const closeFd = declareLibc('close', 'int', 'int');

const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;
const F_SETFD = 2;
const F_SETFL = 4;
const MACOS_O_NONBLOCK = 4;

function openPipe(): [number, number] {
  const fds = new Int32Array(2);
  if ((pipe2 ? pipe2(fds, O_NONBLOCK | O_CLOEXEC) : pipe(fds)) !== 0) throw new Error('cannot open a pipe');
  if (!pipe2) {
    for (const fd of fds) {
      fcntl(fd, F_SETFL, MACOS_O_NONBLOCK);
      fcntl(fd, F_SETFD, 1);
    }
  }
  return [fds[0]!, fds[1]!];
}

/**
 * One pipe through which all librdkafka queues of the process wake the event loop. Each queue writes its 4-byte id when it
 * goes from empty to non-empty, so a listener must drain its queue until it is empty. No thread of the pool waits, no
 * foreign thread calls into JavaScript. The pipe keeps the process alive as long as a queue is registered.
 */
class WakePipe {
  private readonly listeners = new Map<number, () => void>();
  private lastId = 0;
  private socket: Socket | null = null;
  private writeFd = -1;
  private rest = 0;
  private readonly chunk = Buffer.alloc(4096);

  /** The listener also runs once right away (on a later turn): what was queued before would never signal. */
  register(queue: Pointer, listener: () => void): () => void {
    if (!this.socket) this.open();
    const id = (this.lastId = (this.lastId + 1) >>> 0);
    this.listeners.set(id, listener);
    ioEventEnable(queue, this.writeFd, Uint32Array.of(id), 4);
    setImmediate(() => this.listeners.get(id)?.());
    return () => {
      if (!this.listeners.delete(id)) return;
      ioEventEnable(queue, -1, null, 0);
      if (this.listeners.size === 0) this.close();
    };
  }

  private open(): void {
    const [readFd, writeFd] = openPipe();
    this.writeFd = writeFd;
    this.rest = 0;
    this.socket = new Socket({
      fd: readFd,
      readable: true,
      writable: false,
      onread: {
        buffer: this.chunk,
        callback: (length) => {
          this.wake(length);
          return true;
        },
      },
    });
    this.socket.on('error', () => this.close());
  }

  /** Writes of 4 bytes into a pipe are atomic and the chunk is a multiple of 4; `rest` covers a kernel that thinks otherwise. */
  private wake(length: number): void {
    const end = this.rest + length;
    const woken = new Set<number>();
    let at = 0;
    for (; at + 4 <= end; at += 4) woken.add(this.chunk.readUInt32LE(at));
    this.rest = 0;
    for (const id of woken) this.listeners.get(id)?.();
  }

  private close(): void {
    this.socket?.destroy();
    this.socket = null;
    if (this.writeFd >= 0) closeFd(this.writeFd);
    this.writeFd = -1;
  }
}

const wakePipe = new WakePipe();

/**
 * Runs `listener` on the event loop whenever `queue` (a `rd_kafka_queue_t *`) gets something after it was empty. Returns
 * the function that ends it; call it before the queue is destroyed.
 */
export function onWake(queue: Pointer, listener: () => void): () => void {
  return wakePipe.register(queue, listener);
}
