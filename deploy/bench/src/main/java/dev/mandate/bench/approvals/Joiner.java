package dev.mandate.bench.approvals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.bench.http.BearerTokens;
import dev.mandate.embedded.Platform;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.records.KafkaRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody joins, as HR tells it, so that lifecycle-service knows whom it asks. */
final class Joiner {
    private static final String EMPLOYEE = "E-asked";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern IDENTITY = Pattern.compile("\"(per_[^\"]+)\"");

    private Joiner() {}

    static String employee() {
        return EMPLOYEE;
    }

    static IdentityId joins(Platform platform, URI lifecycle, BearerTokens tokens) throws Exception {
        var now = Instant.now();
        var attributes = new WorkerAttributes("Ada", "Lovelace", "ada@acme.example", "Research", "Analyst", "GB", null);
        var joined = new HrEvent.Joined(EMPLOYEE, now, now.toEpochMilli(), attributes);
        var wire = CloudEventCodec.encode(HrEvent.FAMILY, new Envelope<>("urn:acme:hr", "joined", now, joined, null));
        var serializer = new ByteArraySerializer();
        try (var hr = new KafkaProducer<>(platform.kafkaClientConfig("hr"), serializer, serializer)) {
            hr.send(KafkaRecords.toSend(HrEvent.FAMILY.topic().name(), wire)).get();
        }
        var request = HttpRequest.newBuilder(lifecycle.resolve("/workers?employeeId=" + EMPLOYEE))
                .header("Authorization", "Bearer " + tokens.clerk())
                .build();
        var http = HttpClient.newHttpClient();
        while (true) {
            var answer = http.send(request, BodyHandlers.ofString(UTF_8)).body();
            var identity = IDENTITY.matcher(answer);
            if (identity.find()) return new IdentityId(identity.group(1));
            if (Instant.now().isAfter(now.plus(LIMIT))) throw new IllegalStateException("not there: " + answer);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
