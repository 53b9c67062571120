package dev.mandate.identity.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide lists exactly what is sent and what is heard. */
class SignalsPageTest {
    private static final Pattern NAME = Pattern.compile("`([a-z]+(?:-[a-z]+)+)`");

    @Test
    void the_guide_lists_what_receivers_hear_and_nothing_else() throws IOException {
        assertThat(listed("## Whoever trusts tokens hears what ended"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SignalType.values())
                        .map(type -> type.uri().substring(type.uri().lastIndexOf('/') + 1))
                        .toList());
    }

    @Test
    void a_receiver_that_names_nothing_hears_all_but_each_sign_in() {
        assertThat(SignalType.usual())
                .hasSize(SignalType.values().length - 1)
                .doesNotContain(SignalType.SESSION_ESTABLISHED.uri());
    }

    /** In the first column of the first table below this heading. */
    private static List<String> listed(String heading) throws IOException {
        var page = Files.readString(Path.of("docs/signals.md"));
        var table = page.substring(page.indexOf("| event |", page.indexOf(heading)));
        var names = new TreeSet<String>();
        table.substring(0, table.indexOf("\n\n"))
                .lines()
                .map(line -> line.split("\\|", 3)[1])
                .forEach(column -> NAME.matcher(column).results().forEach(it -> names.add(it.group(1))));
        return List.copyOf(names);
    }
}
