package dev.mandate.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskFields;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever writes a rule finds each field that it may ask of an event, and none that it may not. */
class RuleFieldsPageTest {
    private static final Pattern NAMES = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void a_rule_may_ask_what_the_security_teams_guide_says_that_an_event_has() {
        var page = Checkout.text("audit-service/docs/security-team.md");
        var table = page.substring(page.indexOf("### What an event has"), page.indexOf("**History.**"));
        var told = new TreeSet<String>();
        NAMES.matcher(table)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .forEach(name -> told.add(name.group(1).replace("<name>", "*")));
        assertThat(told).isEqualTo(new TreeSet<>(RiskFields.NAMES));
    }
}
