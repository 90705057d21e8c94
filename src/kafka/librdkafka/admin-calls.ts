import { setTimeout as pause } from 'node:timers/promises';
import { Slots } from '../../collections/slots.js';
import { GatewayError } from '../../errors/gateway-error.js';
import type { Log } from '../../logging/log.js';
import { adminError, closedError, noAnswer } from './admin-errors.js';
import { type AdminOperation, withAdminOptions } from './admin-options.js';
import { KafkaCode } from './errors.js';
import { drainEvents, type EventHandlers } from './events.js';
import { destroyHandle, openHandle, type Properties } from './handle.js';
import { declare, type Pointer } from './library.js';
import { controllerIdOf } from './metadata-cluster.js';
import { onWake } from './wake-pipe.js';

const pollSetConsumer = declare('poll_set_consumer', 'int', 'pointer');
const queueGetConsumer = declare('queue_get_consumer', 'pointer', 'pointer');
const queueDestroy = declare('queue_destroy', 'void', 'pointer');
const eventOpaque = declare('event_opaque', 'pointer', 'pointer');
const eventError = declare('event_error', 'int', 'pointer');
const eventErrorString = declare('event_error_string', 'string', 'pointer');

/** librdkafka ends a request at its own timeout; only what it should lose is ended here, this many milliseconds later. */
const GRACE_MS = 2000;
/** Longest pause, in milliseconds, between two looks whether there is a connection. */
const LOOK_MS = 16;
/** How long the end of a handle waits for answers. A live cluster needs milliseconds, a dead one gives none. */
const CLOSE_MS = 500;

/** One kind of request of Kafka's Admin API: how it is sent and how its answer is read. */
export interface AdminRequest<T> {
  operation: AdminOperation;
  /** Milliseconds, for a request that should be given up before others. */
  timeoutMs?: number;
  /** It only reads, and any broker may answer: it may go out again to another one, see `firstAnswer`. */
  repeatable?: boolean;
  /** Sets what only this kind of request has. */
  configure?(options: bigint): void;
  /** Hands the request over. Everything given to librdkafka is copied by it and may be freed when the call returns. */
  submit(handle: bigint, options: bigint, queue: Pointer): void;
  /** Reads the answer; the event and all it points to are freed afterwards. A throw rejects the call. */
  decode(event: bigint): T;
  /** What a failure of the whole request means for its entries; undefined: the call rejects. */
  failed?(code: number): T | undefined;
}

interface PendingCall {
  /** Somebody still waits for the answer. */
  awaited: boolean;
  take(event: bigint): void;
  fail(error: unknown): void;
}

/**
 * One librdkafka handle for Admin requests. Any number may be in flight; answers are told apart by the number given along
 * as the request's opaque. Every call settles: by its answer, by its timeout, or because the handle is closed.
 *
 * The handle is a consumer with a group that it never joins: on a producer, librdkafka 2.12 dereferences NULL when a group
 * coordinator answers NOT_COORDINATOR to an offset listing.
 */
export class AdminCalls {
  readonly native: bigint;
  private readonly queue: Pointer;
  /** Requests that librdkafka has not answered yet, also those that were given up here: the number of one is free after that. */
  private readonly calls = new Slots<PendingCall>();
  private readonly handlers: EventHandlers;
  private readonly stopWaking: () => void;
  private onAllAnswered: (() => void) | null = null;
  private awaited = 0;
  private lastTrouble: string | null = null;
  private closed: Promise<void> | null = null;

  /**
   * Throws `GatewayError` when librdkafka refuses a property.
   *
   * @param nativeTimeoutMs when librdkafka gives a request up; beyond `requestTimeoutMs` only for a handle that is closed
   *   soon after a request went unanswered
   */
  constructor(
    properties: Properties,
    private readonly requestTimeoutMs: number,
    log: Log,
    private readonly nativeTimeoutMs = requestTimeoutMs,
  ) {
    this.native = openHandle('consumer', adminProperties(properties), 0);
    // All that the handle has to say comes through one queue; unread, errors would pile up in a second one.
    pollSetConsumer(this.native);
    this.queue = queueGetConsumer(this.native);
    this.handlers = {
      log,
      onEvent: (_type, event) => this.onAnswer(event),
      onError: (code, text) => {
        if (code !== KafkaCode.ALL_BROKERS_DOWN) this.lastTrouble = text;
      },
    };
    this.stopWaking = onWake(this.queue, () => drainEvents(this.queue, this.handlers));
  }

