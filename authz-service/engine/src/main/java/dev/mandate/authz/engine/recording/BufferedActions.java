package dev.mandate.authz.engine.recording;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.provenance.OutboundUrls;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The action groups whose allows leave without waiting for their record, since the operator chose so. */
public final class BufferedActions {
    private static final String USE = "use";
    private static final String CALL = "call";

    private final Catalogue catalogue;
    private final Set<ToolLabel> labels = EnumSet.noneOf(ToolLabel.class);
    private final boolean use;
    private final boolean call;

    /**
     * @param groups {@code use}, {@code call} or labels of tools
     * @throws IllegalArgumentException if there is no such group
     */
    public BufferedActions(Set<String> groups, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.use = groups.contains(USE);
        this.call = groups.contains(CALL);
        for (var group : groups) if (!group.equals(USE) && !group.equals(CALL)) labels.add(label(group));
    }

    /** A tool with one label that is not named waits, whatever its others are: sending must not go unrecorded for reading too. */
    boolean cover(Question question) {
        if (question.action().kind() == Question.Action.Kind.USE) return use;
        // What applications declare is in no group.
        if (!question.action().isCall()) return false;
        if (call || labels.isEmpty()) return call;
        var registered = catalogue.tool(question.resourceId()).state();
        if (registered == null || registered.labels().isEmpty()) return false;
        // Whatever was given to the session: what may be a send waits.
        var used = OutboundUrls.asUsed(registered, question.argumentsOrNone(), catalogue::ownDomain, null, List::of);
        return labels.containsAll(used.labels());
    }

    private static ToolLabel label(String group) {
        try {
            return ToolLabel.of(group);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "what is buffered names " + group + ", neither use nor call nor a label", e);
        }
    }
}
