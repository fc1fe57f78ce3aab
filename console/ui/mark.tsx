/** The sign of Malha: a thread that goes through a loop. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="var(--mantine-primary-color-filled)"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M6 24V11a4 4 0 0 1 4-4c6 0 6 18 12 18a4 4 0 0 0 4-4V8" />
      <circle cx="6" cy="25" r="2.4" fill="var(--mantine-primary-color-filled)" />
      <circle cx="26" cy="7" r="2.4" fill="var(--mantine-primary-color-filled)" />
    </svg>
  );
}
