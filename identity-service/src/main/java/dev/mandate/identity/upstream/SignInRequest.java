package dev.mandate.identity.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked for, when a person goes there to sign in.
 *
 * @param maxAge how long ago he may have shown a credential there, in seconds; always given, since a provider then says when that was
 * @param acrs what stands for what is needed, in the provider's words; empty for anything
 * @param anew whether he shows a credential whatever he did before
 * @param loginHint what he may be called; empty for nothing
 */
public record SignInRequest(
        String redirectUri,
        String state,
        String nonce,
        String verifier,
        long maxAge,
        List<String> acrs,
        boolean anew,
        @Nullable String loginHint) {
    public SignInRequest {
        acrs = List.copyOf(acrs);
    }
}
