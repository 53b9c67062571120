package dev.mandate.authz.engine.delegations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.Constraint.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a limit names may come along without a schema that declares it, and nothing beside it. */
class LimitedArgumentsTest {
    private final LimitedArguments limited =
            new LimitedArguments(List.of(new Constraint("line.amount", Operator.AT_MOST, List.of("5"))));

    @Test
    void a_limit_names_its_argument_and_what_leads_to_it() {
        assertThat(List.of("line.amount", "line")).allMatch(limited::names);
        assertThat(List.of("lin", "line.amountOf", "line.", "amount", "other")).noneMatch(limited::names);
    }

    @Test
    void only_what_leads_to_it_is_looked_into() {
        assertThat(List.of("", "line")).allMatch(limited::within);
        assertThat(List.of("line.amount", "lin", "lime", "other")).noneMatch(limited::within);
        assertThat(new LimitedArguments(List.of()).within("")).isFalse();
    }
}
