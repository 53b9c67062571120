package dev.mandate.identity.keys;

/** What a sealed value is: one that is taken for something else doesn't open. */
public enum SealedFor {
    SIGNING("mandate signing keys v1\n"),
    SHARING("mandate shared secrets v1\n");

    final String text;

    SealedFor(String text) {
        this.text = text;
    }
}
