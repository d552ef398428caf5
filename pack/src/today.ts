/** The day in UTC, `YYYY-MM-DD`: what exemptions expire by. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
