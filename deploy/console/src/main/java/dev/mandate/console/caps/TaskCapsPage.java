package dev.mandate.console.caps;

import dev.mandate.console.caps.TaskCaps.Cap;
import dev.mandate.console.caps.TaskCaps.Listed;
import java.util.List;

/**
 * How long tasks may last.
 *
 * @param notice why the last attempt changed nothing; empty without
 * @param told what became of it; empty without
 * @param allowed whether he may see any
 */
public record TaskCapsPage(String visitor, String notice, String told, boolean allowed, List<Cap> caps, Typed typed) {
    /** What was typed of one more, which stays in the form where it wasn't taken. */
    public record Typed(String of, String name, String minutes, String reason) {
        static final Typed NOTHING = new Typed("CLIENT", "", "", "");

        public boolean is(String choice) {
            return of.equals(choice);
        }
    }

    static TaskCapsPage of(String visitor, String notice, String told, Listed listed, Typed typed) {
        return new TaskCapsPage(visitor, notice, told, listed.allowed(), listed.caps(), typed);
    }
}
