import { useRef, useState } from 'react'

/** Larger than any chain of certificates; a disk image chosen by mistake is not read. */
const largestFileBytes = 1_000_000

/** Reads PEM text from a file that is chosen or dropped. `refused` says why the last one was not taken. */
export function usePemFile(onRead: (text: string) => void) {
  const picker = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<string | null>(null)

  const read = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > largestFileBytes) {
      setRefused(`${file.name} has ${Math.ceil(file.size / 1_000).toLocaleString('en')} kB; at most 1,000 kB are read.`)
      return
    }
    const text = await file.text()
    // Binary formats such as DER hold zero bytes, and text does not.
    if (text.includes('\0')) setRefused(`${file.name} is not text. Convert it to PEM first.`)
    else {
      setRefused(null)
      onRead(text)
    }
  }
  return { picker, refused, read, forget: () => setRefused(null) }
}
