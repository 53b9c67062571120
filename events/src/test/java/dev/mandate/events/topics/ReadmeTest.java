package dev.mandate.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The module's page names the topics that there are. */
class ReadmeTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| ([a-z ]+) \\| ([^|]+) \\|", Pattern.MULTILINE);

    @Test
    void the_table_has_each_topic_once_with_its_kind_and_key() throws Exception {
        var rows = ROW.matcher(Files.readString(Path.of("README.md")));
        var told = new TreeSet<String>();
        while (rows.find())
            assertThat(told.add(rows.group(1) + ": " + rows.group(2) + ", "
                            + rows.group(3).strip()))
                    .as(rows.group())
                    .isTrue();
        var there = TopicCatalogue.all().stream()
                .filter(topic -> topic.kind() != Topic.Kind.DEAD_LETTERS)
                .map(topic -> topic.name() + ": " + kind(topic) + ", " + key(topic))
                .collect(Collectors.toCollection(TreeSet::new));
        there.add("<service>.dead-letters.v1: dead letters, as the source");
        assertThat(told).isEqualTo(there);
    }

    private static String kind(Topic topic) {
        return switch (topic.kind()) {
            case INBOUND -> "inbound facts";
            case FACTS -> "facts";
            case STATE -> "state";
            case DEAD_LETTERS -> "dead letters";
        };
    }

    private static String key(Topic topic) {
        return topic.key().contains("<") ? "`" + topic.key() + "`" : topic.key();
    }
}
