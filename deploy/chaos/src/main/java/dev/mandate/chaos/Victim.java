package dev.mandate.chaos;

import dev.mandate.embedded.ChildJvm;

/** A process that something is done to. */
interface Victim {
    /** Such as {@code audit-service 2}. */
    String name();

    ChildJvm process();

    /** Starts it again, with what it had, if it ended. */
    void restart();

    /** It does its part: a service is ready; with a broker, all brokers have all records. */
    boolean isWell();
}
