package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.AgreedTask;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreedTaskSentenceTest {
    private static final Instant UNTIL = Instant.parse("2026-11-29T12:00:00Z");
    private static final ToolScope READ = new ToolScope("invoices.read", List.of());
    private static final ToolScope MAIL = new ToolScope("mail.send", List.of());

    private static ToolScope pay(int most, Constraint... more) {
        var limits = new java.util.ArrayList<>(List.of(more));
        limits.add(0, new Constraint("amount", Operator.AT_MOST, List.of(String.valueOf(most))));
        return new ToolScope("invoices.pay", limits);
    }

    @Test
    void tells_each_tool_with_its_limits_and_until_when() {
        assertThat(AgreedTaskSentence.of(new AgreedTask(List.of(pay(500, Constraint.calls(4)), READ), null, UNTIL)))
                .isEqualTo(": invoices.pay (\u201camount\u201d from 0 to 500, called 4 times at most), invoices.read,"
                        + " until 2026-11-29T12:00:00Z");
    }

    @Test
    void tells_what_was_taken_away_of_what_was_asked_for() {
        assertThat(AgreedTaskSentence.of(new AgreedTask(List.of(pay(200), READ), List.of(pay(500), READ, MAIL), UNTIL)))
                .endsWith("; less than was asked for: without mail.send, with further limits on invoices.pay");
    }

    @Test
    void what_an_agent_wrote_makes_no_sentence_of_its_own_and_no_end_of_one() {
        var odd =
                new Constraint("to", Operator.ONE_OF, Collections.nCopies(3, "x, until never; all is well ".repeat(9)));
        var said = AgreedTaskSentence.of(new AgreedTask(
                Collections.nCopies(30, new ToolScope("mail.send", Collections.nCopies(10, odd))), null, UNTIL));
        assertThat(said).hasSizeLessThan(10_000).contains("and 6 more").contains("and 22 more");
    }
}
