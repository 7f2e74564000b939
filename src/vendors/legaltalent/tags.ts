/** `vip,eu` as a filter says it; undefined where there is none. */
export const tagsIn = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

/** Whether something has any of these tags; everything has where none are asked for. */
export const isTagged = ({ tags }: { tags: readonly string[] }, wanted: readonly string[] | undefined): boolean =>
  wanted === undefined || wanted.some((tag) => tags.includes(tag))
