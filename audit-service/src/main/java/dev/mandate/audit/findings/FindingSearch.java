package dev.mandate.audit.findings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.trail.Conditions;
import dev.mandate.audit.trail.Order;
import dev.mandate.audit.trail.PageAsked;
import dev.mandate.audit.trail.PageRefusal;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.result.Result;
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

    /** @param next pass it as {@code after} for what follows; null on the last page */
    record Page(List<JsonNode> findings, @Nullable String next) {}

    /** @param shadow those of watched rules, and no others; else the other way round */
    record Filter(
            @Nullable String session,
            @Nullable String agent,
            @Nullable String person,
            @Nullable String rule,
            @Nullable Integer status,
            boolean shadow) {}

    /** Refused where the cursor is none. */
    Uni<Result<Page, PageRefusal>> page(Filter filter, PageAsked asked) {
        if (asked.after() == null) return read(filter, asked, null).map(Result::done);
        return cursor(asked.after()).chain(told -> read(filter, asked, told).map(Result::done));
    }

    /** @param last when the last of the page before was told; null for the first page */
    private Uni<Page> read(Filter filter, PageAsked page, @Nullable Long last) {
        var limit = page.limit();
        var newestFirst = page.order() == Order.DESC;
        var asked = new Conditions()
                .with("shadow = $%d", filter.shadow())
                .equal("session", filter.session())
                .equal("person", filter.person())
                .equal("rule", filter.rule())
                .matching("agents @> ARRAY[$%d]", filter.agent());
        if (filter.status() != null) asked.with("status = $%d", filter.status());
        if (last != null) asked.with(newestFirst ? "told < $%d" : "told > $%d", last);
        return database.preparedQuery("SELECT told, payload FROM finding" + asked.where() + " ORDER BY told"
                        + (newestFirst ? " DESC" : "") + " LIMIT " + (limit + 1))
                .execute(Tuple.wrap(asked.values()))
                .map(rows -> {
                    var findings = new ArrayList<JsonNode>();
                    String shown = null;
                    for (var row : rows) {
                        if (findings.size() == limit) return new Page(findings, shown);
                        findings.add(json(row));
                        shown = row.getLong("told").toString();
                    }
                    return new Page(findings, null);
                });
    }

    /** Those of a session that somebody should know of, in the order in which they were first told, at most so many. */
    public Uni<List<JsonNode>> ofSession(String session, int most) {
        var filter = new Filter(session, null, null, null, null, false);
        return read(filter, new PageAsked(most, Order.ASC, null), null).map(Page::findings);
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

    private static Result<Long, PageRefusal> cursor(String after) {
        try {
            return Result.done(Long.valueOf(after));
        } catch (NumberFormatException e) {
            return Result.refused(PageRefusal.BAD_CURSOR);
        }
    }

    private static JsonNode json(Row row) {
        try {
            return EventJson.mapper().readTree(row.getString("payload"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a finding that nobody can read", e);
        }
    }
}
