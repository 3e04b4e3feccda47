// Commands of the CLI's own, which stand for no operation, or for several.

export { configure } from './config/configure.ts'
export { runS3 } from './s3/s3-command.ts'
