package dev.mandate.chaos.installation;

import java.util.Set;

/** A process that something is done to. */
public interface Victim {
    /** Such as {@code audit-service 2}. */
    String name();

    /** Such as {@code audit-service}: what all its like are called. */
    String kind();

    /** Its name, and what is lost with it beside what all its like do. */
    default String standing() throws InterruptedException {
        return name();
    }

    /** What can be done to it. */
    Set<Fault> faults();

    boolean isAlive();

    /** As a crash does; returns when it is gone. */
    void kill();

    /** Starts it again, with what it had, if it ended. */
    void restart();

    /** It does its part: a service is ready; with a broker, all brokers have all records; the database takes connections. */
    boolean isWell();
}
