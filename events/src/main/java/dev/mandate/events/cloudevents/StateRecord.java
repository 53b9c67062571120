package dev.mandate.events.cloudevents;

/**
 * The whole current state of one key on a compacted topic. An older revision never overwrites a newer one;
 * deleting is a last revision {@code deleted} without personal data, then, after a day, a tombstone. A part of another key's state goes by
 * a tombstone alone.
 */
public interface StateRecord {
    /** Grows by at least one with each write of this key; starts at 1. */
    long revision();

    boolean deleted();
}
