package dev.mandate.audit.engine.calls;

import dev.mandate.audit.engine.bounds.Bounds;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.KnownBy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a call went, for whoever reads a finding: why it counted as known, or as a stranger.
 *
 * @param value such as an address, or the first part of a long one
 * @param warned a classifier took the answer that showed it for instructions
 */
public record DestinationTold(
        String value, Origin origin, @Nullable KnownBy knownBy, boolean warned) {
    private static final String NOTHING = "-";

    /** As an event has them, the strangers first: {@code untrusted - warned eve@evil.example}. */
    static List<String> written(List<CallFacts.Destination> destinations) {
        if (destinations.isEmpty()) return List.of(); // as of most calls
        return destinations.stream()
                .sorted((one, other) -> Boolean.compare(other.stranger(), one.stranger()))
                .limit(Bounds.EVIDENCE_DESTINATIONS)
                .map(to -> String.join(
                        " ",
                        FieldValues.lower(to.origin()),
                        to.knownBy() == null ? NOTHING : to.knownBy().text(),
                        to.suspicious() ? "warned" : NOTHING,
                        to.value()))
                .toList();
    }

    /** Empty for what another version wrote otherwise. */
    public static Optional<DestinationTold> of(String written) {
        var parts = written.split(" ", 4);
        if (parts.length < 4) return Optional.empty();
        return Arrays.stream(Origin.values())
                .filter(origin -> FieldValues.lower(origin).equals(parts[0]))
                .findFirst()
                .map(origin -> new DestinationTold(parts[3], origin, KnownBy.of(parts[1]), parts[2].equals("warned")));
    }

    public String originText() {
        return FieldValues.lower(origin);
    }

    /** In words, as they go on after the destination's name. */
    public String why() {
        return reason() + (warned ? "; a classifier warned of the text that showed it" : "");
    }

    private String reason() {
        return switch (origin) {
            case TASK -> "the task names it";
            case RESULT -> "an answer showed it, where strangers can't write";
            case NONE ->
                knownBy == null ? "nothing that the session read had named it" : "known, since " + words(knownBy);
            case UNTRUSTED ->
                "a text that strangers can write named it first, outside the fields that the tool's owner trusts"
                        + (knownBy == null
                                ? ", and nothing else speaks for it: it counts as a stranger"
                                : "; it counts as known all the same, since " + words(knownBy));
        };
    }

    static String words(KnownBy reason) {
        return switch (reason) {
            case PEERS -> "other sessions with this kind of task use it";
            case READINGS -> "others who read the same saw it too, and some used it";
            case OWN -> "it is the agent's own address, or at the domain of that";
            case TASK_PLACE -> "it is at a place that the task names, or in a text to it";
            case INSIDE -> "it is at one of the organisation's own domains";
            case TASK_WORDS -> "it has a word in common with what the task names";
            case SOURCE_WORDS -> "the call says a word of what was asked for when it was shown";
            case FOLLOWED -> "the very link that a text showed was opened, and the task asks to open one";
            case PASSED_ON ->
                "a message that the task asks for passes it on as it was shown, and all who get it are known";
            case OWN_HOST ->
                "its host has the name of the agent's own domain, and nearly everybody who read the same has seen it, for long";
            case ALWAYS_THERE -> "nearly everybody who read the same has seen it, for long";
            case CLEARED -> "a classifier found no instructions in the text that showed it";
        };
    }
}
