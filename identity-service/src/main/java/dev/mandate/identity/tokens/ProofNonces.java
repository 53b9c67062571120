package dev.mandate.identity.tokens;

import dev.mandate.identity.browser.BrowserSeal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a proof of a key has to repeat, where an operator wants it: so that none can be made ahead, for when somebody has no access to the key
 * any more. Nothing of one is kept, and each replica knows those of all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 sections 8 and 9</a>
 */
@ApplicationScoped
public class ProofNonces {
    static final Duration LIFETIME = Duration.ofMinutes(3);

    private static final String PURPOSE = "proof nonce";

    private final BrowserSeal seal;
    private final boolean wanted;

    @Inject
    ProofNonces(BrowserSeal seal, TokenConfig config) {
        this(seal, config.proofNonces());
    }

    public ProofNonces(BrowserSeal seal, boolean wanted) {
        this.seal = seal;
        this.wanted = wanted;
    }

    public boolean wanted() {
        return wanted;
    }

    /** One that counts from now on. */
    public String next() {
        return seal.seal(PURPOSE, LIFETIME, "");
    }

    /** Whether a proof with it counts; each does where none is wanted. */
    public boolean counts(@Nullable String nonce) {
        return !wanted || nonce != null && seal.open(PURPOSE, nonce).isPresent();
    }
}
