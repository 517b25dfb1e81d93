import { marked } from '../../../core/usage/own-statements.ts'
import type { OidRange } from '../catalog/question.ts'
import type { CatalogQuestion, Fields } from '../catalog/questions/question.ts'
import type { AnyQuestion } from '../catalog/questions/registry.ts'
import { quoteLiteral } from '../catalog/quote.ts'
import { cancellable } from '../connect/cancellable.ts'
import { type Connection, QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { PgVersion } from '../version.ts'
import { readLines } from './copy-text.ts'

/** A question, or the part of it about some objects, that the server would not answer. */
export interface Unanswered {
  readonly question: AnyQuestion
  /** The one object it could not be answered for; null for the whole question. */
  readonly oid: number | null
  readonly failure: QueryFailure
}

/** What was answered, by question. */
export class Answers {
  private readonly entries = new Map<AnyQuestion, unknown[]>()
  private readonly answered: (question: AnyQuestion) => void

  /** @param answered called after each question, while others are on their way */
  constructor(answered: (question: AnyQuestion) => void = () => undefined) {
    this.answered = answered
  }

  /** In the server's order, which means nothing; empty for what was not answered. */
  of<Row extends Fields, Entry>(question: CatalogQuestion<Row, Entry>): readonly Entry[] {
    return (this.entries.get(question as AnyQuestion) ?? []) as readonly Entry[]
  }

  has(question: AnyQuestion): boolean {
    return this.entries.has(question)
  }

  /** Takes the list over. */
  add(question: AnyQuestion, entries: unknown[]): void {
    const present = this.entries.get(question)
    if (present === undefined) this.entries.set(question, entries)
    else for (const entry of entries) present.push(entry)
    this.answered(question)
  }

  /** Fails for what was not answered, so that nothing is taken for absent. */
  first<Row extends Fields, Entry>(question: CatalogQuestion<Row, Entry>): Entry {
    const [entry] = this.of(question)
    if (entry === undefined) throw new Error(`no answer about ${question.about}`)
    return entry
  }
}

export interface TransactionOptions {
  readonly signal: AbortSignal
  readonly version: PgVersion
  /** Of another transaction, from `pg_export_snapshot()`. */
  readonly snapshot?: string
  /** An earlier one on the same connection that is ended in the same message. */
  readonly after?: Transaction
  /** Receives what lets other connections read with this one's snapshot for as long as this transaction goes on. */
  readonly exported?: (snapshot: string) => void
}

/** What deparsed text depends on, and limits on everything that could get stuck. All of it ends with the transaction. */
const settings: Readonly<Record<string, string>> = {
  search_path: '',
  quote_all_identifiers: 'off',
  standard_conforming_strings: 'on',
  timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  extra_float_digits: '3',
  bytea_output: 'hex',
  // Catalogs are in memory: a shard's few rows are looked up one by one, not found by reading all of them.
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  // Deparsing waits for whoever alters a table; a statement includes what the receiver makes it wait.
  lock_timeout: '3s',
  statement_timeout: '10min',
  idle_in_transaction_session_timeout: '30min',
}

/** Set first, and gone back to when a question fails: the snapshot stays the same. */
const savepoint = 'patchbay'

/** Failures that concern a question as a whole: not granted, not there, not supported, out of time. */
const wholeStates = ['42501', '42P01', '42703', '42883', '42704', '42601', '0A000', '57014', '54001', '53200']
/** So many objects are told apart before a question is given up. */
const mostIsolated = 40
const highestOid = 4_294_967_295

/**
 * One read-only transaction with one snapshot, in which questions are put: all of a call in one message. A question
 * that fails costs itself and one more round trip; where single objects make it fail, only those are lost.
 */
export class Transaction {
  readonly unanswered: Unanswered[] = []
  /** Messages sent: each is a round trip. */
  messages = 0
  private readonly connection: Connection
  private readonly options: TransactionOptions
  private state: 'none' | 'open' | 'failed' = 'none'

  constructor(connection: Connection, options: TransactionOptions) {
    this.connection = connection
    this.options = options
  }

  /**
   * Rejects with a `QueryFailure` only when the connection or the transaction as a whole is lost.
   * @param last ends the transaction in the same message
   */
  async ask(questions: readonly AnyQuestion[], range: OidRange, answers: Answers, last = false): Promise<void> {
    let rest = questions
    while (rest.length > 0) {
      const begun = this.state !== 'none'
      const outcome = await this.send(rest, range, answers, last)
      if (outcome.failure === null) return
      const question = rest[outcome.answered]
      if (question === undefined || (!begun && outcome.answered === 0)) throw outcome.failure
      await this.isolate(question, range, outcome.failure, answers)
      rest = rest.slice(outcome.answered + 1)
    }
  }

  /** Ends it; what it found is kept. */
  async commit(): Promise<void> {
    if (this.state === 'none') return
    this.state = 'none'
    await this.run('commit', { block: () => undefined, ended: () => undefined })
  }

  private async isolate(
    question: AnyQuestion,
    range: OidRange,
    failure: QueryFailure,
    answers: Answers,
  ): Promise<void> {
    if (wholeStates.includes(failure.reason.value)) {
      this.unanswered.push({ question, oid: null, failure })
      return
    }
    const before = this.unanswered.length
    const ranges = halves(range)
    while (ranges.length > 0) {
      const part = ranges.pop() as OidRange
      const outcome = await this.send([question], part, answers)
      if (outcome.failure === null) continue
      const oid = singleOid(part)
      if (wholeStates.includes(outcome.failure.reason.value) || this.unanswered.length - before >= mostIsolated) {
        this.unanswered.push({ question, oid, failure: outcome.failure })
        return
      }
      if (oid === null) ranges.push(...halves(part))
      else this.unanswered.push({ question, oid, failure: outcome.failure })
    }
  }

  /** Questions up to the first that fails. */
  private async send(
    questions: readonly AnyQuestion[],
    range: OidRange,
    answers: Answers,
    last = false,
  ): Promise<{ readonly answered: number; readonly failure: QueryFailure | null }> {
    let answered = 0
    let entries: unknown[] = []
    const { version, exported } = this.options
    const copies = questions.map((question) => marked(`copy (${question.sql(version, range)}\n) to stdout`))
    // The snapshot comes before the first answer.
    const first = this.state === 'none' && exported !== undefined ? 1 : 0
    const statements = [...this.prologue(), ...copies, ...(last ? ['commit'] : [])]
    try {
      await this.run(statements.join(';\n'), {
        block(place, text) {
          if (place < first) return exported?.(text.trim())
          const { decode, apart } = questions[place - first] as CatalogQuestion<Fields, unknown>
          readLines(text, (fields) => entries.push(decode(fields)), apart)
        },
        ended(place) {
          if (place < first) return
          answers.add(questions[place - first] as AnyQuestion, entries)
          entries = []
          answered = place - first + 1
        },
      })
      if (last) this.state = 'none'
      return { answered, failure: null }
    } catch (error) {
      if (!(error instanceof QueryFailure)) throw error
      this.state = this.state === 'none' ? 'none' : 'failed'
      if (isLost(error)) throw error
      return { answered, failure: error }
    } finally {
      this.options.signal.throwIfAborted()
    }
  }

  private prologue(): string[] {
    const { state } = this
    this.state = 'open'
    if (state === 'open') return []
    if (state === 'failed') return [`rollback to savepoint ${savepoint}`]
    const { snapshot, after, exported } = this.options
    const leave = after === undefined || after.state === 'none' ? [] : ['commit']
    if (after !== undefined) after.state = 'none'
    return [
      ...leave,
      'begin isolation level repeatable read, read only',
      ...(snapshot === undefined ? [] : [`set transaction snapshot ${quoteLiteral(snapshot)}`]),
      ...Object.entries(settings).map(([name, value]) => `set local ${name} = ${quoteLiteral(value)}`),
      // Not to be had below a savepoint.
      ...(exported === undefined ? [] : ['copy (select pg_catalog.pg_export_snapshot()) to stdout']),
      `savepoint ${savepoint}`,
    ]
  }

  private run(sql: string, receive: Parameters<Connection['copy']>[1]): Promise<void> {
    this.messages += 1
    return cancellable(this.connection, this.options.signal, () => this.connection.copy(sql, receive))
  }
}

function halves(range: OidRange): OidRange[] {
  if ('oids' in range) {
    const middle = Math.ceil(range.oids.length / 2)
    return [{ oids: range.oids.slice(0, middle) }, { oids: range.oids.slice(middle) }].filter(
      ({ oids }) => oids.length > 0,
    )
  }
  const to = Math.min(range.to, highestOid)
  const middle = Math.floor((range.from + to) / 2)
  return [
    { from: range.from, to: middle },
    { from: middle + 1, to },
  ]
}

function singleOid(range: OidRange): number | null {
  if ('oids' in range) return range.oids.length === 1 ? (range.oids[0] ?? null) : null
  return range.from === range.to ? range.from : null
}
