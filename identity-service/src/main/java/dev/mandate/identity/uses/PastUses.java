package dev.mandate.identity.uses;

import dev.mandate.identity.uses.ToolUses.OfAgent;
import java.util.List;

/**
 * What an agent used for a person, as far as it is known here.
 *
 * @param days on which it used which tools
 * @param tasks its last ones for him in which it did anything, the latest first
 * @param late whether what it did in the last minutes may be missing
 */
public record PastUses(OfAgent days, List<TaskUse> tasks, boolean late) {
    public static final PastUses NOTHING = new PastUses(OfAgent.NOTHING, List.of(), false);

    public PastUses {
        tasks = List.copyOf(tasks);
    }
}
