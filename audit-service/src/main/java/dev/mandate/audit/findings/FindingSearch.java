package dev.mandate.audit.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.trail.Conditions;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.paging.Order;
import dev.mandate.messaging.paging.OrderedRequest;
import dev.mandate.messaging.paging.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads findings, each in its newest state. */
@ApplicationScoped
public class FindingSearch {
    private final Pool database;

    FindingSearch(Pool database) {
        this.database = database;
    }

    /** @param shadow those of watched rules, and no others; else the other way round */
    record Filter(
            @Nullable String session,
            @Nullable String agent,
            @Nullable String person,
            @Nullable String rule,
            @Nullable Integer status,
            boolean shadow) {}

    private record Told(long told, JsonNode finding) {}

    /** A page ends at the number under which its last finding was told. */
    Uni<Page<JsonNode>> page(Filter filter, OrderedRequest<Long> page) {
        var asked = new Conditions()
                .with("shadow = $%d", filter.shadow())
                .equal("session", filter.session())
                .equal("person", filter.person())
                .equal("rule", filter.rule())
                .matching("agents @> ARRAY[$%d]", filter.agent());
        if (filter.status() != null) asked.with("status = $%d", filter.status());
        if (page.after() != null) asked.with("told " + page.order().follows() + " $%d", page.after());
        return database.preparedQuery("SELECT told, payload FROM finding" + asked.where()
                        + page.order().by("told") + " LIMIT " + page.rows())
                .execute(Tuple.wrap(asked.values()))
                .map(rows -> {
                    var found = new ArrayList<Told>();
                    for (var row : rows) found.add(new Told(row.getLong("told"), json(row)));
                    return page.of(found, last -> Long.toString(last.told())).map(Told::finding);
                });
    }

    /** Those of a session that somebody should know of, in the order in which they were first told, at most so many. */
    public Uni<List<JsonNode>> ofSession(String session, int most) {
        var filter = new Filter(session, null, null, null, null, false);
        return page(filter, new OrderedRequest<>(most, Order.ASC, null)).map(Page::items);
    }

    Uni<Optional<JsonNode>> one(String uid) {
        var asked = new Conditions().equal("uid", uid);
        return database.preparedQuery("SELECT payload FROM finding" + asked.where())
                .execute(Tuple.wrap(asked.values()))
                .map(rows -> {
                    for (var row : rows) return Optional.of(json(row));
                    return Optional.empty();
                });
    }

    private static JsonNode json(Row row) {
        try {
            return EventJson.mapper().readTree(row.getString("payload"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a finding that nobody can read", e);
        }
    }
}
