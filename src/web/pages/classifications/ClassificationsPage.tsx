import { Tags } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Classification } from '../../../core/classification.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { TextBox } from '../../components/TextBox.tsx'
import { ToServices } from '../../components/ToServices.tsx'
import { useClassifications } from '../../hooks/use-classifications.ts'
import { counted } from '../../runs/run-words.ts'
import { ClassificationHead } from './ClassificationHead.tsx'
import classes from './ClassificationsPage.module.css'
import { TagUses } from './TagUses.tsx'

/** Classifications on the left, their tags beside, and where the chosen tag is used. The choice stands in the address. */
export function ClassificationsPage() {
  const { data, error, refetch, isFetching } = useClassifications()
  const query = new URLSearchParams(useSearch())
  const [, navigate] = useLocation()
  const [wanted, setWanted] = useState('')
  const chosen = data?.find(({ name }) => name === query.get('name')) ?? data?.find(hasTags) ?? data?.[0]
  const tags = useMemo(() => {
    const words = wanted.trim().toLowerCase()
    return (chosen?.tags ?? []).filter((tag) => tag.name.toLowerCase().includes(words))
  }, [chosen, wanted])
  const tag = tags.find(({ name }) => name === query.get('tag')) ?? tags[0]
  usePlace([{ label: 'Classifications' }])
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  if (chosen === undefined) return <NoClassifications />
  const go = (name: string, tagName?: string) =>
    navigate(`/classifications?${new URLSearchParams({ name, ...(tagName === undefined ? {} : { tag: tagName }) })}`, {
      replace: true,
    })
  return (
    <div className={classes.page}>
      <h1>Classifications</h1>
      {data.length > 1 && (
        <nav className={classes.names} aria-label="Classifications">
          {data.map(({ name, tags: all }) => (
            <button key={name} type="button" aria-current={name === chosen.name || undefined} onClick={() => go(name)}>
              {name} <span>{all.length}</span>
            </button>
          ))}
        </nav>
      )}
      <ClassificationHead classification={chosen} />
      {chosen.tags.length === 0 ? (
        <p className={classes.nothing}>{whyEmpty(chosen)}</p>
      ) : (
        <div className={classes.columns}>
          <section aria-label="Tags" className={classes.tags}>
            <TextBox
              type="search"
              placeholder="Search tags"
              aria-label="Search tags"
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
            <ul>
              {tags.map(({ name, uses }) => (
                <li key={name}>
                  <button
                    type="button"
                    aria-current={name === tag?.name || undefined}
                    onClick={() => go(chosen.name, name)}
                  >
                    <code>{name}</code>
                    <span title={counted(uses.length, 'use')}>{uses.length}</span>
                  </button>
                </li>
              ))}
            </ul>
            {tags.length === 0 && <p className="dim">No tag matches “{wanted}”.</p>}
          </section>
          {tag !== undefined && <TagUses classification={chosen} tag={tag} />}
        </div>
      )}
    </div>
  )
}

const hasTags = ({ tags }: Classification): boolean => tags.length > 0

function whyEmpty({ services }: Classification): string {
  if (services.every(({ snapshotId }) => snapshotId === null)) {
    return 'None of its services was read yet. Read one, and its row-level-security policies stand here as tags.'
  }
  return 'No table of its services has a row-level-security policy.'
}

function NoClassifications() {
  return (
    <MessagePage icon={<Tags size={22} />} title="No classifications yet" actions={<ToServices />}>
      <p>
        Each row-level-security policy of a service becomes a tag, below the classification that the service names. Save
        a service and read it, and they stand here with the tables they guard.
      </p>
    </MessagePage>
  )
}
