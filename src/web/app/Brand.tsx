/** The mark: two jacks joined by a patch cable. */
export function Brand() {
  return (
    <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--pb-accent)" />
      <path d="M9 12v3a7 7 0 0 0 14 0v-3" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="9" cy="9" r="3.5" fill="#fff" />
      <circle cx="23" cy="9" r="3.5" fill="#fff" />
      <path d="M16 22v4" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}
