package dev.mandate.gateway.envoy;

import dev.mandate.gateway.grpc.ProvenProxy;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The operator's Envoy, where it has a secret: it tells from where callers come, and one who asked for himself could come from anywhere. */
@Singleton
class EnvoyOnly extends ProvenProxy {
    private static final String PROOF = "mandate-envoy";

    /** @throws IllegalArgumentException if the secret is none that could be kept */
    EnvoyOnly(EnvoyConfig config) {
        super(
                PROOF,
                config.enabled() ? checked(config.secret().orElse(null)) : null,
                "Envoy must send mandate.envoy.secret of the gateway as " + PROOF
                        + " (grpc_service: initial_metadata)");
    }

    private static @Nullable String checked(@Nullable String secret) {
        if (secret == null || isSecret(secret)) return secret;
        throw new IllegalArgumentException("mandate.envoy.secret has " + RULE);
    }
}
