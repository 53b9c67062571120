package dev.mandate.authz.gateways;

import dev.mandate.messaging.security.Caller;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gateways that operators have named. Read once: a wrong entry keeps the service from starting. */
@Singleton
@Startup
public class Gateways {
    public static final String SCOPE = "decisions:gateway";

    private final Map<String, Gateway> byClient = new HashMap<>();

    Gateways(GatewayConfig config) {
        config.gateways().forEach((client, entry) -> byClient.put(client, read("mandate.gateways." + client, entry)));
    }

    private static Gateway read(String key, GatewayConfig.Entry entry) {
        return new Gateway(
                Names.of(some(entry.subjects()), key + ".subjects"),
                Names.of(some(entry.resources()), key + ".resources"),
                Set.copyOf(some(entry.vouches())),
                entry.boundToken());
    }

    private static List<String> some(Optional<List<String>> list) {
        return list.orElse(List.of());
    }

    /** One that may nothing for whoever is none: without the scope, without an entry, or with a token of somebody who only uses it. */
    public Gateway of(Caller caller) {
        var itself = caller.chain().isEmpty() && caller.subject().equals(caller.clientId());
        if (!itself || !caller.scopes().contains(SCOPE)) return Gateway.NONE;
        return lacksProof(caller) ? Gateway.NONE : byClient.getOrDefault(caller.clientId(), Gateway.NONE);
    }

    /** It has an entry, which asks for a token that is bound to a key, and shows another. */
    public boolean lacksProof(Caller caller) {
        var entry = byClient.get(caller.clientId());
        return entry != null && entry.boundToken() && caller.boundTo() == null;
    }
}
