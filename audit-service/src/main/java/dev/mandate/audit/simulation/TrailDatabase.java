package dev.mandate.audit.simulation;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Answers one question after the other. Blocks; not for an event loop. */
@ApplicationScoped
class TrailDatabase {
    /** Of one question. Who waits for a database that is away for good keeps everybody else from simulating. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool database;

    TrailDatabase(Pool database) {
        this.database = database;
    }

    RowSet<Row> ask(String sql, Tuple values) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> database.preparedQuery(sql)
                    .execute(values)
                    .ifNoItem()
                    .after(PATIENCE)
                    .fail());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the database doesn't answer", e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
