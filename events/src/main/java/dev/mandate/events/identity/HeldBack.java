package dev.mandate.events.identity;

/** Why attempts to sign in weren't looked at one by one. */
public enum HeldBack {
    /** Too many of the account, or from the address, had been wrong. */
    TOO_MANY,
    /** Too many were being looked at. */
    BUSY,
    /** What was typed is longer than any name or password, or no text. */
    MALFORMED,
    /** An assertion of an issuer that is trusted wasn't good. */
    ASSERTION
}
