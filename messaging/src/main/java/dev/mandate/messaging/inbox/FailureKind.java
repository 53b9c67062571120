package dev.mandate.messaging.inbox;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether trying the same again can help, of what went wrong at the database. */
public enum FailureKind {
    /** The database is away, full, in another's way, or not what the code expects: nothing is wrong with the record. */
    WAIT,
    /** The record, or the code that takes it: it fails each time. */
    RECORD;

    /** SQLSTATE classes of a record that the schema refuses: data exceptions and constraints. */
    private static final Set<String> RECORD_STATES = Set.of("22", "23");

    private static final Set<String> WAIT_TYPES = Set.of(
            "jakarta.persistence.OptimisticLockException",
            "jakarta.persistence.PessimisticLockException",
            "jakarta.persistence.LockTimeoutException",
            "org.hibernate.StaleStateException",
            "org.hibernate.exception.JDBCConnectionException",
            "io.vertx.core.VertxException",
            "io.vertx.core.impl.NoStackTraceThrowable",
            "java.io.IOException",
            "java.util.concurrent.TimeoutException",
            "java.util.concurrent.RejectedExecutionException");

    static FailureKind of(Throwable failure) {
        if (refusal(failure) != null) return RECORD;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Hibernate Reactive hands on the driver's exception as one of java.sql, with the same state.
            if (cause instanceof PgException database) return of(database.getSqlState());
            if (cause instanceof SQLException database) return of(database.getSQLState());
            for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
                if (WAIT_TYPES.contains(type.getName())) return WAIT;
            }
        }
        return RECORD;
    }

    private static FailureKind of(@Nullable String state) {
        return state != null && state.length() == 5 && RECORD_STATES.contains(state.substring(0, 2)) ? RECORD : WAIT;
    }

    public static boolean waits(Throwable failure) {
        return of(failure) == WAIT;
    }

    static @Nullable Refused refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) return refused;
        }
        return null;
    }
}
