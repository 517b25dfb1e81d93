import { Button } from '@mantine/core'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { AccessScript } from '../../../core/access.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { readDraft, writeDraft } from '../connect/draft.ts'
import classes from './AccessPage.module.css'
import { ScriptResult } from './ScriptResult.tsx'
import { useAccessScript } from './use-access-script.ts'
import { WishForm } from './WishForm.tsx'
import { wishFrom } from './wish.ts'

/** What to ask of a server's owner, before there is any connection. */
export function AccessPage() {
  usePlace([{ label: 'Services', to: '/services' }, { label: 'Prepare access' }])
  const search = useSearch()
  const [wish, setWish] = useState(() => wishFrom(search))
  const { script, problems, error, retry } = useAccessScript(wish)
  const unnamed = wish.databases.every(({ name }) => name.trim() === '')
  if (error !== null) return <LoadError error={error} retry={() => void retry()} retrying={false} />
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>What to ask the DBA for</h1>
        <p>
          A role of its own for Patchbay, with no more than it needs. Choose, hand the script to whoever owns the
          server, and fill in the connection when the role is there. Nothing is connected to here.
        </p>
      </header>
      <div className={classes.columns}>
        <WishForm wish={wish} problems={problems} onChange={setWish} />
        <div className={classes.outcome} data-outdated={problems.size > 0 || undefined}>
          {script === null || unnamed ? (
            <p className={classes.empty}>Name the database to read, and the script stands here.</p>
          ) : (
            <>
              {problems.size > 0 && (
                <p className={classes.outdated} role="status">
                  Correct what is marked; this is the script of before.
                </p>
              )}
              <ScriptResult script={script} role={String(script.form.username)} />
              <Continue script={script} />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

/** The connect page's own key for a new Postgres service. */
const draftKey = 'new.postgres'

function Continue({ script }: { script: AccessScript }) {
  const [, navigate] = useLocation()
  const fillIn = () => {
    // What was typed there before stays; the role's part is new.
    const draft = readDraft(draftKey)
    writeDraft(draftKey, draft?.name ?? '', { ...draft?.settings, ...script.form }, [])
    navigate('/services/new')
  }
  return (
    <p className={classes.next}>
      <span>When the role is there, only host and password are left to fill in.</span>
      <Button variant="default" rightSection={<ArrowRight size={14} aria-hidden="true" />} onClick={fillIn}>
        Fill in the connection
      </Button>
    </p>
  )
}
