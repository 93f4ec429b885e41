import { crc32, deflateRawSync } from 'node:zlib'

/** One member, and what its headers say instead of the truth. */
export interface MadeMember {
  name: string
  data: string | Uint8Array
  /** as it is, not deflated */
  stored?: boolean
  lies?: { bytes?: number; crc?: number; flags?: number; method?: number; offset?: number }
}

/**
 * A zip archive by APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16, whose headers may lie: what libraries refuse to write.
 *
 * @param lies of the end record: how many members it counts, which disk it is on
 */
export function makeZip(members: readonly MadeMember[], lies: { count?: number; disk?: number } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, stored = false, lies: lie = {} } of members) {
    const plain = Buffer.from(data)
    const packed = stored ? plain : deflateRawSync(plain)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | (lie.flags ?? 0), 2)
    common.writeUInt16LE(lie.method ?? (stored ? 0 : 8), 4)
    common.writeUInt32LE(lie.crc ?? crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(lie.bytes ?? plain.length, 18)
    common.writeUInt16LE(title.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(lie.offset ?? offset, 10)
    locals.push(Buffer.from('PK\u0003\u0004'), common, title, packed)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0'), common, rest, title)
    offset += 30 + title.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(lies.disk ?? 0, 4)
  end.writeUInt16LE((lies.count ?? members.length) & 0xff_ff, 8)
  end.writeUInt16LE((lies.count ?? members.length) & 0xff_ff, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, entries, end])
}

/** The end of an archive that says it holds so many members (zip64, sections 4.3.14 and 4.3.15). */
export function makeZip64End(count: number, directoryBytes: number): Buffer {
  const record = Buffer.alloc(56 + 20 + 22)
  record.write('PK\u0006\u0006', 0, 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(directoryBytes), 40)
  record.writeBigUInt64LE(4n, 48)
  record.write('PK\u0006\u0007', 56, 'latin1')
  record.writeBigUInt64LE(BigInt(4 + directoryBytes), 64)
  record.writeUInt32LE(1, 72)
  record.write('PK\u0005\u0006', 76, 'latin1')
  record.fill(0xff, 84, 96)
  return record
}
