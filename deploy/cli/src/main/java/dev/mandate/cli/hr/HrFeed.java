package dev.mandate.cli.hr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;

/** The JSON-lines file of structured CloudEvents that upstream HR publishes, and the plain producer that does. */
public final class HrFeed {
    private HrFeed() {}

    public static void write(List<FeedEvent> feed, Path file) {
        try {
            Files.createDirectories(file.getParent());
            var lines = new ArrayList<String>(feed.size());
            for (var delivery : feed) lines.add(EventJson.mapper().writeValueAsString(structured(delivery)));
            Files.write(file, lines, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Publishes each line as it is, keyed by its employee id, and returns when the broker has them all. */
    public static int publish(Path file, Producer<byte[], byte[]> producer) {
        try {
            var sent = new ArrayList<Future<?>>();
            for (var line : Files.readAllLines(file, UTF_8)) {
                JsonNode event = EventJson.mapper().readTree(line);
                var key = event.path("data").path("employeeId").asText();
                sent.add(producer.send(KafkaRecords.toSend(TopicCatalogue.HR_WORKERS.name(), structured(key, line))));
            }
            for (var acknowledgement : sent) acknowledgement.get();
            return sent.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused an HR event", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static WireRecord structured(String key, String line) {
        return new WireRecord(
                key.getBytes(UTF_8),
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"),
                line.getBytes(UTF_8));
    }

    private static Map<String, Object> structured(FeedEvent delivery) {
        return Map.of(
                "specversion", "1.0",
                "source", delivery.source(),
                "id", delivery.id(),
                "type", HrEvent.FAMILY.typeOf(delivery.event()),
                "time", delivery.event().effectiveAt(),
                "datacontenttype", "application/json",
                "data", delivery.event());
    }
}
