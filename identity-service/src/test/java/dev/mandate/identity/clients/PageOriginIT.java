package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What a browser's question before each request of a page costs. */
@QuarkusTest
class PageOriginIT {
    @Inject
    Pool database;

    @Test
    void whose_an_origin_is_is_found_by_an_index() {
        var plan = database.withTransaction(connection -> connection
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .preparedQuery("EXPLAIN " + ClientStore.OF_PAGE.replace("?1", "$1"))
                                .execute(Tuple.of("https://app.example"))))
                .await()
                .indefinitely();
        var text = new StringBuilder();
        plan.forEach(row -> text.append(row.getString(0)).append('\n'));
        assertThat(text.toString()).contains("clients_by_page_origin");
    }
}
