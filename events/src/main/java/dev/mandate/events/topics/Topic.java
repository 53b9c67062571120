package dev.mandate.events.topics;

import java.time.Duration;
import java.util.Set;

/**
 * One topic and everything that is derived for it: creation, access rights, documentation.
 *
 * @param key what the record key is, in words
 * @param partitions fixed for the life of the major version: outbox rows carry the partition they go to
 * @param retention how long facts are kept; for state, how long tombstones are
 * @param maxBytes largest readable payload in bytes; a larger one is a dead letter, one over twice this is refused by the broker
 * @param writers accounts with the right to write; nobody else has it
 * @param readers accounts with the right to read, {@link Account#OPERATOR} always among them
 */
public record Topic(
        String name,
        String key,
        Kind kind,
        int partitions,
        Duration retention,
        int maxBytes,
        Set<Account> writers,
        Set<Account> readers,
        String about) {

    public enum Kind {
        /** Facts from outside; CloudEvents in binary or structured mode. */
        INBOUND,
        /** Facts of our own; deleted after the retention. */
        FACTS,
        /** The whole current state of its key; compacted. */
        STATE,
        /** Whole original records that a consumer could not take, with the reason in headers. */
        DEAD_LETTERS
    }

    public Topic {
        if (partitions < 1) throw new IllegalArgumentException(name + " needs at least one partition");
        writers = Set.copyOf(writers);
        readers = Set.copyOf(readers);
    }

    public boolean compacted() {
        return kind == Kind.STATE;
    }
}
