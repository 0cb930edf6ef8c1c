/** Address of the CI job by the variables that its service sets; undefined outside of one. Pure. */
export function ciLink(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  // GitLab, CircleCI, Buildkite, Jenkins.
  return [env['CI_JOB_URL'], env['CIRCLE_BUILD_URL'], env['BUILDKITE_BUILD_URL'], env['BUILD_URL']].find((address) => address !== undefined && address !== '');
}
