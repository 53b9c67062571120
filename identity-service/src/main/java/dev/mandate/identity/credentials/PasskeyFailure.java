package dev.mandate.identity.credentials;

import dev.mandate.events.identity.SignalEvent.SignInProblem;
import org.jspecify.annotations.Nullable;

/**
 * A passkey's signature is not taken.
 *
 * @param person whose passkey it claims to be; null where nobody is known
 */
public record PasskeyFailure(SignInProblem why, @Nullable String person) {}
