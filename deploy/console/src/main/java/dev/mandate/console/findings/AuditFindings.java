package dev.mandate.console.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.risk.FindingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From audit-service's {@code /findings}, which has the names of whom they are about. */
@ApplicationScoped
class AuditFindings implements Findings {
    private static final int PAGE = 25;

    private final Apis apis;

    AuditFindings(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Listed list(Filter filter, String after) {
        var path = new StringBuilder("/findings?order=desc&limit=" + PAGE);
        filter.status().ifPresent(status -> path.append("&status=").append(status.number()));
        with(path, "session", filter.session());
        with(path, "agent", filter.agent());
        with(path, "rule", filter.rule());
        with(path, "after", after);
        var answer = apis.get(Api.AUDIT, path.toString());
        if (answer.isForbidden()) return new Listed(List.of(), false, "");
        var page = answer.orUnanswered(Api.AUDIT);
        var found = new ArrayList<Finding>();
        for (var one : page.path("findings")) found.add(finding(one));
        return new Listed(found, true, page.path("next").asText(""));
    }

    private static void with(StringBuilder path, String name, String value) {
        if (!value.isEmpty()) path.append('&').append(name).append('=').append(Apis.encode(value));
    }

    @Override
    public Optional<Finding> find(String id) {
        var found = apis.get(Api.AUDIT, path(id));
        if (!found.isDone()) return Optional.empty();
        return Optional.of(finding(found.body()));
    }

    @Override
    public Optional<String> acknowledge(String id) {
        return against(apis.post(Api.AUDIT, path(id) + "/acknowledge", Map.of()));
    }

    @Override
    public Optional<String> suppress(String id, String reason, Instant until) {
        var body = Map.of(
                "reason", reason, "until", until.truncatedTo(ChronoUnit.SECONDS).toString());
        return against(apis.post(Api.AUDIT, path(id) + "/suppress", body));
    }

    @Override
    public Optional<String> lift(String id, String reason) {
        return against(apis.post(Api.AUDIT, path(id) + "/lift", Map.of("reason", reason)));
    }

    @Override
    public Optional<String> resolve(String id, String reason) {
        return against(apis.post(Api.AUDIT, path(id) + "/resolve", Map.of("reason", reason)));
    }

    private static String path(String id) {
        return "/findings/" + Apis.encode(id);
    }

    private static Optional<String> against(Answer answer) {
        if (answer.isForbidden())
            return Optional.of(
                    "Only who holds the role mandate-investigator, or mandate-administrator, settles findings.");
        return answer.isDone() ? Optional.empty() : Optional.of(answer.advice());
    }

    private static Finding finding(JsonNode it) {
        var info = it.path("finding_info");
        var about = it.path("unmapped");
        var names = new NamedInFinding(about);
        var severity = FindingEvent.severityName(it.path("severity_id").asInt());
        return new Finding(
                info.path("uid").asText(),
                info.path("title").asText(),
                info.path("desc").asText(""),
                Objects.requireNonNullElse(severity, "of unknown severity"),
                Status.of(it.path("status_id").asInt()),
                it.path("is_alert").asBoolean(),
                names.story(it.path("message").asText(), info.path("title").asText()),
                at(info.path("first_seen_time").asLong(info.path("created_time").asLong())),
                at(info.path("last_seen_time").asLong(it.path("time").asLong())),
                it.path("count").asInt(1),
                it.path("remediation")
                        .path("desc")
                        .asText(about.path("recommendation").asText("")),
                techniques(info.path("attacks")),
                info.path("analytic").path("uid").asText(),
                about.path("session").asText(""),
                names.involved(),
                triage(it, about.path("triage"), names),
                evidences(it.path("evidences"), names));
    }

    private static List<String> techniques(JsonNode attacks) {
        var techniques = new ArrayList<String>();
        for (var attack : attacks)
            techniques.add(attack.path("technique").path("uid").asText());
        return techniques;
    }

    private static List<Evidence> evidences(JsonNode all, NamedInFinding names) {
        var evidences = new ArrayList<Evidence>();
        for (var one : all) evidences.add(EvidenceInWords.of(one, names));
        return evidences;
    }

    private static String triage(JsonNode it, JsonNode triage, NamedInFinding names) {
        if (!triage.isObject()) return "";
        var why = it.path("status_detail").asText("");
        return "Last by " + names.said(triage.path("by").asText())
                + (triage.hasNonNull("until")
                        ? ", until " + triage.path("until").asText()
                        : "")
                + (why.isEmpty() ? "." : ": " + PlainText.quoted(why));
    }

    private static String at(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
