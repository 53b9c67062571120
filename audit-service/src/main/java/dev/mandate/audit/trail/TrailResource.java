package dev.mandate.audit.trail;

import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The trail, for whoever has to find out what happened. */
@Path("/trail")
@RolesAllowed("trail:read")
class TrailResource {
    private static final Map<String, String> TOPICS = TopicCatalogue.all().stream()
            .map(Topic::name)
            .sorted()
            .collect(Collectors.toMap(Function.identity(), Function.identity(), (a, b) -> a, LinkedHashMap::new));

    private static final int MOST = 1000;

    private final Trail trail;

    @Inject
    TrailResource(Trail trail) {
        this.trail = trail;
    }

    /**
     * Lines that match all that is asked.
     *
     * @param agent the identity that a line is about, a worker's too
     * @param person who answers for it
     * @param subject what it is about where that is no identity: a grant ({@code grt_…}), {@code <kind>:<id>} of the
     *     catalogue, a client ({@code cli_…}), a sign-in issuer's URL, a signing key ({@code key_…})
     * @param topic that the records were on
     * @param limit 1 to 1000
     * @param order {@code asc}, the order in which they happened, or {@code desc}, the newest first
     * @param after {@code next} of the page before, asked with the same order
     */
    @GET
    public Uni<TrailPage> page(
            @RestQuery @Nullable String session,
            @RestQuery @Nullable String agent,
            @RestQuery @Nullable String person,
            @RestQuery @Nullable String delegation,
            @RestQuery @Nullable String decision,
            @RestQuery @Nullable String subject,
            @RestQuery @Nullable String topic,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @DefaultValue("asc") String order,
            @RestQuery @Nullable String after) {
        var filter = new TrailFilter()
                .session(session)
                .agent(agent)
                .person(person)
                .delegation(delegation)
                .decision(decision)
                .subject(subject)
                .topic(topic == null ? null : QueryParameters.oneOf("topic", topic, TOPICS));
        return trail.page(filter, QueryParameters.page(limit, MOST, order, after, Cursor::parse));
    }

    /**
     * @param id number of the line, or the id of an event, which is unique only with its source: the first one is told
     * @param original {@code true} for the bytes of the record too, as they were on its topic
     */
    @GET
    @Path("/{id}")
    public Uni<TrailEntry> entry(@RestPath String id, @RestQuery @DefaultValue("false") boolean original) {
        var filter =
                id.matches("[0-9]{1,18}") ? new TrailFilter().seq(Long.parseLong(id)) : new TrailFilter().eventId(id);
        return (original ? trail.original(filter) : trail.first(filter))
                .map(found -> found.orElseThrow(() ->
                        new ProblemException(404, "no-such-entry", "Look it up with GET /trail and a filter", "id")));
    }
}
