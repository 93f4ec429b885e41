import { formatShare } from '../../format.ts'

interface ShareTableProps {
  caption: string
  /** of the rows, then of the values */
  heads: readonly string[]
  rows: readonly { name: string; values: readonly string[] }[]
}

/** A small table of counts and shares. */
export function ShareTable({ caption, heads: [first, ...heads], rows }: ShareTableProps) {
  return (
    <div className="table-scroll">
      <table className="data-table data-table-tight small">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, at) => (
                <td key={heads[at]} className="number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const shareText = (share: number | null): string => (share === null ? '–' : formatShare(share))
