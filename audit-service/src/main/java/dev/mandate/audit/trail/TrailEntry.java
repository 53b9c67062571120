package dev.mandate.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail.
 *
 * @param id its number in the trail, in text so that no JSON reader rounds it
 * @param occurredAt when it happened; when it was recorded for an event dated ahead of our clock
 * @param clockAhead whether its source had dated it ahead
 * @param agent the identity that it is about: an agent, or the worker of a lifecycle event
 * @param person who answers for it
 * @param summary a sentence for people
 * @param subject what it is about where that is no identity: a grant, an offer, a finding, {@code <kind>:<id>} of the catalogue
 * @param payload the event, as far as this version knows it
 * @param sha256 of the record's value on its topic, 64 hexadecimal digits; absent from lines that were recorded before it was kept
 * @param original that value, byte for byte, in base64 (RFC 4648 section 4); where it was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailEntry(
        String id,
        Instant occurredAt,
        Instant recordedAt,
        boolean clockAhead,
        String topic,
        String type,
        String source,
        String eventId,
        @Nullable String session,
        @Nullable String agent,
        @Nullable String person,
        @Nullable String delegation,
        @Nullable String decision,
        @Nullable String outcome,
        String summary,
        @Nullable String subject,
        JsonNode payload,
        @Nullable String sha256,
        @Nullable String original) {}
