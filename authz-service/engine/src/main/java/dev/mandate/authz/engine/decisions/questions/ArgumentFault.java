package dev.mandate.authz.engine.decisions.questions;

/**
 * Why the arguments of a call can't be judged, or aren't what its tool takes.
 *
 * @param argument which; empty where it is about all of them
 * @param explanation a sentence that says what would change it
 */
public record ArgumentFault(Reason reason, String argument, String explanation) {
    static ArgumentFault invalid(String argument, String said) {
        return new ArgumentFault(
                Reason.INVALID_ARGUMENT,
                argument,
                (argument.isEmpty() ? "The arguments together " : "The argument " + argument + " ") + said + ".");
    }
}
