def redactor(secrets):
    """A function that blots these secrets out of a text."""
    # The longest first: one that is part of another would leave the rest of that.
    secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def redact(text):
        for secret in secrets:
            text = text.replace(secret, '***')
        return text

    return redact
