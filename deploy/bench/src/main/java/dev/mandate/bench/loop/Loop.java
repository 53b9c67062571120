package dev.mandate.bench.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.embedded.Platform;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Receipt;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.messaging.records.KafkaRecords;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An agent platform: asks before each call, and tells what ran. */
final class Loop implements AutoCloseable {
    static final String READS = "crm.read_contact";
    static final String SENDS = "email.send";
    private static final Map<String, Map<String, Object>> ARGUMENTS =
            Map.of(READS, Map.of("id", "7"), SENDS, Map.of("to", List.of("eve@outside.example")));

    private final HttpClient client = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> actions;
    private final URI authz;
    private final String token;

    Loop(Platform platform, URI authz, String token) {
        var settings = new HashMap<>(platform.kafkaClientConfig(Account.AGENT_PLATFORM.userName()));
        settings.put("enable.idempotence", "false");
        settings.put("acks", "all");
        actions = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.authz = authz.resolve("/access/v1/evaluation");
        this.token = token;
    }

    /** The whole answer. */
    JsonNode ask(IdentityId agent, DelegationId task, String tool) throws IOException, InterruptedException {
        var question = Map.of(
                "subject", Map.of("type", "agent", "id", agent.value()),
                "action", Map.of("name", "call"),
                "resource", Map.of("type", "tool", "id", tool),
                "context", Map.of("arguments", arguments(tool), "delegation_id", task.value()));
        var request = HttpRequest.newBuilder(authz)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(EventJson.mapper().writeValueAsBytes(question)))
                .build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200)
            throw new IllegalStateException(response.statusCode() + " " + new String(response.body(), UTF_8));
        return EventJson.mapper().readTree(response.body());
    }

    /** @param receipt that it was given with; null for none */
    record Allowed(DecisionId decision, @Nullable Receipt receipt) {}

    /** @throws IllegalStateException if it is denied */
    Allowed allowed(IdentityId agent, DelegationId task, String tool) throws IOException, InterruptedException {
        var answer = ask(agent, task, tool);
        if (!answer.path("decision").asBoolean()) throw new IllegalStateException("not allowed: " + answer);
        var context = answer.path("context");
        return new Allowed(
                new DecisionId(context.path("id").asText()),
                context.hasNonNull("receipt")
                        ? new Receipt(context.path("receipt").asText())
                        : null);
    }

    /** Hands it to the client and returns. */
    void tell(IdentityId agent, DelegationId task, Allowed allowed, String tool) {
        var now = Instant.now();
        var call = new ToolCalled(
                SessionId.of(task),
                agent,
                task,
                allowed.decision(),
                tool,
                arguments(tool),
                now,
                ToolResult.succeeded(10),
                List.of());
        var id = UUID.randomUUID().toString();
        var wire = CloudEventCodec.encode(
                ActionEvent.FAMILY,
                new Envelope<>("urn:mandate:bench:platform", id, now, call, null, allowed.receipt()));
        var record = KafkaRecords.toSend(TopicCatalogue.AGENT_ACTIONS.name(), wire);
        var unused = actions.send(record, (metadata, failure) -> {
            if (failure != null) System.err.println("not written: " + failure);
        });
    }

    private static Map<String, Object> arguments(String tool) {
        var arguments = ARGUMENTS.get(tool);
        if (arguments == null) throw new IllegalArgumentException(tool);
        return arguments;
    }

    @Override
    public void close() {
        actions.close();
    }
}
