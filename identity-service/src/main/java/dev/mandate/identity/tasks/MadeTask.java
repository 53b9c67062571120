package dev.mandate.identity.tasks;

import dev.mandate.events.identity.AgreedTask;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import java.util.List;

/** A task to which a person agreed, and what of it is told on record. */
public record MadeTask(DelegationState delegation, AgreedTask agreed) {
    /** @param asked by whom he was asked; empty where nobody asked for tools by name */
    static MadeTask of(DelegationState made, List<ToolScope> asked) {
        var less = !asked.isEmpty() && !asked.equals(made.scope());
        return new MadeTask(made, new AgreedTask(made.scope(), less ? asked : null, made.expiresAt()));
    }
}
