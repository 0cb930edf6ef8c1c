/** Credentials of a session in AWS's form, which nobody can take for real ones. They are the same for every session. */
export const fakeCredentials = (expiration: Date): { AccessKeyId: string; SecretAccessKey: string; SessionToken: string; Expiration: Date } => ({
  AccessKeyId: 'ASIACANARYBEDEXAMPLE',
  SecretAccessKey: 'canarybed/not/a/secret/EXAMPLEKEY0000000',
  SessionToken: 'canarybed-session-token-EXAMPLE',
  Expiration: expiration,
});
