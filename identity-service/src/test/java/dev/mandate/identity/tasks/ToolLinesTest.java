package dev.mandate.identity.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.identity.catalogue.CatalogueTool;
import dev.mandate.identity.limits.ToolArgument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolLinesTest {
    @ParameterizedTest
    @CsvSource({
        "b\u043e@partner.example, true",
        "bo@p\u0430rtner.example, true",
        "\u0430\u0440\u0440\u04cf\u0435.example, true",
        "\u043f\u0430y, true",
        "bo@partner.example, false",
        "\u0421\u0447\u0451\u0442 INV-, false",
        "J\u00f6rg, false",
    })
    void what_imitates_another_is_told_of_beside_the_limit(String value, boolean told) {
        var words = ToolLines.words(
                new ToolScope("mail.send", List.of(new Constraint("to", Operator.ONE_OF, List.of(value)))));
        assertThat(words)
                .singleElement()
                .satisfies(its -> assertThat(its.contains("mixes letters of different alphabets"))
                        .isEqualTo(told));
    }

    @Test
    void a_limit_on_what_the_tool_has_not_limits_nothing() {
        var row = tool(
                Map.of("properties", Map.of("amount", Map.of("type", "number"), "line", Map.of("type", "object"))));
        assertThat(hollow(row, "amount", true)).isNull();
        assertThat(hollow(row, "amount", null)).isNull();
        assertThat(hollow(row, "line.amount", null)).isNull();
        assertThat(hollow(row, "line.amount", true)).contains("no argument \u201cline.amount\u201d");
        assertThat(hollow(row, "sum", null)).contains("no argument \u201csum\u201d");
        assertThat(hollow(row, "sum", true)).contains("no argument \u201csum\u201d");
        assertThat(hollow(tool(Map.of()), "sum", null))
                .as("each call must have it")
                .isNull();
        assertThat(hollow(tool(Map.of()), "sum", true)).contains("nobody here knows");
    }

    private static CatalogueTool tool(Map<String, Object> schema) {
        return new CatalogueTool("pay", "Pay", null, "bank", null, Set.of(), ToolArgument.of(schema));
    }

    private static @Nullable String hollow(CatalogueTool row, String argument, @Nullable Boolean optional) {
        var limit = new Constraint(argument, Operator.AT_MOST, List.of("10"), optional);
        return ToolLines.hollow(new ToolScope("pay", List.of(Constraint.calls(3), limit)), Optional.of(row));
    }
}
