import type net from 'node:net'
import { Duplex } from 'node:stream'
import { type PeerCertificate, TLSSocket } from 'node:tls'

/**
 * The ready socket as `pg` wants a stream: already connected, and connected "again" when told to.
 * Bytes from the server go through `inspect` first; what it does not let pass ends the stream.
 */
export class SessionStream extends Duplex {
  readonly socket: net.Socket
  /** Why the stream broke, if it did. */
  failure: Error | null = null
  private diverted: ((chunk: Buffer) => void) | null = null

  constructor(socket: net.Socket, inspect: (chunk: Buffer) => boolean) {
    super({ allowHalfOpen: false, autoDestroy: true })
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      if (!inspect(chunk)) this.destroy()
      else if (!this.push(chunk)) socket.pause()
    })
    socket.on('end', () => this.push(null))
    socket.on('error', (error) => {
      this.failure ??= error
      this.destroy(error)
    })
    socket.on('close', () => this.destroy())
  }

  override _read(): void {
    this.socket.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.write(chunk, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.destroy()
    done(error)
  }

  /** `pg` parses inside its `data` listener and throws at bytes that are no message; that ends the session, not the process. */
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event !== 'data') return super.emit(event, ...values)
    try {
      if (this.diverted === null) return super.emit(event, ...values)
      this.diverted(values[0] as Buffer)
      return true
    } catch (error) {
      this.failure ??= error as Error
      this.destroy(this.failure)
      return true
    }
  }

  /** Hands what the server sends to a reader of our own, until told null. Only while `pg` waits for nothing. */
  divert(reader: ((chunk: Buffer) => void) | null): void {
    this.diverted = reader
  }

  /** Called by `pg` where it would connect. */
  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  /** Called by `pg`; the socket never delays. */
  setNoDelay(): this {
    return this
  }

  /** Channel binding hashes the server's certificate. */
  getPeerCertificate(): PeerCertificate | null {
    return this.socket instanceof TLSSocket ? this.socket.getPeerCertificate() : null
  }
}
