package dev.mandate.cli.documents;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The threat model makes no claim without a test, so each test that it names is there. */
class SecurityPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+)(…)?)?`");
    private static final Pattern ROW = Pattern.compile("^\\|([^|]+)\\|([^|]+)\\|([^|]*)\\|$", Pattern.MULTILINE);

    private final String page = Checkout.text("SECURITY.md");
    private final Map<String, Path> tests =
            Checkout.files("", path -> path.matches(".*/src/test/.*(Test|IT)\\.java")).stream()
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (one, other) -> one));

    @Test
    void every_test_that_it_names_is_there() {
        var names = NAMED.matcher(page);
        var named = 0;
        for (; names.find(); named++) {
            assertThat(tests).as(names.group()).containsKey(names.group(1));
            if (names.group(2) == null) continue;
            var method = "void " + names.group(2) + (names.group(3) == null ? "(" : "");
            assertThat(Checkout.text(tests.get(names.group(1))))
                    .as(names.group())
                    .contains(method);
        }
        assertThat(named).isGreaterThan(30);
    }

    @Test
    void every_row_of_its_tables_names_a_test_or_where_it_is_told() {
        var rows = ROW.matcher(page);
        var claims = 0;
        while (rows.find()) {
            var claim = rows.group(1).strip();
            if (claim.endsWith("tries")
                    || claim.startsWith("---")
                    || rows.group(2).contains("see *")) continue;
            claims++;
            assertThat(NAMED.matcher(rows.group(3)).find()).as(rows.group()).isTrue();
        }
        assertThat(claims).isGreaterThan(20);
    }
}
