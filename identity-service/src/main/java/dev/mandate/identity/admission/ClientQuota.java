package dev.mandate.identity.admission;

import dev.mandate.messaging.quota.Quota;
import dev.mandate.messaging.quota.Shares;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** How many tokens each client may get: one that asks in a loop makes none of the others wait. */
@Singleton
public class ClientQuota {
    private final Shares clients;

    ClientQuota(AdmissionConfig config) {
        clients = new Shares(new Quota(config.tokens(), config.tokensAtOnce(), config.atOnce()), config.callers());
    }

    /** Takes one, or says how long until it can. */
    public Optional<Duration> take(String client) {
        var nanos = clients.of(client).take(1);
        return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }
}
