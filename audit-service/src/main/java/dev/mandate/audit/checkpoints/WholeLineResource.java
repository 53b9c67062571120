package dev.mandate.audit.checkpoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.transparency.TrailLine;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.OrderedRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What whoever verifies the trail reads: its lines as they are now, and what was kept of each when it was signed. */
@Path("/trail")
@RolesAllowed("trail:read")
class WholeLineResource {
    private final StoredLines lines;
    private final TreeStore store;

    @Inject
    WholeLineResource(StoredLines lines, TreeStore store) {
        this.lines = lines;
        this.store = store;
    }

    /**
     * A line with all that its digest is made of.
     *
     * @param number of the line, in text so that no JSON reader rounds it
     * @param payload the event in JSON, as the text that is digested
     * @param sha256 of the record's value, 64 hexadecimal digits
     * @param original that value in base64
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WholeLine(
            String number,
            Instant recordedAt,
            Instant occurredAt,
            boolean clockAhead,
            String topic,
            String type,
            String source,
            String eventId,
            @Nullable String session,
            @Nullable String agent,
            @Nullable String person,
            @Nullable String delegation,
            @Nullable String decision,
            @Nullable String outcome,
            String summary,
            @Nullable String subject,
            String payload,
            @Nullable String sha256,
            @Nullable String original) {
        static WholeLine of(TrailLine line) {
            var original = line.original();
            return new WholeLine(
                    Long.toString(line.number()),
                    line.recordedAt(),
                    line.occurredAt(),
                    line.clockAhead(),
                    line.topic(),
                    line.type(),
                    line.source(),
                    line.eventId(),
                    line.session(),
                    line.agent(),
                    line.person(),
                    line.delegation(),
                    line.decision(),
                    line.outcome(),
                    line.summary(),
                    line.subject(),
                    line.payload(),
                    line.sha256(),
                    original == null ? null : Base64.getEncoder().encodeToString(original));
        }
    }

    /** @param next what to pass as {@code after} for more; absent where there was none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record WholeLines(
            List<WholeLine> lines, @Nullable String next) {
        static WholeLines of(List<TrailLine> found) {
            var next = found.isEmpty()
                    ? null
                    : OrderedRequest.next(
                            Long.toString(found.get(found.size() - 1).number()));
            return new WholeLines(found.stream().map(WholeLine::of).toList(), next);
        }
    }

    /**
     * Lines in the order of their numbers, with their records; none at the end. A page has at most 4 MiB of records.
     *
     * @param after {@code next} of the page before, or the number of a line
     * @param limit 1 to 1000
     */
    @GET
    @Path("/lines")
    public Uni<WholeLines> lines(@RestQuery @Nullable String after, @RestQuery @DefaultValue("1000") String limit) {
        var asked = QueryParameters.page(limit, WholeNumbers.MOST, after, WholeNumbers::parse);
        return lines.page(asked.after(), asked.limit()).map(WholeLines::of);
    }

    /** @param digests number, time of recording and digest of each line, 48 bytes each, in base64 */
    public record DigestTile(long tile, String digests) {}

    /**
     * What was kept of 256 lines when they were signed, also of those whose month was dropped; as many as there are, none behind the end.
     *
     * @param tile from 0 on
     */
    @GET
    @Path("/digests/{tile}")
    public Uni<DigestTile> digests(@RestPath String tile) {
        var wanted = QueryParameters.parsed("tile", tile, WholeNumbers::parse);
        return store.digests(wanted)
                .map(found -> new DigestTile(wanted, Base64.getEncoder().encodeToString(found)));
    }
}
