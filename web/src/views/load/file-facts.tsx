import { formatBytes, formatCount, plural } from '../../format.ts'
import type { OpenedFile } from '../../incident-files/messages.ts'
import { LABELS } from '../../labels.ts'

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const

/** What a file is, as it was found here. */
export function FileFacts({ opened, onOther }: { opened: OpenedFile; onOther: () => void }) {
  const { packing, members, bytes, delimiter, encoding, headerLine, columns } = opened
  const read = members.filter(({ isRead }) => isRead)
  const facts = [
    `${formatBytes(bytes)}${packing === 'none' ? '' : ` as ${packing}`}`,
    plural(columns.length, 'column'),
    `fields between ${DELIMITER_NAMES[delimiter]}`,
    LABELS.encodings[encoding],
    ...(headerLine > 1 ? [`header in line ${formatCount(headerLine)}`] : []),
  ]
  return (
    <section className="load-facts stack" aria-label="The file">
      <div className="row load-facts-line">
        <p className="small">{facts.join(' · ')}</p>
        <button type="button" className="button button-small" onClick={onOther}>
          Another file
        </button>
      </div>
      {packing === 'zip' && (
        <details className="panel small">
          <summary>
            {plural(read.length, 'file')} of the archive {read.length === 1 ? 'is' : 'are'} read
            {members.length > read.length &&
              `, ${formatCount(members.length - read.length)} left out, since their columns are others`}
          </summary>
          <ul className="plain-list load-members">
            {members.map(({ name, bytes: size, isRead }) => (
              <li key={name} data-read={isRead}>
                <span className="file-name">{name}</span>
                <span className="muted">{isRead ? formatBytes(size) : 'left out'}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
