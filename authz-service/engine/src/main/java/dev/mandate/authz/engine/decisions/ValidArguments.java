package dev.mandate.authz.engine.decisions;

import java.util.List;

/** Each argument, and each attribute of an application's resource, is of its declared type, so that policies judge what there is. */
final class ValidArguments implements Guard {
    @Override
    public String name() {
        return "valid_arguments";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var own = matter.own();
        var wrong = own == null ? null : own.wrong();
        if (wrong != null)
            return List.of(
                    Outcome.refused(Reason.INVALID_ATTRIBUTE, matter.question().resource(), wrong.explanation()));
        var invalid = matter.context().invalid();
        if (invalid == null) return List.of(Outcome.PASSED);
        return List.of(Outcome.refused(
                Reason.INVALID_ARGUMENT,
                matter.question().resource(),
                "The argument " + invalid
                        + " isn't of the type that the tool's schema gives it; one of that type changes this."));
    }
}
