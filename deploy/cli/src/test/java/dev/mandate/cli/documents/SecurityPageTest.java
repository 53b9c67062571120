package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The threat model makes no claim without a test, so each test that it names is there. */
class SecurityPageTest {
    private static final Pattern ROW = Pattern.compile("^\\|([^|]+)\\|([^|]+)\\|([^|]*)\\|$", Pattern.MULTILINE);

    private final String page = Checkout.text("SECURITY.md");

    @Test
    void every_test_that_it_names_is_there() {
        assertThat(new NamedTests().present(page)).isGreaterThan(30);
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
            assertThat(NamedTests.areIn(rows.group(3))).as(rows.group()).isTrue();
        }
        assertThat(claims).isGreaterThan(20);
    }
}
