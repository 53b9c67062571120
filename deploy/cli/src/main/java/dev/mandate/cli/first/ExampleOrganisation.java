package dev.mandate.cli.first;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.KafkaAccess;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.hr.HrFeed;
import dev.mandate.cli.hr.Workforce;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.topics.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something to ask about on a system that has nothing yet: the example catalogue, forty people, and an agent of Emil's to
 * which Ada has delegated reading the contacts; and policies about the invoices of an application.
 */
final class ExampleOrganisation {
    static final String AGENT = "researcher";
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final MandateSystem system;
    private final ApiClient api;
    private final SignIn signIn;
    private final String admin;
    private final Await await;

    private ExampleOrganisation(MandateSystem system) {
        this.system = system;
        this.api = new ApiClient(system.ports());
        this.signIn = new SignIn(api, system);
        this.admin = signIn.admin();
        this.await = Await.of(system.ports());
    }

    /** Does nothing where the agent is already there; true if it is there now and may act. */
    static boolean seedOnce(MandateSystem system) {
        var example = new ExampleOrganisation(system);
        if (!Files.exists(system.layout().exampleCatalogue())) return false;
        if (!example.agentExists()) example.seed();
        return example.agentIsActive();
    }

    private boolean agentExists() {
        var found = api.get(Service.IDENTITY, "/agents?name=" + AGENT, admin).orRefuse();
        return found.toString().contains("agt_");
    }

    /** It isn't once its owner has left, and nobody has taken it over. */
    private boolean agentIsActive() {
        var found = api.get(Service.IDENTITY, "/agents?name=" + AGENT, admin).orRefuse();
        return found.path("items").path(0).path("status").asText().equalsIgnoreCase("active");
    }

    private void seed() {
        try {
            api.post(
                            Service.LIFECYCLE,
                            "/catalog/import",
                            admin,
                            EventJson.mapper()
                                    .readTree(system.layout().exampleCatalogue().toFile()))
                    .orRefuse();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the example catalogue", e);
        }
        signIn.registerIssuer(admin);
        var cast = new Cast(api, signIn, system.layout(), await);
        cast.inForce("invoicing", system.layout().examplePolicies());
        var file = system.layout().report("example-hr.jsonl");
        HrFeed.write(Workforce.year("", 1, 40, START), file);
        try (var producer = new KafkaAccess(system).producer(Account.HR)) {
            HrFeed.publish(file, producer);
        }
        cast.appointApprovers(Workforce.employeeId("", 1), Workforce.employeeId("", 2));
        awaitPerson(4);
        awaitPerson(0);
        var agent = api.create(
                        Service.IDENTITY,
                        "/agents",
                        signIn.person(Workforce.employeeId("", 4)),
                        Map.of(
                                "name",
                                AGENT,
                                "platform",
                                "example",
                                "purpose",
                                "assistant",
                                "jwks",
                                signIn.agentKey(AGENT).jwks(),
                                "delegators",
                                "EVERYBODY"))
                .orRefuse()
                .path("id")
                .asText();
        api.create(
                        Service.IDENTITY,
                        "/delegations",
                        signIn.person(Workforce.employeeId("", 0)),
                        Map.of(
                                "agent",
                                agent,
                                "task",
                                "summarise our contacts",
                                "scope",
                                List.of(Map.of("tool", "crm.read_contact", "constraints", List.of())),
                                "expiresAt",
                                Instant.now().plus(Duration.ofHours(12))))
                .orRefuse();
    }

    private void awaitPerson(int number) {
        var path = "/identities?employeeId=" + Workforce.employeeId("", number);
        var found = await.until(
                () -> api.get(Service.IDENTITY, path, admin).orRefuse().findPath("identity"),
                identity -> !identity.isMissingNode());
        if (found.isMissingNode())
            throw new IllegalStateException("the example's people did not arrive at identity-service");
    }
}
