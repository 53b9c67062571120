package dev.mandate.identity.identities;

/** How strongly somebody shows who he is, the weakest first. */
public enum Strength {
    /** By one thing that he knows, or by the word of a provider of which nothing was agreed on. */
    NONE,
    /** By two of what he knows, has and is. */
    MFA,
    /** By a key that he has and unlocks, and that signs for this site alone: there is nothing that he could tell another. */
    PHR;

    public boolean suffices(Strength asked) {
        return compareTo(asked) >= 0;
    }
}
