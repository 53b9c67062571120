package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import dev.mandate.events.identity.ToolScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelegatedScopeTest {
    private static final Constraint TOKENS = new Constraint("tokens", Operator.AT_MOST, List.of("500"));

    @Test
    void a_budget_is_of_the_models_that_are_named_else_of_all() {
        assertThat(DelegatedScope.of(List.of("crm.read", "model:general-small"), 500L, null))
                .containsExactly(
                        new ToolScope("crm.read", List.of()), new ToolScope("model:general-small", List.of(TOKENS)));
        assertThat(DelegatedScope.of(List.of("crm.read"), 500L, null))
                .containsExactly(new ToolScope("crm.read", List.of()), new ToolScope("model:*", List.of(TOKENS)));
        assertThat(DelegatedScope.of(List.of("crm.read"), null, null))
                .containsExactly(new ToolScope("crm.read", List.of()));
    }
}
