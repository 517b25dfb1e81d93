import { lazy, Suspense } from 'react'
import type { CopyAsFormProps } from './CopyAsForm.tsx'
import { Dialog } from './Dialog.tsx'

// Writers of all formats come with it.
const CopyAsForm = lazy(() => import('./CopyAsForm.tsx').then((module) => ({ default: module.CopyAsForm })))

interface Props extends CopyAsFormProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** A connection in the words of another tool. Secrets are placeholders unless the reader asks for the one they typed. */
export function CopyAsDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Copy as" width={600}>
      {opened && (
        <Suspense fallback={<p className="dim">Loading…</p>}>
          <CopyAsForm {...rest} />
        </Suspense>
      )}
    </Dialog>
  )
}
