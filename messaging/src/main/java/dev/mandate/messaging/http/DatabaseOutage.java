package dev.mandate.messaging.http;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, full or shutting down from a mistake of ours. */
final class DatabaseOutage {
    /** SQLSTATE classes: connection, authorization, no such database, resources, intervention by the operator, system error. */
    private static final Set<String> STATES = Set.of("08", "28", "3D", "53", "57", "58");

    private static final Set<String> TYPES = Set.of(
            "org.hibernate.exception.JDBCConnectionException",
            "io.vertx.core.VertxException",
            "io.vertx.core.impl.NoStackTraceThrowable",
            "io.vertx.core.impl.NoStackTraceTimeoutException",
            "java.net.SocketException",
            "io.netty.channel.unix.Errors$NativeIoException",
            "java.nio.channels.ClosedChannelException");

    private DatabaseOutage() {}

    static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException database) return isOutage(database.getSqlState());
            if (cause instanceof SQLException database) return isOutage(database.getSQLState());
            for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass())
                if (TYPES.contains(type.getName())) return true;
        }
        return false;
    }

    private static boolean isOutage(@Nullable String state) {
        return state != null && state.length() == 5 && STATES.contains(state.substring(0, 2));
    }
}
