package dev.mandate.chaos.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.Change;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.actors.Cast.Application;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.running.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who changes what others may do: a client is registered, a role granted and taken back, and what reaches far is proposed, and approved by two
 * people. Each answer that says it is done is on the ledger; brokers may be away then, and it is on the trail in the end all the same.
 */
public final class Administrators implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String FAR_REACHING = "decisions:gateway";

    private final Clients clients;
    private final Ledger ledger;
    private final Application steward;
    private final List<Approver> approvers;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;
    private int number;

    private record Approver(String employee, String identity) {}

    /** Appoints those who approve, which the first client does alone in its first hour. */
    public Administrators(Clients clients, People people, Ledger ledger) {
        this.clients = clients;
        this.ledger = ledger;
        this.approvers = appointed(List.of(people.joins(), people.joins()));
        this.steward = registered();
        thread.execute(this::oneAfterTheOther);
    }

    private List<Approver> appointed(List<String> employees) {
        var all = new ArrayList<Approver>();
        for (var employee : employees)
            all.add(new Approver(employee, clients.again(() -> clients.cast().person(employee))));
        clients.again(() -> {
            clients.cast().appointApprovers(employees.get(0), employees.get(1));
            return true;
        });
        return all;
    }

    private Application registered() {
        var client = made(
                Service.IDENTITY,
                "/clients",
                () -> clients.cast().admin(),
                Map.of("name", "steward", "scopes", List.of("clients:write", FAR_REACHING)));
        var id = client.path("clientId").asText();
        return new Application(id, client.path("clientSecret").asText());
    }

    private void oneAfterTheOther() {
        while (!stopped) {
            try {
                registers();
                grants();
                proposes();
            } catch (RuntimeException e) {
                ledger.refused.add("who administers: " + e);
            }
            Patience.pause(BETWEEN);
        }
    }

    private void registers() {
        var body = named("catalog:read");
        var made = made(Service.IDENTITY, "/clients", () -> clients.cast().admin(), body);
        if (made.path("clientId").asText().isEmpty()) throw new IllegalStateException("registered as nobody: " + made);
        ledger.changed(Change.REGISTERED, String.valueOf(body.get("name")));
    }

    private void grants() {
        var until = Instant.now().plus(DAY);
        var reason = "helps out " + number++;
        var grant = Map.<String, Object>of(
                "identity", approvers.get(0).identity, "role", "support", "reason", reason, "until", until);
        var id = made(Service.LIFECYCLE, "/grants", () -> clients.cast().admin(), grant)
                .at("/grant/id")
                .asText();
        ledger.changed(Change.GRANTED, reason + " for " + approvers.get(0).identity);
        takesBack(id);
    }

    /** Whoever got no answer and asks again is told that it has ended: he did it, and doesn't know when. */
    private void takesBack(String grant) {
        var asked = new AtomicInteger();
        try {
            clients.again(() -> {
                asked.incrementAndGet();
                return clients.api()
                        .delete(
                                Service.LIFECYCLE,
                                "/grants/" + grant + "?reason=done",
                                clients.cast().admin())
                        .orRefuse();
            });
            ledger.changed(Change.TAKEN_BACK, grant);
        } catch (ApiRefused e) {
            if (e.status() != 409 || asked.get() == 1) throw e;
        }
    }

    /** The client that proposes is none of the two who stand for it. */
    private void proposes() {
        var answer = made(
                Service.IDENTITY,
                "/clients",
                () -> clients.cast().signIn().client(steward.client(), steward.token()),
                named(FAR_REACHING));
        var waits = answer.hasNonNull("waits") ? answer.path("waits") : answer;
        var proposal = waits.path("proposal").asText();
        ledger.changed(Change.PROPOSED, proposal);
        for (var approver : approvers)
            approves(approver, proposal, waits.path("digest").asText());
    }

    /** Whoever got no answer and asks again is told that he has approved it, or that it is settled: he did, and doesn't know when. */
    private void approves(Approver approver, String proposal, String digest) {
        try {
            clients.again(() -> post(
                    Service.IDENTITY,
                    "/proposals/" + proposal + "/approve",
                    clients.cast().signIn().approver(approver.employee),
                    Map.of("digest", digest)));
            ledger.changed(Change.APPROVED, proposal + " by " + approver.identity);
        } catch (ApiRefused e) {
            if (e.status() != 409) throw e;
        }
    }

    /** By one key, however often it is asked for, and of whichever replica: it is made once, and whoever got no answer gets it now. */
    private JsonNode made(Service service, String path, Supplier<String> token, Map<String, Object> body) {
        var key = UUID.randomUUID().toString();
        return clients.again(() ->
                clients.api().create(service, path, token.get(), body, key).orRefuse());
    }

    private JsonNode post(Service service, String path, String token, Map<String, Object> body) {
        return clients.api().post(service, path, token, body).orRefuse();
    }

    private Map<String, Object> named(String scope) {
        return Map.of("name", "client " + number++, "scopes", List.of(scope));
    }

    @Override
    public void close() {
        stopped = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.MINUTES)) ledger.refused.add("who administers: no end of it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
