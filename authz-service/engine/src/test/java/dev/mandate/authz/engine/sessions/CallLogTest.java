package dev.mandate.authz.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.CallDigest;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallLogTest {
    private static CallDigest digest(int number) {
        return CallDigest.of(new IdentityId("agt_1"), "pay", Map.of("number", number));
    }

    /** Alike, of a few kinds, and no two alike. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, Integer.MAX_VALUE})
    void the_newest_calls_are_known_as_they_were_however_much_they_differ(int kinds) {
        var random = new Random(4711);
        var log = new CallLog();
        var ids = new ArrayList<DecisionId>();
        var calls = new ArrayList<CountedCall>();
        for (var i = 0; i < 2_000; i++) {
            var id = DecisionId.next();
            var call = new CountedCall("pay", Set.of(ToolLabel.MONEY), Map.of("amount", (long) random.nextInt(kinds)));
            if (random.nextInt(5) == 0) log.addWithheld(id);
            else log.add(id, call, digest(i), random.nextBoolean());
            ids.add(id);
            calls.add(call);
            if (random.nextInt(9) == 0) log.markWithheld(random.nextInt(log.size()));
        }
        var first = ids.size() - CallLog.MOST;
        assertThat(log.size()).isEqualTo(CallLog.MOST);
        assertThat(log.find(ids.get(first - 1))).isEqualTo(-1);
        for (var at = 0; at < CallLog.MOST; at++) {
            assertThat(log.find(ids.get(first + at))).isEqualTo(at);
            assertThat(log.decision(at)).isEqualTo(ids.get(first + at));
            if (log.withheld(at)) {
                assertThat(log.counting(at)).isNull();
                continue;
            }
            assertThat(log.counting(at)).isEqualTo(calls.get(first + at));
            assertThat(log.isOf(at, digest(first + at))).isTrue();
            assertThat(log.isOf(at, digest(first + at + 1))).isFalse();
        }
    }
}
