package dev.mandate.events.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.provenance.CallFacts.Destination;
import dev.mandate.events.risk.SessionRisk.Origin;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why what strangers' text named is no stranger, and for which calls each reason is enough. Those that are names here the
 * session's state tells of an identifier, and rules as {@code destination.known_by}.
 */
public final class KnownBy {
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

    /** The task names its host. */
    static final String TASK_HOST = "task_host";

    /** It has a word in common with what the task names. */
    static final String TASK_WORDS = "task_words";

    /** The call's other text has a word of it. */
    static final String TEXT = "text";

    /** Another argument names something of the task, and this one is beside it. */
    static final String BESIDE = "beside";

    /** The call's other text has a word of what was asked for when it was shown. */
    public static final String SOURCE_WORDS = "source_words";

    /** Words of the call or of an identifier speak for it, or time; a demand that travels can have those too. */
    private static final Set<String> WEAK = Set.of(
            TEXT, TASK_WORDS, SOURCE_WORDS, ASKED, SAME_SITE, SIGHTED, STOOD_THERE, ALWAYS_THERE, FOLLOWED, CLEARED);

    /** Enough for money, and for an argument beside a place that the task names. */
    private static final Set<String> STEADY = Set.of(ALWAYS_THERE, CLEARED);

    private static final Set<String> SLIGHT = Set.of(SAME_SITE, SIGHTED, STOOD_THERE);

    /** Labels of tools whose calls are no small matter. */
    private static final Set<ToolLabel> GRAVE = Set.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT);

    private KnownBy() {}

    /**
     * Whether what the session's state says is enough for a call of this tool.
     *
     * @param suspicious a classifier warned of the answer that showed it
     * @param warned one of the two answers before was warned of
     */
    static boolean speaks(String known, Set<ToolLabel> labels, boolean suspicious, boolean warned) {
        if (SLIGHT.contains(known)) return !suspicious && labels.stream().noneMatch(GRAVE::contains);
        if (known.equals(CLEARED) && warned) return false;
        if (STEADY.contains(known))
            return !suspicious && !labels.contains(ToolLabel.CREDENTIAL) && !labels.contains(ToolLabel.GRANT);
        return true;
    }

    /** Those that more than words speaks for, such as the user's own address. */
    static Set<String> vouched(List<Destination> destinations) {
        var toTask = toTask(destinations);
        return destinations.stream()
                .filter(to -> !to.stranger())
                .filter(to ->
                        to.knownBy() == null || !WEAK.contains(to.knownBy()) || STEADY.contains(to.knownBy()) && toTask)
                .map(Destination::value)
                .collect(Collectors.toSet());
    }

    /** The call goes to a place that the task names. */
    private static boolean toTask(List<Destination> destinations) {
        return destinations.stream().anyMatch(to -> to.whole() && to.origin() == Origin.TASK);
    }
}
