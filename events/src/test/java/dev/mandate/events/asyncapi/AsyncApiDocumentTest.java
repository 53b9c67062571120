package dev.mandate.events.asyncapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
