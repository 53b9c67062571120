package dev.mandate.audit.engine.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Level;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateJsonTest {
    private final StateJson json = new StateJson();
    private final List<SeenIdentifier> all = new ArrayList<>();

    @Test
    void states_of_a_growing_session_are_written_as_all_events_are() throws Exception {
        isWrittenAsUsual(all);
        for (int i = 0; i < 20; i++) {
            all.add(seen("größe\"" + i + "@bank.example"));
            isWrittenAsUsual(all);
            isWrittenAsUsual(all);
        }
    }

    @Test
    void identifiers_that_were_forgotten_or_read_anew_are_not_copied() throws Exception {
        for (int i = 0; i < 5; i++) all.add(seen("shop" + i + ".example"));
        isWrittenAsUsual(all);
        isWrittenAsUsual(all.subList(1, 5));
        isWrittenAsUsual(all.subList(0, 3));
        isWrittenAsUsual(List.of());
        isWrittenAsUsual(List.of(seen("other.example"), all.get(1), all.get(2), all.get(3), all.get(4)));
    }

    private void isWrittenAsUsual(List<SeenIdentifier> identifiers) throws Exception {
        var risk = new SessionRisk(
                new SessionId("del_task"),
                33,
                false,
                Level.LOW,
                List.of("rule"),
                Set.of(ToolLabel.UNTRUSTED),
                identifiers.size(),
                1,
                0,
                false,
                List.of("customer"),
                List.copyOf(identifiers),
                null,
                Set.of(),
                null,
                Instant.parse("2026-01-15T08:00:00.123Z"));
        assertThat(new String(json.of(risk), "UTF-8"))
                .isEqualTo(EventJson.mapper().writeValueAsString(risk));
    }

    private static SeenIdentifier seen(String value) {
        return new SeenIdentifier(value, Origin.UNTRUSTED, 3, false, null, List.of("größe"));
    }
}
