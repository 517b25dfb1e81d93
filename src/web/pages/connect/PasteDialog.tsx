import { lazy, Suspense } from 'react'
import { Dialog } from '../../components/Dialog.tsx'
import type { PasteFormProps } from './PasteForm.tsx'

// Readers of all formats come with it.
const PasteForm = lazy(() => import('./PasteForm.tsx').then((module) => ({ default: module.PasteForm })))

interface Props extends Omit<PasteFormProps, 'initial'> {
  /** Null while closed; text to begin with otherwise. */
  readonly initial: string | null
}

export function PasteDialog({ initial, onClose, ...rest }: Props) {
  return (
    <Dialog opened={initial !== null} onClose={onClose} title="Paste a connection" width={600}>
      {initial !== null && (
        <Suspense fallback={<p className="dim">Loading…</p>}>
          <PasteForm key={initial} initial={initial} onClose={onClose} {...rest} />
        </Suspense>
      )}
    </Dialog>
  )
}
