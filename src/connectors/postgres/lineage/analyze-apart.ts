import { Worker } from 'node:worker_threads'
import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import type { SqlText } from './analyze-text.ts'
import type { CatalogContents } from './catalog.ts'
import type { LineageBatch, LineageJob, Progress } from './lineage-worker.ts'
import { keepParserCode } from './parse-sql.ts'
import { splitStatements } from './split-statements.ts'

/** How long one statement may take, and what the thread may use, in MB. */
const limits = { stallMs: 20_000, heapMb: 1_024, stackMb: 4 }

export interface ApartOptions {
  /** Null resolves without a catalog. */
  readonly contents: CatalogContents | null
  /** Whether each text stands by itself, see {@link LineageJob}; they do not unless told. */
  readonly separate?: boolean
  readonly signal?: AbortSignal
}

/**
 * Lineage of texts, from a thread with limits: no text can hang or end the process. A statement that takes too long or
 * too much memory is an entry with a problem, and the next one goes on in a new thread.
 */
export async function* analyzeApart(
  texts: readonly SqlText[],
  { contents, separate = false, signal }: ApartOptions,
): AsyncGenerator<readonly StatementLineage[]> {
  await keepParserCode()
  let from: Progress = { text: 0, offset: 0 }
  while (from.text < texts.length) {
    const thread = startThread({ contents, texts, separate, from })
    try {
      for (let batch = await thread.next(); batch !== null; batch = await thread.next()) {
        signal?.throwIfAborted()
        yield batch.entries
        from = batch.done
        if (batch.finished) return
      }
    } finally {
      await thread.stop()
    }
    // The statement that the thread did not get over; none where it ended behind the last one.
    const [statement] = splitStatements(texts[from.text]?.text ?? '', from.offset)
    if (statement !== undefined) yield [{ ...abortedEntry(statement.line), ...(separate && { text: from.text }) }]
    from = statement === undefined ? { text: from.text + 1, offset: 0 } : { ...from, offset: statement.next }
  }
}

interface Thread {
  /** Null when the thread ended before its work did. */
  next(): Promise<LineageBatch | null>
  stop(): Promise<void>
}

function startThread(job: LineageJob): Thread {
  const worker = new Worker(new URL('./lineage-worker.js', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, stackSizeMb: limits.stackMb },
    // What the parser's C code has to say when memory ends is for nobody.
    stderr: true,
    stdout: true,
  })
  let first = true
  // Without a listener an error of the thread would end the process.
  const ended = new Promise<null>((resolve) =>
    worker.once('error', () => resolve(null)).once('exit', () => resolve(null)),
  )
  return {
    async next() {
      if (!first) worker.postMessage('taken')
      first = false
      let timer: NodeJS.Timeout | undefined
      const stalled = new Promise<null>((resolve) => {
        timer = setTimeout(resolve, limits.stallMs, null)
      })
      const batch = new Promise<LineageBatch>((resolve) => worker.once('message', resolve))
      const found = await Promise.race([batch, ended, stalled])
      clearTimeout(timer)
      return found
    },
    async stop() {
      await worker.terminate()
    },
  }
}

function abortedEntry(line: number): StatementLineage {
  const message = 'The statement takes too much time or memory.'
  return {
    line,
    kind: 'unparsable',
    target: null,
    reads: [],
    columns: [],
    problems: [{ code: 'LINEAGE_ABORTED', message, line }],
  }
}
