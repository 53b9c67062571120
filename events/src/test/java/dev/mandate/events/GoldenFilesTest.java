package dev.mandate.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is already on somebody's topics must stay readable: a golden file is written once, with its type's first version, and
 * never changed. A new one is written by the run with {@code -DargLine=-Drenew=true}.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Sample<?>> samples() {
        return Samples.all();
    }

    @Test
    void every_type_of_every_family_has_one_sample() {
        assertThat(Samples.all()).extracting(Sample::type).containsExactlyInAnyOrderElementsOf(types());
    }

    @Test
    void every_type_has_a_golden_file_and_no_file_is_left_of_a_type_that_went() throws Exception {
        if (Boolean.getBoolean("renew")) for (var sample : Samples.all()) writeOnce(sample);
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            types().stream().map(type -> type + ".json").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_file_is_still_read_as_its_event_and_written_as_it_was(Sample<?> sample) throws Exception {
        var golden = Files.readString(file(sample.type()), UTF_8);
        var read = EventJson.mapper().readValue(golden, sample.family().classOf(sample.type()));
        assertThat(read).isEqualTo(sample.event());
        assertThat(EventJson.mapper().readTree(EventJson.mapper().writeValueAsBytes(read)))
                .isEqualTo(EventJson.mapper().readTree(golden));
    }

    private static void writeOnce(Sample<?> sample) throws Exception {
        var text = EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(sample.event()) + "\n";
        if (Files.notExists(file(sample.type()))) Files.writeString(file(sample.type()), text, UTF_8);
    }

    private static Path file(String type) {
        return GOLDEN.resolve(type + ".json");
    }

    private static TreeSet<String> types() {
        return EventFamilies.all().stream()
                .flatMap(family -> family.typeNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
