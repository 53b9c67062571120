package dev.mandate.provisioning;

import java.sql.SQLException;

/**
 * One difference between what is there and what is wanted, and how it is ended. Nothing of it has happened yet.
 *
 * @param subject what is changed: {@code topic hr.workers.v1}
 * @param act in words: {@code create it with 6 partitions}
 * @param work brings it about; safe to repeat
 */
public record ResourceChange(String subject, String act, Work work) {

    /** Talks to the broker or the database. */
    @FunctionalInterface
    public interface Work {
        /** @throws SQLException with the database's own reason */
        void run() throws SQLException;
    }
}
