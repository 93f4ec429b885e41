/** A share of a whole, 0 to 1, as a bar; the number stands beside it in words. */
export function ShareBar({ share }: { share: number }) {
  return (
    <svg className="share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" width="100%" aria-hidden="true">
      <rect className="chart-rest" width="100" height="6" />
      <rect className="chart-bar" width={100 * share} height="6" />
    </svg>
  )
}
