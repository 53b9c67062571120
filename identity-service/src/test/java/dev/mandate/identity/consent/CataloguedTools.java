package dev.mandate.identity.consent;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Topics;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Tools as lifecycle-service tells of them. */
public final class CataloguedTools {
    private CataloguedTools() {}

    /** It is known here once this returns. */
    public static void has(Pool database, String application, String id, String title, ToolLabel... labels) {
        Topics.publish(
                CatalogEntry.FAMILY,
                new CatalogEntry.Tool(id, 1, false, title, application, Set.of(labels), Map.of(), null));
        Awaitility.await()
                .atMost(Topics.SOON)
                .until(() -> database.preparedQuery("SELECT id FROM catalogue_tools WHERE id = $1")
                                .executeAndAwait(Tuple.of(id))
                                .size()
                        == 1);
    }
}
