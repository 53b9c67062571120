package dev.mandate.identity.signals;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that receivers hear of.
 *
 * @param type URI of the event
 * @param key of what happened: what is derived twice of the same is told once
 * @param subject identity id of whom it is about, by which receivers choose
 * @param content claims beside those that every token has
 * @param scope only whoever has tokens of a sign-in of his that lasts, with this scope, hears of it; null for each receiver
 */
record Signal(
        String type,
        String key,
        String subject,
        Map<String, Object> content,
        @Nullable String scope) {}
