import type { LoadedSnapshot } from '../read-snapshot.ts'
import type { SnapshotFormatId } from './format-titles.ts'

/** A way to write a snapshot down for other tools and for readers. Pure: text in pieces, so that none has to be whole. */
export interface SnapshotFormat {
  readonly id: SnapshotFormatId
  /** With its dot. */
  readonly extension: string
  readonly contentType: string
  /** One document. */
  render(snapshot: LoadedSnapshot): Iterable<string>
  /** A folder of documents, where the format knows such; paths use `/` and are safe on any file system. */
  renderFiles?(snapshot: LoadedSnapshot): Iterable<{ readonly path: string; readonly text: string }>
}
