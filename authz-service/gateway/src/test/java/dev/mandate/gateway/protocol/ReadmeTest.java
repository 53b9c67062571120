package dev.mandate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (client|server) \\| (\\w+)", Pattern.MULTILINE);

    @Test
    void the_page_says_of_every_method_what_becomes_of_it() throws IOException {
        var table = Files.readString(Path.of("README.md")).split("<!-- methods -->")[1];
        var told = new ArrayList<String>();
        var rows = ROW.matcher(table);
        while (rows.find()) told.add(rows.group(1) + " " + rows.group(2) + " " + rows.group(3));
        assertThat(told)
                .containsExactlyElementsOf(Arrays.stream(McpMethod.values())
                        .map(method -> method.text() + " " + lower(method.from()) + " " + lower(method.handling()))
                        .toList());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
