/** Characters that show as nothing or as an ordinary space, by what they are. */
const unseen: readonly (readonly [RegExp, string])[] = [
  [/[\r\n\u0085\u2028\u2029]/, 'a line break'],
  [/\t/, 'a tab'],
  [/\u00a0|\u202f/, 'a no-break space'],
  // Zero-width space, joiners, direction marks, word joiner, byte order mark, soft hyphen.
  [/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/, 'an invisible character'],
  [/[\u1680\u2000-\u200a\u205f\u3000]/, 'a space of unusual width'],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are looked for
  [/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/, 'a control character'],
]

/**
 * What looks like a slip in a text that was typed or pasted, as sentences about `it`, such as `The password`.
 * They say what kind of character it is and nothing of the others.
 */
export function typingNotes(text: string, it: string): string[] {
  const notes: string[] = []
  if (/^ | $/.test(text)) notes.push(`${it} begins or ends with a space.`)
  const found = unseen.filter(([pattern]) => pattern.test(text)).map(([, what]) => what)
  if (found.length > 0) notes.push(`${it} holds ${found.join(' and ')}, most likely from copying: type it by hand.`)
  if (/^(["'`]).*\1$/.test(text) && text.length > 1)
    notes.push(`${it} stands in quotes; here they count as part of it.`)
  return notes
}

/** Slips that only a password can have. */
export function passwordNotes(password: string): string[] {
  const notes = typingNotes(password, 'The password')
  if (/%[0-9a-f]{2}/i.test(password)) {
    notes.push('It holds a code such as %40, which stands for @ only inside a URI; here type the character itself.')
  }
  // SCRAM prepares what is not plain ASCII (SASLprep), and programs do not agree on every character.
  if (password.normalize('NFKC') !== password) {
    notes.push(
      'It holds characters that can be written in several ways, and programs prepare them differently (SASLprep): a password of plain letters and digits leaves no doubt.',
    )
  }
  return notes
}
