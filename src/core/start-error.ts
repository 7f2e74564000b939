/** Why a sandbox cannot start. The message is fit to be shown to a person as it is, in one line. */
export class StartError extends Error {}

/** A data file that a person has to look at. The message names the file, and line and column where it can. */
export class DataFileError extends StartError {
  override readonly name = 'DataFileError'
}

/** Another process has the folder. */
export class FolderLockedError extends StartError {
  override readonly name = 'FolderLockedError'
}
