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

class MethodsPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (client|server) \\| \\w", Pattern.MULTILINE);

    @Test
    void the_page_says_of_every_method_what_becomes_of_it() throws IOException {
        var table = Files.readString(Path.of("docs/callers.md")).split("<!-- methods -->")[1];
        var told = new ArrayList<String>();
        var rows = ROW.matcher(table);
        while (rows.find()) told.add(rows.group(1) + " " + rows.group(2));
        assertThat(told)
                .containsExactlyElementsOf(Arrays.stream(McpMethod.values())
                        .map(method ->
                                method.text() + " " + method.from().name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
