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
 * @param unusual few of peers' sessions of this kind of task use the tool; false while too little is known of them
 * @param rare not even a tenth of them uses it
 * @param profiled enough is known of this kind of task
 * @param spread an argument that calls in many other kinds of task have in common, after they had read what strangers wrote
 * @param session before the call; null for its first
 */
public record CallFacts(
        List<Destination> destinations,
        boolean unusual,
        boolean rare,
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

    /** A page is opened by the very link that a text showed: nothing but that is told to whoever wrote it. */
    public static final String FOLLOWED = "followed";

    /** A content classifier looked at the answer that showed it and took nothing for instructions, and something slight speaks for it. */
    public static final String CLEARED = "cleared";

    /** Labels of tools whose calls are no small matter. */
    private static final Set<ToolLabel> GRAVE = Set.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT);

    /** Words of the call or of an identifier speak for it, or time; a demand that travels can have those too. */
    private static final Set<String> WEAK = Set.of(
            "text",
            "task_words",
            "source_words",
            ASKED,
            SAME_SITE,
            SIGHTED,
            STOOD_THERE,
            ALWAYS_THERE,
            FOLLOWED,
            CLEARED);

    /** Enough for an argument beside a place that the task names. */
    private static final Set<String> STEADY = Set.of(ALWAYS_THERE, CLEARED);

    private static final Set<String> SLIGHT = Set.of(SAME_SITE, SIGHTED, STOOD_THERE);

    /** Labels of a tool that only opens pages. */
    private static final Set<ToolLabel> OPENS = Set.of(ToolLabel.EGRESS, ToolLabel.UNTRUSTED);

    private static final Set<ToolLabel> MORE_THAN_OPENS =
            Set.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY, ToolLabel.STATE);

    /** What else such a call may say: the number of a page, but of no card. */
    private static final int LONGEST_ASIDE = 3;

    private static final Set<String> FLAGS = Set.of("true", "false");

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
        if (before == null) return new CallFacts(List.of(), false, false, false, false, null);
        var profile = before.profile();
        var unusual = profile != null && !profile.usualTools().contains(tool);
        var rare = profile != null && !profile.knownTools().contains(tool);
        if (!consequential(labels, registered))
            return new CallFacts(List.of(), unusual, rare, profile != null, false, before);
        var reading = new Reading(before, labels, arguments, unusual);
        var destinations = reading.destinations();
        var spread = !before.spread().isEmpty()
                && before.untrustedReads() > 0
                && Spread.digests(tool, labels, arguments, text -> vouchedFor(text, destinations)).stream()
                        .anyMatch(before.spread()::contains);
        return new CallFacts(destinations, unusual, rare, profile != null, spread, before);
    }

    /** The text is an identifier that more than words speaks for, such as the user's own address. */
    private static boolean vouchedFor(String text, List<Destination> destinations) {
        if (destinations.isEmpty()) return false;
        var value = Identifier.of(text).value();
        return destinations.stream()
                .anyMatch(to -> to.value().equals(value)
                        && !to.stranger()
                        && (to.knownBy() == null
                                || !WEAK.contains(to.knownBy())
                                || STEADY.contains(to.knownBy()) && toTask(destinations)));
    }

    /** The call goes to a place that the task names. */
    private static boolean toTask(List<Destination> destinations) {
        return destinations.stream().anyMatch(to -> to.whole() && to.origin() == Origin.TASK);
    }

    public List<Destination> strangers() {
        return destinations.stream().filter(Destination::stranger).toList();
    }

    /** It goes to a place on the identifier's host, for a reason: the task named the place, or it is known. */
    public boolean visits(Identifier identifier) {
        return identifier.url()
                && destinations.stream()
                        .filter(to -> !to.stranger() && to.origin() != Origin.NONE && !FOLLOWED.equals(to.knownBy()))
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
        private final SessionRisk before;
        private @Nullable Map<String, SeenIdentifier> seen;
        private final Set<String> named = new HashSet<>();
        private final boolean follows;
        private final boolean warned;
        private @Nullable Set<String> taskWords;
        private @Nullable String text;

        Reading(SessionRisk before, Set<ToolLabel> labels, Map<String, Object> arguments, boolean unusual) {
            this.labels = labels;
            this.arguments = arguments;
            this.warned = before.justWarned();
            this.task = before.taskIdentifiers().stream().map(Identifier::new).toList();
            this.before = before;
            this.mentions = Mention.in(
                    arguments, value -> before.taskIdentifiers().contains(value) || seen().containsKey(value));
            this.follows = !unusual
                    && labels.containsAll(OPENS)
                    && labels.stream().noneMatch(MORE_THAN_OPENS::contains)
                    && nothingButLinks();
        }

        private Map<String, SeenIdentifier> seen() {
            var known = seen;
            if (known == null) {
                known = new HashMap<>();
                for (var identifier : before.identifiers()) known.put(identifier.value(), identifier);
                seen = known;
            }
            return known;
        }

        private boolean nothingButLinks() {
            var texts = new ArrayList<String>();
            Mention.texts(arguments, texts);
            var links = mentions.stream()
                    .filter(it -> it.whole() && it.identifier().url())
                    .map(it -> it.identifier().value())
                    .collect(Collectors.toSet());
            return !links.isEmpty()
                    && texts.stream()
                            .allMatch(text -> text.length() <= LONGEST_ASIDE
                                    || FLAGS.contains(text)
                                    || links.contains(Identifier.of(text).value()));
        }

        List<Destination> destinations() {
            if (mentions.isEmpty()) return List.of();
            for (var mention : mentions)
                if (mention.whole() && ofTask(mention.identifier())) named.add(mention.argument());
            var found = new ArrayList<Destination>();
            var textCounts = labels.isEmpty() || labels.stream().anyMatch(LEAVING::contains);
            for (var mention : mentions) if (mention.whole() || textCounts) found.add(destination(mention));
            return found;
        }

        private Destination destination(Mention mention) {
            var identifier = mention.identifier();
            var first = seen().get(identifier.value());
            var shown = first != null;
            if (task.stream().anyMatch(identifier::within))
                return new Destination(identifier.value(), mention.whole(), Origin.TASK, null, false);
            if (first == null) first = site(identifier);
            if (first == null) return new Destination(identifier.value(), mention.whole(), Origin.NONE, null, false);
            var known = first.origin() == Origin.UNTRUSTED ? knownBy(mention, first) : null;
            if (known == null && shown && follows && !first.suspicious() && first.origin() == Origin.UNTRUSTED)
                known = FOLLOWED;
            return new Destination(identifier.value(), mention.whole(), first.origin(), known, first.suspicious());
        }

        /**
         * What showed the site of a URL that was put together and has room for data; null for one that nothing showed. The
         * task's own site needs nobody to show it.
         */
        private @Nullable SeenIdentifier site(Identifier identifier) {
            if (!identifier.carries() || task.stream().anyMatch(identifier::sharesHost)) return null;
            SeenIdentifier found = null;
            for (var candidate : seen().values()) {
                var its = new Identifier(candidate.value());
                if (!its.url() || !identifier.sharesHost(its)) continue;
                if (candidate.origin() != Origin.UNTRUSTED) return null;
                if (found == null || identifier.within(its)) found = candidate;
            }
            return found;
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
            if (known.equals(CLEARED) && warned) return false;
            if (known.equals(ALWAYS_THERE) || known.equals(CLEARED))
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
