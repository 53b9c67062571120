package dev.mandate.authz.recording;

import dev.mandate.authz.engine.sessions.Receipts;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** By what it is known whose it is to tell what became of a call. */
@ConfigMapping(prefix = "mandate.receipts")
public interface ReceiptConfig {
    /**
     * Secret that answers are given a receipt by, at least 32 random characters, the same at all replicas of authz-service and all gateways. Without it
     * whoever may write {@code agent.actions.v1} may tell of any call of which he knows the decision.
     */
    Optional<String> secret();

    /** @throws IllegalArgumentException if the secret can be guessed */
    default Receipts receipts() {
        return secret().map(Receipts::by).orElse(Receipts.NONE);
    }
}
