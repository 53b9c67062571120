package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate replay del_…}: what a session did, step by step, as far as the field policy shows it. */
@Command(
        name = "replay",
        description =
                "Replay a session from the trail: each call with its arguments and outcome, decisions, approvals, findings."
                        + " Secrets are withheld, personal data are digests; equal values have equal ones.")
final class ReplayCommand implements Callable<Integer> {
    private static final String SCOPES = "recordings:read findings:read";
    private static final int MOST_STEPS = 10_000;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(
            description = "the session: the delegation that began it, del_…, or agent:agt_…, person:per_… without one")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Option(names = "--file", description = "Write all of it there as one JSON document, and print nothing else.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var token = new SignIn(api, system).operator(SCOPES);
        var first = page(api, token, "");
        if (first.status() == 404) {
            System.err.println("mandate: " + nothing(session));
            return 1;
        }
        var whole = (ObjectNode) first.plain().orRefuse().deepCopy();
        var steps = (ArrayNode) whole.path("steps");
        var gaps = (ArrayNode) whole.path("gaps");
        var agreements = whole.withArray("agreements");
        while (whole.hasNonNull("next") && steps.size() < MOST_STEPS) {
            var page = page(api, token, "&after=" + whole.path("next").asText())
                    .plain()
                    .orRefuse();
            page.path("steps").forEach(steps::add);
            page.path("gaps").forEach(gaps::add);
            for (var agreement : page.path("agreements"))
                if (!agreements
                        .findValuesAsText("delegation")
                        .contains(agreement.path("delegation").asText())) agreements.add(agreement);
            if (page.hasNonNull("next")) whole.set("next", page.path("next"));
            else whole.remove("next");
        }
        if (file == null) System.out.print(RecordingText.of(whole));
        else
            Files.writeString(
                    file,
                    EventJson.mapper()
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(whole)
                            + "\n");
        return 0;
    }

    /** A name is none. */
    static String nothing(String session) {
        return session.matches("(del_|agent:|person:).*")
                ? "there is no session " + session + " on the trail, or somebody else answers for it"
                : "a session is replayed by the delegation that began it, del_…, which `deploy/mandate ask AGENT` names,"
                        + " or as agent:agt_… or person:per_… without one";
    }

    private ApiClient.Answer page(ApiClient api, String token, String after) {
        return api.get(Service.AUDIT, "/sessions/" + ApiClient.encode(session) + "/recording?limit=100" + after, token);
    }
}
