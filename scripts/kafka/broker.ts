import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const READY = 'Kafka Server started';

/**
 * Runs Java and watches its own stdin, which this process keeps open: a line is a signal to pass on; the end of the input,
 * also when this process was killed, ends the broker and removes its folder.
 */
const GUARD = `
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- &
java=$!
exec >/dev/null 2>&1 # only Java writes to the pipes: where nobody reads them any more, a word of the shell would end it here
(
  while read -r signal <&3; do kill -s "$signal" "$java"; done
  : >"$folder/.removed"
  kill -s KILL "$java"
) &
watch=$!
wait "$java"
if [ -e "$folder/.removed" ]; then
  rm -rf "$folder"
  rmdir "$(dirname "$folder")"
else
  kill "$watch"
fi
`;

const LOGGING = `<Configuration status="off">
  <Appenders><Console name="out"><PatternLayout pattern="%d{ISO8601} %p %m (%c)%n%throwable{3}"/></Console></Appenders>
  <Loggers>
    <Logger name="kafka.server.KafkaRaftServer" level="info"/>
    <Root level="warn"><AppenderRef ref="out"/></Root>
  </Loggers>
</Configuration>
`;

/** C1 only and the serial collector: a broker is up in half the CPU time, which matters more to a test than its top speed. */
const JVM = ['-Xms64m', '-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];

/** One broker in a process of its own, which never outlives this one. `home` holds `server.properties` and its data. */
export class Broker {
  private guard: ChildProcess | null = null;
  private readonly lines: string[] = [];

  readonly nodeId: number;
  readonly home: string;
  private readonly classPath: string;
  private readonly jvmArgs: readonly string[];

  constructor(nodeId: number, home: string, classPath: string, jvmArgs: readonly string[]) {
    this.nodeId = nodeId;
    this.home = home;
    this.classPath = classPath;
    this.jvmArgs = jvmArgs;
  }

  /** Resolves when the broker serves clients; rejects with the end of its log when it exits before. */
  async start(): Promise<void> {
    if (this.guard !== null) throw new Error(`broker ${this.nodeId} runs already`);
    const logging = join(this.home, 'log4j2.xml');
    writeFileSync(logging, LOGGING);
    const java = ['java', ...JVM, ...this.jvmArgs, `-Dlog4j2.configurationFile=${logging}`, '-cp', this.classPath];
    const args = [...java, 'kafka.Kafka', join(this.home, 'server.properties')];
    const guard = spawn('sh', ['-c', GUARD, `kafka-broker-${this.nodeId}`, this.home, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // in a session of its own: Ctrl-C ends the broker through the pipe, after its clients
    });
    this.guard = guard;
    guard.stdin.on('error', () => undefined); // EPIPE: the broker is gone, which `exit` reports
    guard.once('exit', () => (this.guard = null));
    await this.ready(guard);
  }

  /** Ends the broker and keeps its data. SIGTERM moves its leaderships first, SIGKILL is a crash. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const guard = this.guard;
    if (guard === null) return;
    const exit = once(guard, 'exit');
    guard.stdin?.write(`${signal.slice(3)}\n`);
    await exit;
    guard.stdin?.destroy();
  }

  /** SIGSTOP: the broker hangs, its connections stay; SIGCONT: it goes on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.guard?.stdin?.write(`${signal.slice(3)}\n`);
  }

  /** Ends the broker at once and removes its folder. */
  async remove(): Promise<void> {
    const guard = this.guard;
    if (guard === null) return;
    const exit = once(guard, 'exit');
    guard.stdin?.end();
    await exit;
  }

  private ready(guard: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      for (const stream of [guard.stdout, guard.stderr]) {
        if (stream === null) throw new Error('the broker was started without pipes');
        createInterface({ input: stream }).on('line', (line) => {
          this.lines.push(line);
          if (this.lines.length > 30) this.lines.shift();
          if (line.includes(READY)) resolve();
        });
      }
      guard.once('error', reject);
      guard.once('close', () =>
        reject(new Error(`Kafka broker ${this.nodeId} did not start:\n${this.lines.join('\n')}`)),
      );
    });
  }
}
