package dev.mandate.identity.delegations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final Constraint AT_MOST_100 = new Constraint("amount", Operator.AT_MOST, List.of("100"));
    private static final Constraint AT_MOST_500 = new Constraint("amount", Operator.AT_MOST, List.of("500"));
    private static final List<ToolScope> PARENT = List.of(tool("pay", AT_MOST_100), tool("crm.read"));

    @Test
    void a_child_keeps_the_parents_limits_beside_its_own() {
        assertThat(Narrowing.within(PARENT, List.of(tool("pay", AT_MOST_500))))
                .containsExactly(tool("pay", AT_MOST_100, AT_MOST_500));
    }

    @Test
    void a_limit_that_is_repeated_is_kept_once() {
        assertThat(Narrowing.within(PARENT, List.of(tool("pay", AT_MOST_100))))
                .containsExactly(tool("pay", AT_MOST_100));
    }

    @Test
    void a_tool_that_the_parent_does_not_have_is_beyond_it() {
        var wanted = List.of(tool("crm.read"), tool("email.send"));
        assertThat(Narrowing.beyond(PARENT, wanted)).containsExactly(1);
        assertThatThrownBy(() -> Narrowing.within(PARENT, wanted)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ToolScope tool(String name, Constraint... constraints) {
        return new ToolScope(name, List.of(constraints));
    }
}