  /** Rejects with `GatewayError`: what Kafka answered, `kafka-unavailable` without an answer in time, `shutting-down`. */
  call<T>(request: AdminRequest<T>): Promise<T> {
    if (this.closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const guard = setTimeout(() => fail(this.timedOut()), this.guardMs);
      const settled = (): void => {
        clearTimeout(guard);
        if (call.awaited) this.awaited--;
        call.awaited = false;
      };
      const fail = (error: unknown): void => {
        settled();
        reject(error instanceof GatewayError ? error : ownFault(error));
      };
      const take = (event: bigint): void => {
        settled();
        const code = eventError(event);
        const result = code === 0 ? request.decode(event) : request.failed?.(code);
        if (result === undefined) {
          const inVain = code === KafkaCode.TIMED_OUT ? () => this.timedOut() : undefined;
          throw adminError(code, eventErrorString(event), inVain);
        }
        this.lastTrouble = null;
        resolve(result);
      };
      const call: PendingCall = { awaited: true, take, fail };
      const id = this.calls.add(call);
      this.awaited++;
      try {
        withAdminOptions(this.native, request.operation, id, request.timeoutMs ?? this.nativeTimeoutMs, (options) => {
          request.configure?.(options);
          request.submit(this.native, options, this.queue);
        });
      } catch (error) {
        // It was not handed over: no answer will name its number.
        this.calls.delete(id);
        fail(error);
      }
    });
  }

  /** Resolves when a broker has told of its cluster, when none has in time, or when the handle is closed. */
  async reachesKafka(limitMs: number): Promise<void> {
    const deadline = performance.now() + limitMs;
    for (
      let pauseMs = 1;
      !this.closed && controllerIdOf(this.native, 0) < 0;
      pauseMs = Math.min(2 * pauseMs, LOOK_MS)
    ) {
      if (performance.now() >= deadline) return;
      await pause(pauseMs);
    }
  }

  /** Requests without an answer so far. */
  get inFlight(): number {
    return this.awaited;
  }

  /** No broker answered: `kafka-unavailable`, with the last trouble of the connections as its cause. */
  timedOut(): GatewayError {
    return noAnswer(this.requestTimeoutMs, this.lastTrouble);
  }

  /**
   * Rejects what is pending and frees the handle. Idempotent.
   *
   * @param threads settles when no thread uses the handle any more
   */
  close(threads?: Promise<unknown> | null): Promise<void> {
    this.closed ??= this.closeOnce(threads);
    return this.closed;
  }

  private get guardMs(): number {
    return this.nativeTimeoutMs > this.requestTimeoutMs ? this.requestTimeoutMs : this.requestTimeoutMs + GRACE_MS;
  }

  private async closeOnce(threads?: Promise<unknown> | null): Promise<void> {
    for (const [, call] of this.calls.entries()) if (call.awaited) call.fail(closedError());
    await threads;
    await this.allAnswered();
    this.stopWaking();
    drainEvents(this.queue, this.handlers);
    queueDestroy(this.queue);
    await destroyHandle(this.native);
  }

  /** A topic description that arrives while its handle is being destroyed makes librdkafka read from NULL. */
  private async allAnswered(): Promise<void> {
    if (this.calls.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CLOSE_MS);
      this.onAllAnswered = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** An answer that nobody waits for any more is dropped. */
  private onAnswer(event: bigint): void {
    const id = Number(eventOpaque(event) ?? 0);
    const call = this.calls.get(id);
    this.calls.delete(id);
    if (this.calls.size === 0) this.onAllAnswered?.();
    if (!call?.awaited) return;
    try {
      call.take(event);
    } catch (error) {
      call.fail(error);
    }
  }
}

function ownFault(cause: unknown): GatewayError {
  return new GatewayError('internal', 'The request to Kafka failed inside the gateway.', { cause });
}

/**
 * The group exists for the reason given above; nothing is ever consumed or committed under it. Brokers that come back are
 * noticed within a second unless configured otherwise: librdkafka's ten are longer than most requests wait.
 */
function adminProperties(properties: Properties): Properties {
  return {
    'group.id': 'kafka-rest-admin',
    'reconnect.backoff.max.ms': '1000',
    ...properties,
    // With sparse connections, librdkafka 2.12 ignores the backoff for as long as a request waits for a broker that is down:
    // each failed attempt wakes the request, which asks for the next one at once. Half a core, thousands of attempts a second.
    'enable.sparse.connections': 'false',
    'enable.auto.commit': 'false',
    'allow.auto.create.topics': 'false',
  };
}
