package dev.mandate.chaos.agents;

import dev.mandate.authz.client.AuthzClient;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients as others write them: of a service that doesn't answer they ask another replica, and again, for a while. */
public final class Clients {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Installation installation;
    private final ApiClient api;
    private final Cast cast;
    private final AuthzClient authz;
    private final AtomicInteger turns = new AtomicInteger();

    public Clients(Installation installation) {
        this.installation = installation;
        this.api = new ApiClient(this::inTurn);
        this.cast = again(() ->
                new Cast(api, new SignIn(api, installation.layout(), Installation.ISSUER), installation.layout()));
        this.authz = AuthzClient.of(installation.replicas(Service.AUTHZ).stream()
                        .map(Replica::url)
                        .map(URI::create)
                        .toArray(URI[]::new))
                .as(() -> "");
    }

    private String inTurn(Service service) {
        var replicas = installation.replicas(service);
        return replicas.get(Math.floorMod(turns.getAndIncrement(), replicas.size()))
                .url();
    }

    public Cast cast() {
        return cast;
    }

    public ApiClient api() {
        return api;
    }

    /** That replica of its service, and no other one. */
    ApiClient at(Replica replica) {
        return new ApiClient(service -> replica.url());
    }

    /** As {@link #at}, of identity-service. */
    SignIn signInAt(Replica replica) {
        return new SignIn(at(replica), installation.layout(), Installation.ISSUER);
    }

    AuthzClient authz(String token) {
        return authz.as(() -> token);
    }

    /**
     * Until it is answered by a replica that can.
     *
     * @throws ApiRefused for what asking again doesn't change
     */
    public <T> T again(Supplier<T> act) {
        var until = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return act.get();
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > until) throw e;
            } catch (ApiRefused e) {
                if (e.status() < 500 && !e.isUnderWay() || System.nanoTime() > until) throw e;
            }
            Patience.pause();
        }
    }
}
