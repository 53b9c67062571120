package dev.mandate.console.findings;

import dev.mandate.console.apis.Apis;
import dev.mandate.console.findings.Findings.Filter;
import dev.mandate.console.findings.Findings.Finding;
import dev.mandate.console.findings.Findings.Listed;
import dev.mandate.console.findings.Findings.Status;
import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the findings.
 *
 * @param allowed whether he may see any
 * @param filter what was asked for
 * @param choices statuses to choose from, the chosen one marked
 * @param older address of the next part; empty where there is none
 */
public record FindingsPage(
        String visitor, boolean allowed, List<Item> items, Filter filter, List<Choice> choices, String older) {
    /** One of them, and when it was last seen. */
    public record Item(Finding finding, Moment last) {}

    /** A status to choose. */
    public record Choice(String value, String words, boolean chosen) {}

    static FindingsPage of(String visitor, Filter filter, Listed listed, InstantSource clock) {
        return new FindingsPage(
                visitor,
                listed.allowed(),
                listed.findings().stream()
                        .map(finding -> new Item(finding, Moment.of(finding.last(), clock)))
                        .toList(),
                filter,
                choices(filter),
                listed.next().isEmpty() ? "" : address(filter) + "&after=" + Apis.encode(listed.next()));
    }

    private static List<Choice> choices(Filter filter) {
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("all", "all", filter.status().isEmpty()));
        for (var status : Status.values())
            choices.add(new Choice(
                    status.words(),
                    status.words(),
                    filter.status().filter(status::equals).isPresent()));
        return choices;
    }

    private static String address(Filter filter) {
        return "/findings?status=" + filter.status().map(Status::words).orElse("all")
                + part("session", filter.session())
                + part("agent", filter.agent())
                + part("rule", filter.rule());
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + Apis.encode(value);
    }
}
