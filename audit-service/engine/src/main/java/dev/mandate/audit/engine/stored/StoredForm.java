package dev.mandate.audit.engine.stored;

/**
 * In which form the job stores what it knows, a number for all stores together. Replicas of two versions run side by side while one after the
 * other is replaced, hand tasks over to each other, and do so again on the way back: so a version writes what the one before reads, unless
 * its operator says that none of it runs any more.
 *
 * <p>Whoever changes what is stored gives it the next number, reads the one before and writes that by default; the version after that writes
 * the new one.
 */
public final class StoredForm {
    /** From this one on session memories are version 4, with when something was done last. */
    public static final int WITH_DONE = 1;

    public static final int BEFORE = 0;
    public static final int NEWEST = WITH_DONE;

    private StoredForm() {}
}
