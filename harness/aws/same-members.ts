/** Whether two lists have the same members, in whatever order. Pure. */
export const sameMembers = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join();
