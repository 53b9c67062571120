package dev.mandate.identity.signals;

import java.util.Map;

/**
 * One thing that receivers hear of.
 *
 * @param type URI of the event
 * @param key of what happened: what is derived twice of the same is told once
 * @param subject identity id of whom it is about, by which receivers choose
 * @param content claims beside those that every token has
 */
record Signal(String type, String key, String subject, Map<String, Object> content) {}
