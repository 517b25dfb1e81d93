import { type DragEvent, useRef, useState } from 'react'

/** Longer than any file of this kind; a dump chosen by mistake is not read. */
const largestFileBytes = 200_000

/** Reads a text file that is dropped, or chosen; `refused` says why the last one was not taken. */
export function useDroppedFile(onRead: (text: string) => void) {
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    const text = file.size > largestFileBytes ? '\0' : await file.text()
    const isText = !text.includes('\0')
    setRefused(isText ? null : `${file.name} is not a text of at most ${largestFileBytes / 1000} kB.`)
    if (isText) onRead(text)
  }
  const target = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      const [file] = event.dataTransfer.files
      if (file === undefined) return
      event.preventDefault()
      void read(file)
    },
  }
  return { picker, over, refused, read, target }
}
