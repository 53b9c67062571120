package dev.mandate.audit.checkpoints;

import static dev.mandate.audit.AuditStory.get;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.Wires;
import dev.mandate.audit.checkpoints.CheckpointResource.CheckpointPage;
import dev.mandate.audit.checkpoints.CheckpointResource.CheckpointView;
import dev.mandate.audit.checkpoints.WholeLineResource.DigestTile;
import dev.mandate.audit.transparency.HeldCheckpoints;
import dev.mandate.audit.transparency.NoteKey;
import dev.mandate.audit.transparency.ServedLines;
import dev.mandate.audit.transparency.TrailCopy;
import dev.mandate.audit.transparency.TrailLine;
import dev.mandate.audit.transparency.Verdict;
import dev.mandate.audit.transparency.Verification;
import dev.mandate.events.audit.CheckpointEvent;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail as whoever verifies it reads it: lines and digests by HTTP, checkpoints from Kafka and by HTTP. */
final class ServedTrail implements TrailCopy {
    /** Held against what the security team reads on Kafka, and against the database's own. */
    static Verdict verified() {
        var kafka = Wires.all(TopicCatalogue.AUDIT_CHECKPOINTS, "security-team").stream()
                .map(record -> Wires.data(CheckpointEvent.FAMILY, record))
                .map(event -> ((CheckpointEvent.Signed) event).note())
                .toList();
        var database = checkpoints();
        var held = new HeldCheckpoints(List.of(NoteKey.parse(
                read("/trail/checkpoints?limit=1", CheckpointPage.class).keys().get(0))));
        kafka.forEach(held.place(HeldCheckpoints.KAFKA));
        database.forEach(held.place(HeldCheckpoints.DATABASE));
        return Verification.of(new ServedTrail(), held, null, Instant.now(), done -> {});
    }

    private static List<String> checkpoints() {
        var all = new ArrayList<String>();
        for (var after = "-1"; after != null; ) {
            var page = read("/trail/checkpoints?order=asc&limit=1000&after=" + after, CheckpointPage.class);
            page.checkpoints().stream().map(CheckpointView::note).forEach(all::add);
            after = page.next();
        }
        return all;
    }

    static <T> T read(String path, Class<T> type) {
        try {
            return EventJson.mapper()
                    .readValue(
                            get(path, "trail:read")
                                    .statusCode(200)
                                    .extract()
                                    .body()
                                    .asByteArray(),
                            type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        return ServedLines.of(
                read("/trail/lines?limit=500" + (after == null ? "" : "&after=" + after), JsonNode.class));
    }

    @Override
    public byte[] digests(long tile) {
        return Base64.getDecoder()
                .decode(read("/trail/digests/" + tile, DigestTile.class).digests());
    }
}
