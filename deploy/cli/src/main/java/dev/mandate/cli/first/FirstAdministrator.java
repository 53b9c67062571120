package dev.mandate.cli.first;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.topics.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The first person with an administrator's role. He joins as everybody does, by HR's topic, and is given the role for a year by the
 * bootstrap client; an invitation lets him set a credential of his own.
 */
final class FirstAdministrator {
    static final String EMPLOYEE = "administrator";
    private static final String ROLE = "mandate-administrator";
    private static final String SOURCE = "urn:mandate:first-run";

    private final MandateSystem system;
    private final ApiClient api;
    private final String admin;

    private FirstAdministrator(MandateSystem system) {
        this.system = system;
        this.api = new ApiClient(system.ports());
        this.admin = new SignIn(api, system).admin();
    }

    /** A link that lets him in once; empty where he has a credential already, or where it has to wait for people. */
    static Optional<String> invite(MandateSystem system) {
        var first = new FirstAdministrator(system);
        var person = first.person();
        if (!first.get(Service.IDENTITY, "/identities/" + person + "/credentials")
                .isEmpty()) return Optional.empty();
        first.giveRole(person);
        var made = first.api
                .create(
                        Service.IDENTITY,
                        "/identities/" + person + "/invitation",
                        first.admin,
                        Map.of("alsoWithRoles", true))
                .orRefuse();
        if (!made.hasNonNull("waits")) return Optional.of(made.path("link").asText());
        System.out.println("The link for the first administrator counts once two people approve it:");
        System.out.println("  " + made.path("link").asText());
        Waiting.told(made.path("waits"));
        return Optional.empty();
    }

    private String person() {
        var known = find();
        if (!known.isEmpty()) return known;
        api.put(Service.LIFECYCLE, "/catalog/role/" + ROLE, admin, Map.of("title", "Administers Mandate"))
                .orRefuse();
        join();
        var joined = Await.of(system.ports()).until(this::find, id -> !id.isEmpty());
        if (joined.isEmpty())
            throw new IllegalStateException("the first administrator did not arrive at identity-service");
        return joined;
    }

    private void join() {
        var attributes = new WorkerAttributes(
                "First",
                "Administrator",
                "administrator@mandate.example",
                "administration",
                "administrator",
                "ZZ",
                null);
        var event = new HrEvent.Joined(EMPLOYEE, Instant.now().truncatedTo(ChronoUnit.SECONDS), 0, attributes);
        try (var producer = new KafkaAccess(system).producer(Account.HR)) {
            producer.send(KafkaAccess.record(
                    HrEvent.FAMILY, new Envelope<>(SOURCE, EMPLOYEE + "-joined", event.effectiveAt(), event, null)));
            producer.flush();
        }
    }

    /** Where another person has to agree it waits for that, and he gets in without the role. */
    private void giveRole(String person) {
        for (var grant :
                get(Service.LIFECYCLE, "/grants?limit=100&identity=" + person).path("items"))
            if (grant.path("role").asText().equals(ROLE)) return;
        api.create(
                Service.LIFECYCLE,
                "/grants",
                admin,
                Map.of(
                        "identity",
                        person,
                        "role",
                        ROLE,
                        "reason",
                        "the first administrator",
                        "until",
                        Instant.now().plus(Duration.ofDays(365)).truncatedTo(ChronoUnit.SECONDS)));
    }

    private String find() {
        return get(Service.IDENTITY, "/identities?employeeId=" + EMPLOYEE)
                .path("items")
                .path(0)
                .path("identity")
                .asText("");
    }

    private com.fasterxml.jackson.databind.JsonNode get(Service service, String path) {
        return api.get(service, path, admin).orRefuse();
    }
}
