package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.provenance.CallFacts.Destination;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Mailboxes and pages at a domain of the organisation's own, in a call that the person asked for or that only opens pages: nobody outside is
 * told anything, whoever wrote the text that named them.
 */
final class Inside {
    /** Labels of what a colleague may want for himself, or gone. */
    private static final Set<ToolLabel> GRAVE =
            EnumSet.of(ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    /**
     * In a page's name: a mailbox, an address, a number of four parts, what may be a host's name behind the path, or what may be any of them
     * once it is decoded again. In the path a name with a dot is a file's.
     */
    private static final Pattern OTHERS = Pattern.compile(
            "@|%25|%40|(?:[/\\\\]|%2f|%5c){2}|[?#=][^&;]*?(?:\\.|%2e)[^&;0-9]|(?:[0-9]{1,3}(?:\\.|%2e)){3}[0-9]");

    private Inside() {}

    /**
     * The same, with what is inside known for it.
     *
     * @param words of the task, whichever tools it names
     * @param ownDomain whether a host, in lower case and ASCII, is the organisation's own
     */
    static List<Destination> among(
            List<Destination> destinations,
            SessionRisk before,
            Set<ToolLabel> labels,
            Asked words,
            Predicate<String> ownDomain) {
        if (labels.isEmpty() || !Collections.disjoint(labels, GRAVE) || before.justWarned()) return destinations;
        var visit = labels.contains(ToolLabel.UNTRUSTED);
        if (words != Asked.ASKED && !visit) return destinations;
        return destinations.stream()
                .map(to -> inside(to, ownDomain) && (words == Asked.ASKED || asShown(to, before, ownDomain))
                        ? to.knownBy(KnownBy.INSIDE)
                        : to)
                .toList();
    }

    private static boolean inside(Destination to, Predicate<String> ownDomain) {
        var host = to.identifier().host();
        return to.stranger()
                && !to.suspicious()
                && host != null
                && ownDomain.test(host)
                && !(to.identifier().url() && namesOthers(to.identifier()));
    }

    /** It lets somebody in, or leads somewhere, who need not be inside; of what is too long the end, which may say so, isn't known. */
    private static boolean namesOthers(Identifier page) {
        return page.cut() || OTHERS.matcher(page.value()).find();
    }

    /**
     * A page that nobody put together of what was read, at the very name that is registered. Below it may be what everybody reads, such as
     * {@code forum.acme.example}.
     */
    private static boolean asShown(Destination to, SessionRisk before, Predicate<String> ownDomain) {
        var host = to.identifier().host();
        return host != null
                && to.identifier().url()
                && !ownDomain.test(host.substring(host.indexOf('.') + 1))
                && before.identifiers().stream().anyMatch(seen -> seen.value().equals(to.value()));
    }
}
