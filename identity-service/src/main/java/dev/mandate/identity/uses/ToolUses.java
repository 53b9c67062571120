package dev.mandate.identity.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.IdentityId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which days agents used tools for people. Nothing is decided by it. Every method needs a transaction. */
@ApplicationScoped
public class ToolUses {
    /** As long as a use is remembered. */
    public static final int DAYS = 90;

    private static final String KEEP = """
            INSERT INTO used_tools (person_id, agent_id, tool, used_on)
            SELECT person, agent, tool, used_on FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))
                AS used (person text, agent text, tool text, used_on date)
            ORDER BY person, agent, tool, used_on
            ON CONFLICT DO NOTHING""";

    /** The first day on which anybody used anything, as far as is known here: what was before it nobody read. */
    private static final String OF_AGENT = """
            SELECT tool, CAST(count(*) AS integer), max(used_on), (SELECT min(used_on) FROM used_tools WHERE used_on > :since)
            FROM used_tools WHERE person_id = :person AND agent_id = :agent AND used_on > :since GROUP BY tool""";

    private final UsesReading reading;
    private final InstantSource clock;

    ToolUses(UsesReading reading, InstantSource clock) {
        this.reading = reading;
        this.clock = clock;
    }

    /** On how many days, and on which last. */
    public record Used(int days, LocalDate last) {}

    /**
     * What an agent used for a person.
     *
     * @param known in how many days up to now: as long as uses are remembered, or as long as they have been read here
     * @param tools by their ids; empty where it has used nothing
     * @param whole false while some of it is yet to be read
     */
    public record OfAgent(long known, Map<String, Used> tools, boolean whole) {
        public static final OfAgent NOTHING = new OfAgent(0, Map.of(), true);

        public OfAgent {
            tools = Map.copyOf(tools);
        }
    }

    public Uni<OfAgent> of(IdentityId person, IdentityId agent) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_AGENT, Object[].class)
                        .setParameter("person", person.value())
                        .setParameter("agent", agent.value())
                        .setParameter("since", since())
                        .getResultList())
                .map(this::read);
    }

    private OfAgent read(List<Object[]> rows) {
        if (rows.isEmpty()) return OfAgent.NOTHING;
        var tools = new HashMap<String, Used>();
        for (var row : rows) tools.put((String) row[0], new Used((Integer) row[1], (LocalDate) row[2]));
        return new OfAgent(ChronoUnit.DAYS.between((LocalDate) rows.get(0)[3], today()) + 1, tools, reading.isOver());
    }

    Uni<Void> keep(Collection<Use> uses) {
        var rows = uses.stream()
                .map(use -> Map.of(
                        "person",
                        use.person(),
                        "agent",
                        use.agent(),
                        "tool",
                        use.tool(),
                        "used_on",
                        use.on().toString()))
                .distinct()
                .toList();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("rows", json(rows))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> forget() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM used_tools WHERE used_on <= :since")
                        .setParameter("since", since())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private LocalDate since() {
        return today().minusDays(DAYS);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String json(Object rows) {
        try {
            return EventJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write uses as JSON", e);
        }
    }
}
