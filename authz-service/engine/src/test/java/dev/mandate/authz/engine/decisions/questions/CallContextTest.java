package dev.mandate.authz.engine.decisions.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.SessionTally;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallContextTest {
    @Test
    void arguments_that_cannot_be_read_to_the_end_are_invalid_and_end_no_thread() {
        assertThat(read(nested(1_000_000)).invalid()).isNotNull();
        assertThat(read(nested(10)).invalid()).isNull();
    }

    private static CallContext read(Object argument) {
        return CallContext.of(
                question(argument),
                null,
                null,
                null,
                touched(),
                SessionTally.NONE,
                any -> Recents.NONE.facts(null),
                SurfaceContext.of(null, new Catalogue()),
                CallReader.ALL,
                Task.UNKNOWN,
                List::of,
                Instant.EPOCH);
    }

    private static Object nested(int depth) {
        Object value = "/a";
        for (int i = 0; i < depth; i++) value = List.of(value);
        return value;
    }

    private static Question question(Object argument) {
        return new Question(
                "agent",
                "agt_clerk",
                Question.Action.of("call"),
                "tool",
                "nobody.registered",
                Map.of("list", argument),
                Map.of(),
                null,
                null,
                Question.Proof.NONE,
                "test",
                null,
                null);
    }

    private static SessionRisk touched() {
        return new SessionRisk(
                new SessionId("del_root"),
                1,
                false,
                SessionRisk.Level.NONE,
                List.of(),
                Set.of(),
                1,
                1,
                0,
                false,
                List.of(),
                List.of(),
                null,
                Set.of(),
                null,
                Instant.EPOCH);
    }
}
