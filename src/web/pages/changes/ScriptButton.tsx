import { Button } from '@mantine/core'
import { FileCode } from 'lucide-react'
import type { ChangeStatement } from '../../../core/catalog/ddl-renderer.ts'
import { objectName } from '../../../core/catalog/diff/difference-text.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import type { useChangeScript } from '../../hooks/use-changes.ts'

interface Props {
  readonly script: ReturnType<typeof useChangeScript>
  readonly onAsk: () => void
}

/** Writes the statements of all changes; once they are there, copies them in the order that runs. */
export function ScriptButton({ script: { data, error, isFetching, refetch }, onAsk }: Props) {
  if (data !== undefined) return <CopyButton label="Copy the SQL" text={() => wholeScript(data)} />
  return (
    <>
      {error !== null && <span role="alert">{error.message}</span>}
      <Button
        variant="default"
        leftSection={<FileCode size={14} aria-hidden="true" />}
        loading={isFetching}
        onClick={() => (error === null ? onAsk() : void refetch())}
      >
        Write the SQL
      </Button>
    </>
  )
}

/** Statements by the kind and name of what they are about. */
export function byObject(statements: readonly ChangeStatement[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { database, object, sql } of statements) {
    const key = `${object.kind} ${objectName(database, object)}`
    found.set(key, found.has(key) ? `${found.get(key)}\n\n${sql}` : sql)
  }
  return found
}

/** With a line before each database's statements that says where to run them. */
function wholeScript(statements: readonly ChangeStatement[]): string {
  let place: string | null | undefined
  return statements
    .map(({ database, sql }) => {
      const heading = database === place ? '' : `-- ${database === null ? 'In any database' : `In ${database}`}\n\n`
      place = database
      return `${heading}${sql}\n`
    })
    .join('\n')
}
