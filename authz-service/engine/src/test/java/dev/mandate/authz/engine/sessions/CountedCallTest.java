package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.LongValue;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CountedCallTest {
    private static final Tool PAY = new Tool(
            "pay",
            1,
            false,
            "pay",
            "bank",
            Set.of(ToolLabel.MONEY),
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("amount", Map.of("type", "number"), "note", Map.of("type", "string"))));

    @Test
    void a_sum_is_of_declared_numbers_in_whole_ones_rounded_up_and_without_their_sign() {
        var tally = SessionTally.NONE.with(pay(100)).with(pay(-50)).with(pay(new BigDecimal("0.1")));
        assertThat(amount(tally, pay(0))).isEqualTo(151);
        assertThat(amount(tally, pay(new BigDecimal("0.9")))).isEqualTo(151);
        assertThat(amount(tally, pay(new BigDecimal("0.9001")))).isEqualTo(152);
        assertThat(CountedCall.of("pay", PAY, Map.of("note", 7, "other", 7)).amounts())
                .isEmpty();
    }

    @Test
    @Timeout(5)
    void numbers_that_nobody_can_mean_count_as_the_most_or_the_least_there_is() {
        for (var huge : new Number[] {
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            new BigInteger("9".repeat(30)),
            new BigDecimal("1e999999999"),
            Double.MAX_VALUE
        }) {
            assertThat(pay(huge).amounts()).as("%s", huge).containsEntry("amount", CountedCall.MOST);
        }
        assertThat(pay(new BigDecimal("1e-999999999")).amounts()).containsEntry("amount", 1L);
        var most = SessionTally.NONE.with(pay(Long.MAX_VALUE)).with(pay(Long.MAX_VALUE));
        assertThat(amount(most, pay(1))).isEqualTo((CountedCall.MOST + 9_999) / 10_000);
        assertThat(amount(most.without(pay(Long.MAX_VALUE), false), pay(1)))
                .as("a sum that may have been more stays")
                .isEqualTo((CountedCall.MOST + 9_999) / 10_000);
    }

    @Test
    void a_tool_that_is_not_registered_any_more_may_have_done_anything() {
        assertThat(CountedCall.of("gone", null, Map.of()).labels()).containsExactlyInAnyOrder(ToolLabel.values());
    }

    private static CountedCall pay(Number amount) {
        return CountedCall.of("pay", PAY, Map.of("amount", amount));
    }

    private static long amount(SessionTally before, CountedCall call) {
        var sums = (RecordValue)
                SessionContext.session(null, before, call).attributes().get("sums");
        var money = (RecordValue) sums.attributes().get("money");
        return ((LongValue) money.attributes().get("amount")).value();
    }
}
