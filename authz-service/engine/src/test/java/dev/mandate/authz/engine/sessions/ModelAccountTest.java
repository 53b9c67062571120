package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelAccountTest {
    private static final ModelUses.Of SMALL = new ModelUses.Of(new DelegationId("del_task"), "general-small");

    private final ModelAccount account = new ModelAccount();

    @Test
    void another_replicas_use_counts_once_in_whichever_order_it_is_heard_of() {
        var first = DecisionId.next();
        account.arrived(first, SMALL, 500);
        assertThat(tokens()).isEqualTo(500);
        account.told(first, SMALL, 20);
        account.arrived(first, SMALL, 500);
        assertThat(tokens()).isEqualTo(20);
        var early = DecisionId.next();
        account.told(early, SMALL, 30);
        account.arrived(early, SMALL, 500);
        account.told(early, SMALL, 30);
        assertThat(tokens()).isEqualTo(50);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void of_two_decisions_at_once_one_knows_of_the_other() {
        var seen = account.uses();
        assertThat(account.count(seen, DecisionId.next(), SMALL, 1)).isTrue();
        assertThat(account.count(seen, DecisionId.next(), SMALL, 1)).isFalse();
        assertThat(account.count(account.uses(), DecisionId.next(), SMALL, 1)).isTrue();
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void an_own_use_learns_of_those_that_came_before_its_record_and_not_of_own_ones_since() {
        var earlier = DecisionId.next();
        var mine = DecisionId.next();
        var later = DecisionId.next();
        var others = DecisionId.next();
        for (var own : List.of(earlier, mine, later)) account.count(account.uses(), own, SMALL, 100);
        assertThat(account.returned(earlier)).isTrue();
        assertThat(account.arrived(others, SMALL, 7)).isNull();
        account.told(others, SMALL, 5);
        assertThat(account.returned(mine)).isFalse();
        assertThat(account.arrived(mine, SMALL, 100).of(null, any -> true)).isEqualTo(new ModelUses.Sum(2, 105));
        assertThat(account.arrived(others, SMALL, 7)).as("no own one").isNull();
        assertThat(calls()).as("all of them").isEqualTo(4);
    }

    @Test
    void an_own_use_that_was_allowed_later_is_before_it_if_its_record_came_first() {
        var mine = DecisionId.next();
        var later = DecisionId.next();
        for (var own : List.of(mine, later)) account.count(account.uses(), own, SMALL, 100);
        assertThat(account.returned(later)).isTrue();
        account.arrived(DecisionId.next(), SMALL, 7);
        assertThat(account.arrived(mine, SMALL, 100).of(null, any -> true)).isEqualTo(new ModelUses.Sum(2, 107));
    }

    @Test
    void of_more_than_are_kept_the_older_count_for_good_and_once() {
        var ids = new ArrayList<DecisionId>();
        for (var i = 0; i < ModelAccount.KEPT + 10; i++) ids.add(DecisionId.next());
        for (var id : ids) account.arrived(id, SMALL, 2);
        account.told(ids.get(0), SMALL, 5000);
        assertThat(tokens()).isEqualTo(2L * ids.size());
        assertThat(calls()).isEqualTo(ids.size());
    }

    @Test
    void more_models_than_are_told_apart_count_for_each() {
        for (var i = 0; i < 2 * ModelAccount.MOST_TOLD_APART; i++)
            account.arrived(DecisionId.next(), new ModelUses.Of(new DelegationId("del_task"), "m" + i), 1);
        assertThat(account.uses().of("m0", any -> false).tokens()).isEqualTo(ModelAccount.MOST_TOLD_APART);
        assertThat(account.uses().of(null, any -> true).tokens()).isEqualTo(2L * ModelAccount.MOST_TOLD_APART);
    }

    @ParameterizedTest
    @MethodSource("claims")
    void what_a_question_says_of_tokens_never_counts_as_less(Number said, long counted, boolean told) {
        assertThat(ModelUses.tokens(Map.of("tokens", said))).isEqualTo(counted);
        assertThat(ModelUses.tellsTokens(Map.of("tokens", said))).isEqualTo(told);
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of(5, 5, true),
                Arguments.of(0L, 0, true),
                Arguments.of(new BigDecimal("5.0"), 5, true),
                Arguments.of(TokenUsage.MOST, TokenUsage.MOST, true),
                Arguments.of(TokenUsage.MOST + 1, TokenUsage.MOST, false),
                Arguments.of(Long.MAX_VALUE, TokenUsage.MOST, false),
                Arguments.of(BigInteger.ONE.shiftLeft(64), TokenUsage.MOST, false),
                Arguments.of(new BigDecimal("1e999999999"), TokenUsage.MOST, false),
                Arguments.of(new BigDecimal("1e-999999999"), 1, false),
                Arguments.of(1e300, TokenUsage.MOST, false),
                Arguments.of(Double.NaN, TokenUsage.MOST, false),
                Arguments.of(1.5, 2, false),
                Arguments.of(-7, 0, false));
    }

    @Test
    void a_sum_that_is_more_than_a_number_holds_stays_more_than_any_budget() {
        account.arrived(DecisionId.next(), SMALL, Long.MAX_VALUE);
        account.arrived(DecisionId.next(), SMALL, Long.MAX_VALUE);
        assertThat(tokens()).isEqualTo(Long.MAX_VALUE);
        account.arrived(DecisionId.next(), new ModelUses.Of(new DelegationId("del_task"), "other"), Long.MAX_VALUE);
        assertThat(account.uses().of(null, any -> true).tokens()).isEqualTo(Long.MAX_VALUE);
    }

    private long tokens() {
        return account.uses().of("general-small", any -> true).tokens();
    }

    private long calls() {
        return account.uses().of("general-small", any -> true).calls();
    }
}
