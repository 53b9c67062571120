package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a change would reach.
 *
 * @param subject id of what is changed
 * @param state by which it is told that what is changed has become another meanwhile, such as its revision
 * @param summary one line: what becomes of it
 * @param touches whom it reaches, and how; one line each
 */
public record Reach(String subject, String state, String summary, List<String> touches) {
    public Reach {
        subject = line(subject);
        summary = line(summary);
        touches = lines(touches);
    }

    private static List<String> lines(List<String> all) {
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
