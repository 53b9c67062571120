package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import java.time.Duration;
import java.util.List;

/** Looks each session up in the trail: what was reported there must be told there, each call once. */
final class TraceTrail {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES = 1000;

    private final ApiClient api;
    private final Cast cast;
    private final TraceReport report;

    TraceTrail(ApiClient api, Cast cast, TraceReport report) {
        this.api = api;
        this.cast = cast;
        this.report = report;
    }

    void reconcile() {
        report.sessions().forEach((session, reported) -> {
            var told = Await.until(PATIENCE, () -> decisions(session), found -> found.size() >= reported.size());
            report.told(session, told);
        });
    }

    /** The decision of each call of the session that the trail has, in order. */
    private List<String> decisions(String session) {
        var path = "/trail?topic=agent.actions.v1&limit=" + LINES + "&session=" + ApiClient.encode(session);
        return api.items(Service.AUDIT, path, cast.admin(), "entries").stream()
                .map(entry -> entry.path("decision").asText())
                .toList();
    }
}
