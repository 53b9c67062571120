package dev.mandate.console.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** From audit-service's {@code /sessions/{id}/recording}. */
@ApplicationScoped
class AuditSessions implements Sessions {
    private final Apis apis;

    AuditSessions(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Optional<Recording> find(String session, String after) {
        var found = apis.get(
                Api.AUDIT,
                "/sessions/" + Apis.encode(session) + "/recording?limit=50"
                        + (after.isEmpty() ? "" : "&after=" + Apis.encode(after)));
        return found.isDone() ? Optional.of(recording(found.body(), opens(found.body()))) : Optional.empty();
    }

    /** Who answers for a session sees what was found in it, but only who may read findings opens one. */
    private boolean opens(JsonNode recording) {
        var found = !recording.path("findings").isEmpty();
        for (var step : recording.path("steps")) found |= !step.path("findings").isEmpty();
        return found && !apis.get(Api.AUDIT, "/findings?limit=1").isForbidden();
    }

    private static Recording recording(JsonNode it, boolean opens) {
        var agreements = new AgreementsInWords(it.path("agreements"));
        return new Recording(
                it.path("session").asText(),
                it.path("task").asText(""),
                it.path("person").path("name").asText(""),
                it.path("digests").asBoolean(),
                opens,
                agreements.each(),
                StepInWords.each(it.path("steps"), step -> StepInWords.of(step, agreements)),
                StepInWords.each(it.path("findings"), StepInWords::finding),
                StepInWords.each(it.path("gaps"), AuditSessions::gap),
                it.path("next").asText(""));
    }

    private static String gap(JsonNode it) {
        return it.path("denials").asText() + " denials and " + it.path("allows").asText()
                + " allows left without a record between "
                + it.path("from").asText() + " and " + it.path("until").asText()
                + ", in whichever session; some may have been of this one.";
    }
}
