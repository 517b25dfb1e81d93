import classes from './Fingerprint.module.css'

/** SHA-256 in hex, in groups that keep their place from line to line, so that two can be compared. Copies as one. */
export function Fingerprint({ text }: { text: string }) {
  return (
    <code className={classes.print}>
      {groupsOf(text).map((group) => (
        <span key={group}>{group}</span>
      ))}
    </code>
  )
}

/** Eight bytes each, the colon that joins two at the end of the first. */
const groupsOf = (text: string): readonly string[] => text.match(/.{1,24}/g) ?? []
