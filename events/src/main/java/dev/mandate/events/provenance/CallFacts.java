package dev.mandate.events.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one call from its session before it, so that rules and policies can judge it.
 *
 * @param destinations the identifiers in its arguments; empty for a call that can't have consequences
 * @param unusual peers' sessions of this kind of task don't use the tool; false while too little is known of them
 * @param profiled enough is known of this kind of task
 * @param spread an argument that calls in many other kinds of task have in common, after they had read what strangers wrote
 * @param session before the call; null for its first
 */
public record CallFacts(
        List<Destination> destinations,
        boolean unusual,
        boolean profiled,
        boolean spread,
        @Nullable SessionRisk session) {
    /** Labels of tools whose calls have consequences beyond the session; a tool without registration is one too. */
    public static final Set<ToolLabel> CONSEQUENTIAL = Set.of(
            ToolLabel.EGRESS,
            ToolLabel.MONEY,
            ToolLabel.CREDENTIAL,
            ToolLabel.GRANT,
            ToolLabel.DESTROY,
            ToolLabel.STATE);

    /** What peers asked to read showed it too, and none was known to use it: enough for a small matter only. */
    public static final String SIGHTED = "sighted";

    /** What had come in has long shown it to peers, or above all to peers of this kind of task, and none was known to use it. */
    public static final String STOOD_THERE = "stood_there";

    /** Nearly every peer who read just this saw it, for long, and none was known to use it: enough for money too. */
    public static final String ALWAYS_THERE = "always_there";

    /** Made of a word that a call said before the session had read what strangers wrote. */
    public static final String ASKED = "asked";

    /** A link to the site that showed it, where the session was for a reason. */
    public static final String SAME_SITE = "same_site";

    /** Labels of tools whose calls are no small matter. */
    private static final Set<ToolLabel> GRAVE = Set.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT);

    /** Words of the call or of an identifier speak for it, or time; a demand that travels can have those too. */
    private static final Set<String> WEAK =
            Set.of("text", "task_words", "source_words", ASKED, SAME_SITE, SIGHTED, STOOD_THERE, ALWAYS_THERE);

    private static final Set<String> SLIGHT = Set.of(SAME_SITE, SIGHTED, STOOD_THERE);

    /** Labels of tools whose arguments reach somebody or something else, so that what stands in a text matters too. */
    private static final Set<ToolLabel> LEAVING =
            Set.of(ToolLabel.EGRESS, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    /**
     * An identifier in the arguments.
     *
     * @param whole it is an argument of its own rather than a part of a text
     * @param knownBy why it is no stranger: {@code task_host}, {@code task_words}, {@code text}, {@code beside},
     *     {@code source_words} or what the session's state says; null if nothing does, or its origin needs no reason
     * @param suspicious a classifier took the answer that showed it for instructions
     */
    public record Destination(
            String value,
            boolean whole,
            Origin origin,
            @Nullable String knownBy,
            boolean suspicious) {
        /** Strangers named it, and nothing else speaks for it. */
        public boolean stranger() {
            return origin == Origin.UNTRUSTED && knownBy == null;
        }
    }

    /** A tool that nobody registered has no labels and may do anything. */
    public static boolean consequential(Set<ToolLabel> labels, boolean registered) {
        return !registered || labels.stream().anyMatch(CONSEQUENTIAL::contains);
    }

    /** @param before the session's state as of the call before; null for its first */
    public static CallFacts of(
            @Nullable SessionRisk before,
            String tool,
            Set<ToolLabel> labels,
            boolean registered,
            Map<String, Object> arguments) {
        if (before == null) return new CallFacts(List.of(), false, false, false, null);
        var profile = before.profile();
        var unusual = profile != null && !profile.usualTools().contains(tool);
        if (!consequential(labels, registered))
            return new CallFacts(List.of(), unusual, profile != null, false, before);
        var mentions = Mention.in(arguments);
        var destinations = mentions.isEmpty()
                ? List.<Destination>of()
                : new Reading(before, labels, arguments, mentions).destinations();
        var spread = !before.spread().isEmpty()
                && before.untrustedReads() > 0
                && Spread.digests(tool, arguments, text -> vouchedFor(text, destinations)).stream()
                        .anyMatch(before.spread()::contains);
        return new CallFacts(destinations, unusual, profile != null, spread, before);
    }

    /** The text is an identifier that more than words speaks for, such as the user's own address. */
    private static boolean vouchedFor(String text, List<Destination> destinations) {
        if (destinations.isEmpty()) return false;
        var value = Identifier.of(text).value();
        return destinations.stream()
                .anyMatch(to -> to.value().equals(value)
                        && !to.stranger()
                        && (to.knownBy() == null || !WEAK.contains(to.knownBy())));
    }

    public List<Destination> strangers() {
        return destinations.stream().filter(Destination::stranger).toList();
    }

    /** It goes to a place on the identifier's host, for a reason: the task named the place, or it is known. */
    public boolean visits(Identifier identifier) {
        return identifier.url()
                && destinations.stream()
                        .filter(to -> !to.stranger() && to.origin() != Origin.NONE)
                        .map(to -> new Identifier(to.value()))
                        .anyMatch(place -> place.url() && identifier.sharesHost(place));
    }

    /** It names something, and all of it is of the task, of the session's own or known, and no classifier warned of it. */
    public boolean accountedFor() {
        return !destinations.isEmpty()
                && destinations.stream()
                        .noneMatch(to -> to.stranger() || to.suspicious() || to.origin() == Origin.NONE);
    }

    /** One reading of one call's arguments. */
    private static final class Reading {
        private final Set<ToolLabel> labels;
        private final Map<String, Object> arguments;
        private final List<Mention> mentions;
        private final List<Identifier> task;
        private final Map<String, SeenIdentifier> seen = new HashMap<>();
        private final Set<String> named = new HashSet<>();
        private @Nullable Set<String> taskWords;
        private @Nullable String text;

        Reading(SessionRisk before, Set<ToolLabel> labels, Map<String, Object> arguments, List<Mention> mentions) {
            this.labels = labels;
            this.arguments = arguments;
            this.mentions = mentions;
            this.task = before.taskIdentifiers().stream().map(Identifier::new).toList();
            before.identifiers().forEach(identifier -> seen.put(identifier.value(), identifier));
        }

        List<Destination> destinations() {
            for (var mention : mentions)
                if (mention.whole() && ofTask(mention.identifier())) named.add(mention.argument());
            var found = new ArrayList<Destination>();
            var textCounts = labels.isEmpty() || labels.stream().anyMatch(LEAVING::contains);
            for (var mention : mentions) if (mention.whole() || textCounts) found.add(destination(mention));
            return found;
        }

        private Destination destination(Mention mention) {
            var identifier = mention.identifier();
            var first = seen.get(identifier.value());
            if (task.stream().anyMatch(identifier::within))
                return new Destination(identifier.value(), mention.whole(), Origin.TASK, null, false);
            if (first == null) return new Destination(identifier.value(), mention.whole(), Origin.NONE, null, false);
            var known = first.origin() == Origin.UNTRUSTED ? knownBy(mention, first) : null;
            return new Destination(identifier.value(), mention.whole(), first.origin(), known, first.suspicious());
        }

        /** What a classifier warned of is not made known by words, which whoever wrote it chose. */
        private @Nullable String knownBy(Mention mention, SeenIdentifier first) {
            var known = first.known();
            if (known != null && speaks(known, first.suspicious())) return known;
            if (first.suspicious()) return null;
            var identifier = mention.identifier();
            if (task.stream().anyMatch(identifier::sharesHost)) return "task_host";
            if (Words.shared(identifier.words(), taskWords())) return "task_words";
            if (identifier.address() && Words.shared(identifier.words(), wordsBeside(identifier))) return "text";
            if (!identifier.url() && !named.isEmpty() && !named.contains(mention.argument())) return "beside";
            if (labels.contains(ToolLabel.MONEY)
                    && Words.shared(new HashSet<>(first.sourceWords()), wordsBeside(identifier))) return "source_words";
            return null;
        }

        private boolean speaks(String known, boolean suspicious) {
            if (SLIGHT.contains(known)) return !suspicious && labels.stream().noneMatch(GRAVE::contains);
            if (known.equals(ALWAYS_THERE))
                return !suspicious && !labels.contains(ToolLabel.CREDENTIAL) && !labels.contains(ToolLabel.GRANT);
            return true;
        }

        private boolean ofTask(Identifier identifier) {
            return task.stream().anyMatch(it -> identifier.within(it) || identifier.sharesHost(it));
        }

        private Set<String> taskWords() {
            if (taskWords == null)
                taskWords = task.stream()
                        .flatMap(identifier -> identifier.words().stream())
                        .collect(Collectors.toSet());
            return taskWords;
        }

        /** Words of the arguments without the identifier itself. */
        private Set<String> wordsBeside(Identifier identifier) {
            if (text == null) {
                var texts = new ArrayList<String>();
                Mention.texts(arguments, texts);
                text = String.join(" ", texts).toLowerCase(java.util.Locale.ROOT);
            }
            var rest = text.replace(identifier.value(), " ");
            var at = identifier.value().indexOf('@');
            return Words.of(at < 0 ? rest : rest.replace(identifier.value().substring(0, at), " "));
        }
    }
}
