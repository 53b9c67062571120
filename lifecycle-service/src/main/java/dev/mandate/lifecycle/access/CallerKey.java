package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Actor;

/**
 * By which a caller knows a request of his again. Keys of different callers never meet.
 *
 * @param caller the subject and the client of his token
 * @param key of his own choice, 1 to 100 visible ASCII characters
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP header field</a>
 */
public record CallerKey(String caller, String key) {
    public CallerKey {
        if (!key.matches("[!-~]{1,100}"))
            throw new IllegalArgumentException("a key has 1 to 100 visible ASCII characters and no space");
    }

    public static CallerKey of(Actor by, String key) {
        return new CallerKey(by.client() + " " + by.subject(), key);
    }
}
