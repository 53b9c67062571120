package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.filter.Condition;
import dev.mandate.authz.engine.cedar.filter.Conditions;
import dev.mandate.authz.engine.decisions.answers.Unfit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a guard says of all resources of a type at once.
 *
 * @param outcomes as of a check; a refusal is of all of them
 * @param condition which of them it lets pass, where nothing refuses all
 * @param unfit why that can't be told; empty where it can
 * @param leftOut policies that permit more of them, once something is done
 */
record Sifted(List<Outcome> outcomes, Condition condition, List<Unfit> unfit, List<String> leftOut) {
    /** Which resource it is makes no difference. */
    static Sifted alike(List<Outcome> outcomes) {
        return new Sifted(outcomes, Conditions.ALWAYS, List.of(), List.of());
    }

    /** What both let pass. */
    Sifted and(Sifted other) {
        return new Sifted(
                both(outcomes, other.outcomes),
                Conditions.all(condition, other.condition),
                both(unfit, other.unfit),
                both(leftOut, other.leftOut));
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }
}
