package dev.mandate.authz;

import dev.mandate.messaging.ServiceConfig;
import java.util.Optional;
import java.util.Set;

/** authz-service, as far as parts of it that run without Quarkus want to know. */
public record AuthzOfTests() implements ServiceConfig {
    @Override
    public Optional<Set<String>> origins() {
        return Optional.empty();
    }

    @Override
    public String service() {
        return "authz";
    }

    @Override
    public String issuer() {
        return "http://127.0.0.1:8081";
    }
}
