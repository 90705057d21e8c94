import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/**
 * Tells when files change, by looking at them: links are followed to what they point at, so that a link which is
 * replaced (as Kubernetes does with secrets) is a change too. A file that goes or comes is one as well.
 */
export class FileWatch {
  private readonly timer: NodeJS.Timeout;
  private looking = false;
  private closed = false;

  /**
   * @param everyMs how often to look
   * @param onChange called once for all that changed between two looks; the next look waits for its end
   * @param seen marks to begin with; empty: the first look finds a change
   */
  constructor(
    private readonly paths: readonly string[],
    everyMs: number,
    private readonly onChange: () => void | Promise<void>,
    private seen = marksOf(paths),
  ) {
    this.timer = setInterval(() => void this.look(), everyMs).unref();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    // A file system that hangs must not gather looks.
    if (this.looking) return;
    this.looking = true;
    try {
      const found = (await Promise.all(this.paths.map(mark))).join();
      if (found === this.seen || this.closed) return;
      this.seen = found;
      await this.onChange();
    } finally {
      this.looking = false;
    }
  }
}

/** What is different as soon as one of the files is. */
export function marksOf(paths: readonly string[]): string {
  return paths.map(markNow).join();
}

interface Marks {
  ino: bigint;
  size: bigint;
  mtimeNs: bigint;
}

async function mark(path: string): Promise<string> {
  try {
    return text(await stat(path, { bigint: true }));
  } catch (error) {
    return absent(error);
  }
}

function markNow(path: string): string {
  try {
    return text(statSync(path, { bigint: true }));
  } catch (error) {
    return absent(error);
  }
}

function text({ ino, size, mtimeNs }: Marks): string {
  return `${ino}:${size}:${mtimeNs}`;
}

function absent(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'absent';
}
