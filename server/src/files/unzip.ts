import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** The bytes of a file that was kept as gzip. */
export const unzip: (gzip: Buffer) => Promise<Buffer> = promisify(gunzip)
