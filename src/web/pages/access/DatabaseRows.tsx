import { ActionIcon, Button } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { TextBox } from '../../components/TextBox.tsx'
import classes from './AccessPage.module.css'
import { Labelled } from './Labelled.tsx'
import type { AccessProblems } from './use-access-script.ts'
import { problemUnder } from './WishForm.tsx'
import type { WishedDatabase } from './wish.ts'

interface Props {
  readonly databases: readonly WishedDatabase[]
  /** Schemas matter where rows are read. */
  readonly withSchemas: boolean
  readonly problems: AccessProblems
  readonly onChange: (databases: readonly WishedDatabase[]) => void
}

export function DatabaseRows({ databases, withSchemas, problems, onChange }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const set = (key: number, change: Partial<WishedDatabase>) =>
    onChange(databases.map((database) => (database.key === key ? { ...database, ...change } : database)))
  const add = () => {
    onChange([...databases, { key: Math.max(...databases.map(({ key }) => key)) + 1, name: '', schemas: '' }])
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus())
  }
  const remove = (key: number) => {
    onChange(databases.filter((database) => database.key !== key))
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus())
  }
  const several = databases.length > 1
  return (
    <>
      <ul className={classes.databases} ref={list} aria-label="Databases">
        {databases.map(({ key, name, schemas }, place) => (
          <li key={key} className={classes.database} data-several={several || undefined}>
            <Labelled
              label={several ? `Database ${place + 1}` : 'Database'}
              // An empty page has no mistakes yet.
              problem={name === '' && !several ? undefined : problems.get(`/databases/${place}/name`)}
            >
              {(control) => (
                <TextBox
                  {...control}
                  mono
                  spellCheck={false}
                  placeholder="orders"
                  value={name}
                  onChange={(e) => set(key, { name: e.currentTarget.value })}
                />
              )}
            </Labelled>
            {withSchemas && (
              <Labelled
                label={several ? `Schemas of database ${place + 1}` : 'Its schemas'}
                hint="Several with commas. Empty: every one."
                problem={problemUnder(problems, `/databases/${place}/schemas`)}
              >
                {(control) => (
                  <TextBox
                    {...control}
                    mono
                    spellCheck={false}
                    placeholder="sales, crm"
                    value={schemas}
                    onChange={(e) => set(key, { schemas: e.currentTarget.value })}
                  />
                )}
              </Labelled>
            )}
            {several && (
              <ActionIcon
                className={classes.remove}
                aria-label={`Remove ${name || `database ${place + 1}`}`}
                onClick={() => remove(key)}
              >
                <X size={16} aria-hidden="true" />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <div>
        <Button size="compact-sm" variant="default" leftSection={<Plus size={14} aria-hidden="true" />} onClick={add}>
          Add database
        </Button>
      </div>
    </>
  )
}
