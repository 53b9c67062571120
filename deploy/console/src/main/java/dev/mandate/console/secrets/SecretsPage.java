package dev.mandate.console.secrets;

import dev.mandate.console.frame.Moment;
import dev.mandate.console.secrets.Secrets.Listed;
import dev.mandate.console.secrets.Secrets.Secret;
import java.time.InstantSource;
import java.util.List;

/**
 * Secrets, those apart that end soon.
 *
 * @param soon the first to end first
 * @param later the same
 * @param more whether there are more than these
 */
public record SecretsPage(String visitor, List<Item> soon, List<Item> later, boolean more) {
    /** One of them, and until when it counts. */
    public record Item(Secret secret, Moment until) {
        /** What makes the next one at a terminal. */
        public String command() {
            return secret.scim()
                    ? "deploy/mandate scim make " + secret.holder()
                    : "deploy/mandate secrets make " + secret.holder();
        }
    }

    static SecretsPage of(String visitor, Listed listed, InstantSource clock) {
        return new SecretsPage(
                visitor,
                listed.secrets().stream()
                        .filter(Secret::soon)
                        .map(secret -> item(secret, clock))
                        .toList(),
                listed.secrets().stream()
                        .filter(secret -> !secret.soon())
                        .map(secret -> item(secret, clock))
                        .toList(),
                listed.more());
    }

    private static Item item(Secret secret, InstantSource clock) {
        return new Item(secret, Moment.of(secret.ends(), clock));
    }
}
