package dev.mandate.audit.checkpoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.audit.checkpoints.TreeStore.Stored;
import dev.mandate.audit.transparency.SignedCheckpoint;
import dev.mandate.audit.transparency.Tiles;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
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

/** What shows whether the trail was changed, for whoever holds it against what was signed. */
@Path("/trail")
@RolesAllowed("trail:read")
class CheckpointResource {
    private final TreeStore store;
    private final TrailKeys keys;

    @Inject
    CheckpointResource(TreeStore store, TrailKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * A signed checkpoint, or what the database has in the place of one.
     *
     * @param size how many lines it covers
     * @param root of the Merkle tree over them, 64 hexadecimal digits; missing where the note is none
     * @param at when it was signed; missing where the note is none
     * @param note the checkpoint as it was signed and published; keep it elsewhere, as text
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CheckpointView(
            long size, @Nullable String root, @Nullable Instant at, String note) {
        static CheckpointView of(Stored stored) {
            try {
                var checkpoint = SignedCheckpoint.parse(stored.note()).checkpoint();
                return new CheckpointView(stored.size(), checkpoint.root(), checkpoint.at(), stored.note());
            } catch (IllegalArgumentException e) {
                return new CheckpointView(stored.size(), null, null, stored.note()); // whoever verifies is to see it
            }
        }
    }

    /**
     * @param keys public keys of the trail, {@code <name>+<key id>+<key>}: the first signs, by the others it was signed before
     * @param next what to pass as {@code after} for more; absent at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CheckpointPage(
            List<String> keys,
            List<CheckpointView> checkpoints,
            @Nullable String next) {}

    /**
     * Checkpoints as the database has them.
     *
     * @param order {@code asc}, as they were signed, or {@code desc}, the newest first
     * @param limit 1 to 1000
     * @param after {@code next} of the page before, asked with the same order
     */
    @GET
    @Path("/checkpoints")
    public Uni<CheckpointPage> checkpoints(
            @RestQuery @DefaultValue("desc") String order,
            @RestQuery @DefaultValue("100") String limit,
            @RestQuery @Nullable String after) {
        var asked = QueryParameters.page(limit, WholeNumbers.MOST, order, after, WholeNumbers::parse);
        return store.checkpoints(asked)
                .map(page -> page.map(CheckpointView::of))
                .map(page -> new CheckpointPage(keys.published(), page.items(), page.next()));
    }

    /** @param path the hashes of RFC 9162 section 2.1.4, each 32 bytes in base64, in their order */
    public record Consistency(long from, long to, List<String> path) {}

    /**
     * That the trail of fewer lines is the beginning of the trail of more.
     *
     * @param from size of an older checkpoint
     * @param to size of a newer one
     */
    @GET
    @Path("/checkpoints/consistency")
    public Uni<Consistency> consistency(@RestQuery @Nullable String from, @RestQuery @Nullable String to) {
        var smaller = number("from", from);
        var size = number("to", to);
        if (smaller < 1 || smaller > size)
            throw new ProblemException(
                    400,
                    "no-such-beginning",
                    "Give the size of an older checkpoint as from, of a newer one as to",
                    "from");
        return store.tree().chain(tree -> {
            if (size > tree.size())
                throw new ProblemException(
                        404, "no-such-checkpoint", "Ask for sizes that GET /trail/checkpoints has", "to");
            return store.tiles(Tiles.ofConsistency(smaller, size))
                    .map(tiles -> new Consistency(smaller, size, base64(tiles.consistency(smaller, size))));
        });
    }

    /**
     * @param index place of the line in the tree, from 0 on
     * @param line what is hashed: number, time of recording and digest, 48 bytes in base64
     * @param path the hashes of RFC 9162 section 2.1.3, each 32 bytes in base64, in their order
     * @param checkpoint that they lead to
     */
    public record Proof(long number, long index, String line, List<String> path, CheckpointView checkpoint) {}

    /**
     * That a line was there when a checkpoint was signed: 404 too for one that isn't signed yet.
     *
     * @param number of the line
     * @param size of the checkpoint; without it the first one that covers the line
     */
    @GET
    @Path("/{number}/proof")
    public Uni<Proof> proof(@RestPath String number, @RestQuery @Nullable String size) {
        var wanted = number("number", number);
        var covered = number("size", size);
        return store.indexOf(wanted)
                .map(found -> found.orElseThrow(CheckpointResource::unsigned))
                .chain(index -> store.checkpointOf(Math.max(covered, index + 1))
                        .map(found -> found.orElseThrow(CheckpointResource::unsigned))
                        .chain(checkpoint -> store.tiles(Tiles.ofInclusion(index, checkpoint.size()))
                                .map(tiles -> new Proof(
                                        wanted,
                                        index,
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        tiles.line(index).bytes()),
                                        base64(tiles.inclusion(index, checkpoint.size())),
                                        CheckpointView.of(checkpoint)))));
    }

    /** What a parameter says that is a whole number; 0 where it is absent. */
    private static long number(String name, @Nullable String value) {
        return value == null ? 0 : QueryParameters.parsed(name, value, WholeNumbers::parse);
    }

    private static ProblemException unsigned() {
        return new ProblemException(
                404,
                "not-signed",
                "Give the number of a line that a checkpoint covers: a new one is signed within a minute",
                "number");
    }

    private static List<String> base64(List<byte[]> hashes) {
        return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
    }
}
