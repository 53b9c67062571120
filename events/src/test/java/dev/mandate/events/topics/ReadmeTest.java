package dev.mandate.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.EventFamilies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The module's page names the topics that there are. */
class ReadmeTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| ([a-z ]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

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

    @Test
    void each_row_names_who_writes_the_topic_and_what_is_on_it() throws Exception {
        var rows = ROW.matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            if (rows.group(1).startsWith("<")) continue;
            var topic = TopicCatalogue.named(rows.group(1));
            assertThat(topic.writers())
                    .as(rows.group())
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(rows.group(4).split(", "))
                                    .map(ReadmeTest::writer)
                                    .toList());
            assertThat(families(topic))
                    .as(rows.group())
                    .anyMatch(name -> rows.group(5).contains('`' + name + '`'));
        }
    }

    private static Account writer(String told) {
        return switch (told) {
            case "HR systems" -> Account.HR;
            case "agent platforms" -> Account.AGENT_PLATFORM;
            case "risk job" -> Account.AUDIT;
            default -> Account.valueOf(told.toUpperCase(Locale.ROOT));
        };
    }

    /** What an event of the topic is called, and what it is one of. */
    private static List<String> families(Topic topic) {
        var event = EventFamilies.all().stream()
                .filter(family -> family.topic().equals(topic))
                .findFirst()
                .orElseThrow()
                .types()
                .values()
                .iterator()
                .next();
        var outer = event.getEnclosingClass();
        return Stream.of(event, outer == null ? event : outer)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getInterfaces())))
                .map(Class::getSimpleName)
                .toList();
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
