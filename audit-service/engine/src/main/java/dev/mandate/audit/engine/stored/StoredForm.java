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
    /** Session memories are version 3, without when something was done last. */
    public static final int BEFORE = 0;

    public static final int NEWEST = 1;

    private StoredForm() {}
}
