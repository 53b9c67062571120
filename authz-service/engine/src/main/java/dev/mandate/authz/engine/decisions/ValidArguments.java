package dev.mandate.authz.engine.decisions;

import java.util.List;

/** Each argument is of the type that the tool's schema gives it, so that policies judge what the tool will see. */
final class ValidArguments implements Guard {
    @Override
    public String name() {
        return "valid_arguments";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var invalid = matter.context().invalid();
        if (invalid == null) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.INVALID_ARGUMENT,
                matter.question().resource(),
                "The argument " + invalid
                        + " isn't of the type that the tool's schema gives it; one of that type changes this."));
    }
}
