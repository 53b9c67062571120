package dev.mandate.cli.findings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.cloudevents.PlainText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate findings}: what was found, and what people do about it; each verb is one call of audit-service. */
@Command(
        name = "findings",
        description = "What was found: list, take up, suppress and close; `show fnd_…` has one with its evidence.")
public final class FindingsCommand {
    private static final String FINDING = "the finding's id, fnd_…";
    private static final String REASON = "why, for whoever looks at it later";
    private static final int MOST = 1000;
    private static final int MOST_AGENTS = 3;
    private static final int MOST_OF_NAME = 40;
    private static final List<String> STATUSES = List.of("unknown", "new", "in progress", "suppressed", "resolved");
    private static final List<String> SEVERITIES =
            List.of("unknown", "informational", "low", "medium", "high", "critical");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "The newest first; those of rules that are only watched aren't among them.")
    int list(
            @Option(names = "--status", description = "new, in_progress, suppressed or resolved (default: all)")
                    @Nullable
                    String status,
            @Option(names = "--session", description = "of this session, such as del_…") @Nullable String session,
            @Option(names = "--agent", description = "in which this agent took part, agt_…") @Nullable String agent,
            @Option(names = "--person", description = "for which this person answers, per_…") @Nullable String person,
            @Option(names = "--rule", description = "of this rule, by the id that its file has") @Nullable String rule,
            @Option(
                            names = "--most",
                            defaultValue = "50",
                            description = "at most (default: ${DEFAULT-VALUE}, " + MOST + ")")
                    int most) {
        var query = new StringBuilder("?order=desc&limit=").append(most);
        add(query, "status", status);
        add(query, "session", session);
        add(query, "agent", agent);
        add(query, "person", person);
        add(query, "rule", rule);
        var page = api().get(query.toString());
        System.out.print(text(page.path("findings")));
        if (page.hasNonNull("next")) System.out.println(older(most));
        return 0;
    }

    @Command(name = "acknowledge", description = "Say that you work at it.")
    int acknowledge(@Parameters(description = FINDING) String finding) {
        return told(finding, "acknowledge", Map.of());
    }

    @Command(
            name = "suppress",
            description = "Let what its rule finds in the same group (mostly its session or agent) alert and restrict"
                    + " nobody until an end; it is recorded all the same.")
    int suppress(
            @Parameters(description = FINDING) String finding,
            @Option(names = "--days", defaultValue = "7", description = "for how many days (7), 90 at most") int days,
            @Option(names = "--reason", required = true, description = REASON) String reason) {
        return told(finding, "suppress", suppression(days, reason, Clock.systemUTC()));
    }

    @Command(name = "lift", description = "End its suppression before its time.")
    int lift(
            @Parameters(description = FINDING) String finding,
            @Option(names = "--reason", required = true, description = REASON) String reason) {
        return told(finding, "lift", Map.of("reason", reason));
    }

    @Command(name = "resolve", description = "Close it; a later match of the same incident makes it new again.")
    int resolve(
            @Parameters(description = FINDING) String finding,
            @Option(names = "--reason", required = true, description = REASON) String reason) {
        return told(finding, "resolve", Map.of("reason", reason));
    }

    static Map<String, String> suppression(int days, String reason, Clock clock) {
        return Map.of("until", clock.instant().plus(Duration.ofDays(days)).toString(), "reason", reason);
    }

    static String text(Iterable<JsonNode> findings) {
        var table = new Table("finding", "severity", "status", "last seen", "agents", "answered for by", "what");
        for (var finding : findings)
            table.row(
                    finding.at("/finding_info/uid").asText(),
                    named(SEVERITIES, finding.path("severity_id")),
                    named(STATUSES, finding.path("status_id")),
                    Instant.ofEpochMilli(
                                    finding.at("/finding_info/last_seen_time").asLong())
                            .toString(),
                    agents(finding.path("unmapped")),
                    finding.at("/unmapped/person").isTextual()
                            ? named(
                                    finding.at("/unmapped/person").asText(),
                                    finding.path("unmapped").path("names"))
                            : "nobody who is known",
                    PlainText.shown(finding.path("message").asText()));
        return table.toString();
    }

    private static String agents(JsonNode about) {
        var agents = new ArrayList<String>();
        for (var agent : about.path("agents"))
            if (agents.size() < MOST_AGENTS) agents.add(named(agent.asText(), about.path("names")));
        var more = about.path("agents").size() - agents.size();
        return agents.isEmpty() ? "none" : String.join(", ", agents) + (more > 0 ? " and " + more + " more" : "");
    }

    /** The name that he has now and his id; the id alone of whom audit-service doesn't know. */
    private static String named(String id, JsonNode names) {
        return names.hasNonNull(id) ? PlainText.quoted(names.path(id).asText(), MOST_OF_NAME) + " " + id : id;
    }

    static String older(int most) {
        return "  There are older ones: "
                + (most < MOST
                        ? "--most shows more."
                        : "narrow it by --status, --session, --agent, --person or --rule.");
    }

    private int told(String finding, String verb, Object body) {
        var now =
                api().offer("/" + ApiClient.encode(finding) + "/" + verb, body).orRefuse();
        System.out.printf("  %s is %s%n", finding, named(STATUSES, now.path("status_id")));
        return 0;
    }

    private static void add(StringBuilder query, String name, @Nullable String value) {
        if (value != null) query.append('&').append(name).append('=').append(ApiClient.encode(value));
    }

    private static String named(List<String> names, JsonNode number) {
        var at = number.asInt();
        return at > 0 && at < names.size() ? names.get(at) : names.get(0);
    }

    private AdminApi api() {
        return new AdminApi(options, Service.AUDIT, "/findings");
    }
}
