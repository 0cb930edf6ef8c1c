def redactor(secrets):
    """A function that blots these secrets out of a text."""
    secrets = [secret for secret in secrets if secret]

    def redact(text):
        for secret in secrets:
            text = text.replace(secret, '***')
        return text

    return redact
