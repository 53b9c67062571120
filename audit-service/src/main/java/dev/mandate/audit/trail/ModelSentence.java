package dev.mandate.audit.trail;

import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.ToolIntention;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was asked of a model, in words. What the model asked for is told as that, and as no call. */
final class ModelSentence {
    private static final int NAMED = 5;

    private ModelSentence() {}

    static String of(String who, ModelUsed it) {
        return who + " used the model " + it.model() + ": "
                + it.status().name().toLowerCase(Locale.ROOT) + ", "
                + (Boolean.TRUE.equals(it.usage().atMost()) ? "at most " : "")
                + it.usage().total() + " tokens" + intentions(it)
                + (it.decision() == null ? ", without a decision" : "");
    }

    private static String intentions(ModelUsed it) {
        if (it.intentions().isEmpty()) return "";
        var names = it.intentions().stream()
                .map(ToolIntention::tool)
                .distinct()
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        var more = it.intentions().stream().map(ToolIntention::tool).distinct().count() > NAMED
                || Boolean.TRUE.equals(it.incomplete());
        return "; the model asked for " + names + (more ? " and more" : "");
    }
}
