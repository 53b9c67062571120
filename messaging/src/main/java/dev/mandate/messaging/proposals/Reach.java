package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.cloudevents.PlainText;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How far a change would reach.
 *
 * @param subject id of what is changed
 * @param state by which it is told that the change would do something else than it did when people looked at it; nothing that may
 *     differ without that
 * @param summary one line: what becomes of it
 * @param counting whom it reaches, and how; one line each. Asked once, for people, and not again when they approve
 */
public record Reach(String subject, String state, String summary, Supplier<Uni<List<String>>> counting) {
    public Reach {
        subject = line(subject);
        summary = line(summary);
    }

    /** Whom it reaches is known by now. */
    public Reach(String subject, String state, String summary, List<String> touches) {
        this(subject, state, summary, () -> Uni.createFrom().item(touches));
    }

    /** Bounded, so that the record of it can be made whatever is in the texts of others. */
    Uni<List<String>> touches() {
        return counting.get().map(Reach::lines);
    }

    /** As many as a record has room for, the last of which says how many more there are. */
    public static List<String> lines(List<String> all) {
        if (all.size() <= ProposedChange.MOST_LINES)
            return all.stream().map(Reach::line).toList();
        var shown = new ArrayList<String>();
        for (var each : all.subList(0, ProposedChange.MOST_LINES - 1)) shown.add(line(each));
        shown.add("and " + (all.size() - shown.size()) + " more");
        return List.copyOf(shown);
    }

    private static String line(String text) {
        var plain = PlainText.shown(text);
        if (plain.length() <= ProposedChange.LONGEST_LINE) return plain;
        var end = ProposedChange.LONGEST_LINE - 1;
        if (Character.isHighSurrogate(plain.charAt(end - 1))) end--;
        return plain.substring(0, end) + "…";
    }
}
