import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import { AppError } from '../core/error.ts'
import { isThere } from './input-file.ts'
import type { Parts, State } from './parts.ts'
import { quotable } from './quotable.ts'
import { findByName, withState } from './services/with-state.ts'
import { readSnapshotFile } from './snapshot-file.ts'

/** A snapshot in the state, as a command line names it. */
export interface StoredSnapshotName {
  readonly service: string
  /** `latest`, `previous`, a number or the id of a run; may be none of these. */
  readonly snapshot: string
}

/** What SNAPSHOT may be, for the help of commands that take one. */
export const snapshotHelp = `SNAPSHOT is a file that "patchbay extract" wrote, - for standard input, or what is stored of a saved service:
SERVICE@latest, SERVICE@previous, SERVICE@NUMBER, or SERVICE@RUN with the id of the run that took it. Where a file has
such a name, the file is meant.`

/** SERVICE@NAME, where no file has this name; null for anything else. */
export async function toStoredName(text: string): Promise<StoredSnapshotName | null> {
  // A file's ending or folder behind the @, or what makes a connection string, is no snapshot's name.
  const found = /^([^:=]+)@([^@:=./\\\s]*)$/.exec(text)
  const [, service, snapshot] = found ?? []
  if (service === undefined || snapshot === undefined || (await isThere(text))) return null
  return { service, snapshot }
}

/** A stored snapshot. Throws an AppError that says what is wrong with its name. */
export async function loadStored(state: State, { service, snapshot }: StoredSnapshotName): Promise<LoadedSnapshot> {
  const { id } = await findByName(state, service)
  return await state.namedSnapshot(id, snapshot)
}

/** The snapshot that an argument names; the state is opened only for a stored one. Throws an AppError. */
export async function readSnapshot(text: string, parts: Parts): Promise<LoadedSnapshot> {
  const [snapshot] = await readSnapshots([text], parts)
  if (snapshot === undefined) throw new Error('one text gives one snapshot')
  return snapshot
}

/** The same for several, in their order. */
export async function readSnapshots(texts: readonly string[], parts: Parts): Promise<readonly LoadedSnapshot[]> {
  const names = await Promise.all(texts.map(toStoredName))
  const read = async (load: (name: StoredSnapshotName) => Promise<LoadedSnapshot>) => {
    const snapshots: LoadedSnapshot[] = []
    for (const [at, text] of texts.entries()) {
      const name = names[at]
      snapshots.push(name ? await load(name) : await readFileNamed(text))
    }
    return snapshots
  }
  if (names.every((name) => name === null)) {
    return await read(() => Promise.reject(new Error('no stored snapshot was named')))
  }
  return await withState(parts, async (state) => await read((name) => loadStored(state, name)))
}

async function readFileNamed(text: string): Promise<LoadedSnapshot> {
  if (text !== '-' && /^\s*[a-z][a-z\d+.:-]*:\/\//i.test(text)) {
    throw new AppError('INPUT_UNREADABLE', 'A connection string is no snapshot.', {
      hint: 'Read one first: patchbay extract TARGET --out FILE.',
    })
  }
  if (text !== '-' && !/[./\\]/.test(text) && !(await isThere(text))) {
    throw new AppError('INPUT_UNREADABLE', `The file ${quotable(text)} does not exist.`, {
      hint: 'What is stored of a service is named with @latest behind its name.',
    })
  }
  return await readSnapshotFile(text)
}
