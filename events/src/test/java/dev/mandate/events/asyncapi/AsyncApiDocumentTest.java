package dev.mandate.events.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mandate.events.topics.Topic;
import dev.mandate.events.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AsyncApiDocumentTest {
    private static final Path FILE = Path.of("src/main/resources/META-INF/asyncapi.yaml");

    @Test
    void the_checked_in_document_is_the_one_that_the_contracts_give() throws Exception {
        var current = AsyncApiDocument.yaml();
        if (Boolean.getBoolean("renew")) Files.writeString(FILE, current, UTF_8);
        assertThat(Files.readString(FILE, UTF_8))
                .as(
                        "out of date; renew it with: mvn -pl events test -Dtest=AsyncApiDocumentTest -DargLine=-Drenew=true")
                .isEqualTo(current);
    }

    @Test
    void every_topic_is_in_it() {
        var document = AsyncApiDocument.yaml();
        assertThat(TopicCatalogue.all())
                .allSatisfy(topic -> assertThat(document).contains("address: " + topic.name() + "\n"));
    }

    @Test
    void every_reference_leads_somewhere() throws Exception {
        var document = read();
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void whoever_may_read_or_write_a_topic_has_an_operation_there_and_nobody_else() throws Exception {
        var operations = new TreeSet<String>();
        read().get("operations").fieldNames().forEachRemaining(operations::add);
        var rights = new TreeSet<String>();
        for (var topic : TopicCatalogue.all()) {
            topic.writers().forEach(account -> rights.add(account.userName() + "-sends-" + topic.name()));
            topic.readers().forEach(account -> rights.add(account.userName() + "-receives-" + topic.name()));
        }
        assertThat(operations).isEqualTo(rights);
    }

    @Test
    void a_client_learns_where_brokers_are_and_how_to_sign_in() throws Exception {
        var servers = read().get("servers");
        assertThat(servers).isNotEmpty().allSatisfy(server -> {
            assertThat(server.get("host").asText()).isNotBlank();
            assertThat(server.get("security")).isNotEmpty();
        });
    }

    @Test
    void readers_of_states_are_told_of_markers_and_tombstones() throws Exception {
        var channels = read().get("channels");
        assertThat(TopicCatalogue.all())
                .filteredOn(topic -> topic.kind() == Topic.Kind.STATE)
                .allSatisfy(topic -> assertThat(
                                channels.get(topic.name()).get("messages").fieldNames())
                        .toIterable()
                        .contains("mandate.complete-until.v1", "tombstone"));
    }

    @Test
    void each_event_has_the_headers_that_make_it_a_cloud_event() throws Exception {
        var messages = read().at("/components/messages");
        assertThat(messages)
                .filteredOn(message -> message.path("contentType").asText().equals("application/json"))
                .isNotEmpty()
                .allSatisfy(message ->
                        assertThat(message.at("/headers/$ref").asText()).endsWith("/CloudEventHeaders"));
    }

    private static JsonNode read() throws Exception {
        return new YAMLMapper().readTree(AsyncApiDocument.yaml());
    }
}
