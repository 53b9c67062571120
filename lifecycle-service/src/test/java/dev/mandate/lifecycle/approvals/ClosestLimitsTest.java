package dev.mandate.lifecycle.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosestLimitsTest {
    @Test
    void each_argument_is_held_to_what_it_is() {
        assertThat(ClosestLimits.of(
                        Map.of("to", List.of("bo@x.example", "cy@x.example"), "subject", "Hi", "copies", 2)))
                .containsExactly(
                        new Constraint("copies", Operator.BETWEEN, List.of("2", "2")),
                        new Constraint("subject", Operator.ONE_OF, List.of("Hi")),
                        new Constraint("to", Operator.ONE_OF, List.of("bo@x.example", "cy@x.example")));
    }

    @Test
    void what_nobody_could_read_or_no_limit_can_hold_has_none() {
        var arguments = new HashMap<String, Object>(Map.of(
                "body",
                "x".repeat(321),
                "password",
                "s3cret",
                "turned",
                "abc\u202etxt.exe",
                "blank",
                " ",
                "flag",
                true,
                "rate",
                0.5,
                "mixed",
                Arrays.asList("a", 1),
                "none",
                List.of(),
                "a.b",
                "x"));
        arguments.put("absent", null);
        arguments.put("object", Map.of("to", "x"));
        arguments.put("holes", Arrays.asList("a", null));
        assertThat(ClosestLimits.of(arguments)).isEmpty();
    }

    @Test
    void they_are_bounded() {
        var many = new HashMap<String, Object>();
        for (var i = 0; i < 50; i++) many.put("argument" + i, "x");
        assertThat(ClosestLimits.of(many)).hasSize(20);
        assertThat(ClosestLimits.of(Map.of("to", Collections.nCopies(21, "x")))).isEmpty();
    }
}
