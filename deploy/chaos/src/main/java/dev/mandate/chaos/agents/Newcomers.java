package dev.mandate.chaos.agents;

import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.running.Service;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clients that are registered at one replica of identity-service: every replica lets them in, of whichever version it is. */
public final class Newcomers {
    private static final String SCOPE = "catalog:read";

    private record Newcomer(String client, String secret) {}

    private final Installation installation;
    private final Clients clients;
    private final Ledger ledger;
    private final List<Newcomer> all = new ArrayList<>();

    public Newcomers(Installation installation, Clients clients, Ledger ledger) {
        this.installation = installation;
        this.clients = clients;
        this.ledger = ledger;
    }

    /** One more at each replica; then all that ever came show themselves at each. */
    public void come() {
        for (var replica : installation.replicas(Service.IDENTITY)) {
            var at = clients.at(replica);
            var made = clients.again(() -> at.create(
                            Service.IDENTITY,
                            "/clients",
                            clients.cast().admin(),
                            Map.of("name", "newcomer " + (all.size() + 1), "scopes", List.of(SCOPE)))
                    .orRefuse());
            all.add(new Newcomer(
                    made.path("clientId").asText(), made.path("clientSecret").asText()));
        }
        for (var replica : installation.replicas(Service.IDENTITY)) for (var newcomer : all) enters(newcomer, replica);
    }

    private void enters(Newcomer newcomer, Replica replica) {
        try {
            clients.again(() -> clients.signInAt(replica).client(newcomer.client, newcomer.secret));
        } catch (ApiRefused | UncheckedIOException e) {
            ledger.refused.add(newcomer.client + " is not let in by " + replica.name() + ": " + e.getMessage());
        }
    }
}
