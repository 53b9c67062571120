package dev.mandate.provenance;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import dev.mandate.provenance.CallFacts.Destination;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a message tells of whom strangers' text named, to those alone who are known, because the person asked for the message: to whoever
 * is told of, nothing goes. A link passes as it was shown, so that it carries nothing that was read.
 */
final class PassedOn {
    /** Labels of what does more than tell somebody something. */
    private static final Set<ToolLabel> MORE =
            EnumSet.of(ToolLabel.UNTRUSTED, ToolLabel.MONEY, ToolLabel.CREDENTIAL, ToolLabel.GRANT, ToolLabel.DESTROY);

    private PassedOn() {}

    /**
     * The same, with what is only passed on known for it.
     *
     * @param words of the task, whichever tools it names
     */
    static List<Destination> among(
            List<Destination> destinations,
            SessionRisk before,
            Set<ToolLabel> labels,
            Map<String, Object> arguments,
            Asked words,
            Task task) {
        if (words != Asked.ASKED
                || !labels.contains(ToolLabel.EGRESS)
                || !Collections.disjoint(labels, MORE)
                || before.justWarned()
                || destinations.stream().noneMatch(PassedOn::told)
                || !toNamed(destinations, task)) return destinations;
        var shown = new HashSet<String>();
        for (SeenIdentifier seen : before.identifiers())
            if (seen.origin() == Origin.UNTRUSTED && !seen.suspicious()) shown.add(seen.value());
        for (var to : Recipients.of(arguments))
            shown.remove(Identifier.of(to.address()).value());
        return destinations.stream()
                .map(to -> told(to) && shown.contains(to.value()) ? to.knownBy(KnownBy.PASSED_ON) : to)
                .toList();
    }

    private static boolean told(Destination to) {
        return to.stranger() && !to.whole() && to.identifier().url();
    }

    private static boolean toNamed(List<Destination> destinations, Task task) {
        var whole = destinations.stream().filter(Destination::whole).toList();
        return !whole.isEmpty() && whole.stream().allMatch(to -> named(to, task));
    }

    /** By the person, or called after whom he named, also where a result of one's own told the address. */
    private static boolean named(Destination to, Task task) {
        return to.accountedFor()
                && (to.origin() == Origin.TASK
                        || to.knownBy() == KnownBy.TASK_WORDS
                        || to.identifier().calledAfter(task.names())
                        || Words.shared(to.identifier().words(), task.names()));
    }
}
