package dev.mandate.audit.checkpoints;

import static dev.mandate.audit.AuditStory.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.Tokens;
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
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail as whoever verifies it reads it: lines and digests by HTTP, checkpoints from Kafka and by HTTP. */
final class ServedTrail implements TrailCopy {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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
        return of(get(path, "trail:read").statusCode(200).extract().body().asByteArray(), type);
    }

    private static <T> T of(byte[] body, Class<T> type) {
        try {
            return EventJson.mapper().readValue(body, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of thousands of lines the first page is held against the document of the service, which takes longer than to verify them. */
    private static <T> T goOn(String path, Class<T> type) {
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + Tokens.with("trail:read"))
                .build();
        try {
            var answer = HTTP.send(question, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return of(answer.body(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<TrailLine> lines(@Nullable Long after) {
        var page = "/trail/lines?limit=500";
        return ServedLines.of(
                after == null ? read(page, JsonNode.class) : goOn(page + "&after=" + after, JsonNode.class));
    }

    @Override
    public byte[] digests(long tile) {
        var path = "/trail/digests/" + tile;
        var read = tile == 0 ? read(path, DigestTile.class) : goOn(path, DigestTile.class);
        return Base64.getDecoder().decode(read.digests());
    }
}
