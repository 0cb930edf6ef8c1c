/**
 * The lower-case host name in a Host header, without the port; undefined if the
 * text is no host name.
 */
export function hostName(text: string): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)\.?(?::\d*)?$/i.exec(text);
  return match?.[1]?.toLowerCase();
}
