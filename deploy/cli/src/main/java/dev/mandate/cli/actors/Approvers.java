package dev.mandate.cli.actors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Two people of the example organisation who hold the role mandate-approver. They are appointed in the first hour, by the first client
 * alone, and approve what the story needs later.
 */
public final class Approvers {
    private static final String ROLE = "mandate-approver";
    private static final Duration YEAR = Duration.ofDays(365);

    private final ApiClient api;
    private final SignIn signIn;
    private final Path file;

    public Approvers(ApiClient api, SignIn signIn, Layout layout) {
        this.api = api;
        this.signIn = signIn;
        this.file = layout.approvers();
    }

    /** Does nothing where two are appointed; the role must be in the catalogue, and they must have joined. */
    public void appointOnce(Cast cast, String one, String other) {
        if (Files.exists(file)) return;
        for (var employee : List.of(one, other)) {
            var grant = Map.of(
                    "identity",
                    cast.person(employee),
                    "role",
                    ROLE,
                    "reason",
                    "approves changes with a far reach",
                    "until",
                    Instant.now().plus(YEAR).truncatedTo(ChronoUnit.SECONDS));
            var answer = api.create(Service.LIFECYCLE, "/grants", cast.admin(), grant);
            if (answer.status() == 202)
                throw new IllegalStateException("the first hour is over, and nobody is there who could approve;"
                        + " start over (--fresh), or set mandate.second-person.first-hour");
            answer.orRefuse();
        }
        write(List.of(one, other));
    }

    /** What was answered, once it is done: where it waits, the two approve it. */
    public Answer settled(Service service, Answer answer) {
        answer.orRefuse();
        if (answer.status() != 202) return answer;
        var waits = answer.body().hasNonNull("waits") ? answer.body().path("waits") : answer.body();
        if (!Waiting.is(waits)) throw new IllegalStateException("202 without a proposal: " + answer.body());
        for (var employee : read()) approve(service, waits, employee);
        return answer;
    }

    private void approve(Service service, JsonNode proposal, String employee) {
        api.post(
                        service,
                        "/proposals/" + proposal.path("proposal").asText() + "/approve",
                        signIn.approver(employee),
                        Map.of("digest", proposal.path("digest").asText()))
                .orRefuse();
    }

    private List<String> read() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("nobody is appointed who could approve a change with a far reach", e);
        }
    }

    private void write(List<String> employees) {
        try {
            Files.write(file, employees);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note who approves", e);
        }
    }
}
