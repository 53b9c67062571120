package dev.mandate.cli.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LeaveCommandTest {
    @Test
    void whom_another_hr_system_speaks_for_is_told_before_a_departure_is_published_that_would_be_refused()
            throws Exception {
        var workers = json("{\"workers\": [{\"employeeId\": \"H1\", \"source\": \"urn:other:hr\"}]}");
        assertThatThrownBy(() -> LeaveCommand.requireOwn("Gwen Gold", workers))
                .hasMessageContaining("Gwen Gold is of the HR system “urn:other:hr”")
                .hasMessageContaining("events/docs/publishing.md");
    }

    @Test
    void whom_this_hr_system_speaks_for_may_leave() {
        assertThatCode(() -> LeaveCommand.requireOwn(
                        "Emil Abel", json("{\"workers\": [{\"employeeId\": \"E1\", \"source\": \"urn:hr:acme\"}]}")))
                .doesNotThrowAnyException();
        assertThatCode(() -> LeaveCommand.requireOwn("Nobody yet", json("{\"workers\": []}")))
                .doesNotThrowAnyException();
    }

    private static JsonNode json(String text) throws IOException {
        return EventJson.mapper().readTree(text);
    }
}
