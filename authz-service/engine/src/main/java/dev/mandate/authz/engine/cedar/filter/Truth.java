package dev.mandate.authz.engine.cedar.filter;

/**
 * What is left of an expression that is true or false.
 *
 * @param holds says whether it is true, wherever it is defined
 * @param defined it has a value, and is no error
 */
public record Truth(Condition holds, Condition defined) implements Residue {
    static final Truth ERROR = new Truth(Conditions.NEVER, Conditions.NEVER);

    public static Truth of(boolean value) {
        return new Truth(Conditions.constant(value), Conditions.ALWAYS);
    }

    public Truth negated() {
        return new Truth(Conditions.not(holds), defined);
    }

    /** As {@code &&}: what is on the right doesn't matter where the left is false. */
    public Truth and(Truth right) {
        return new Truth(
                Conditions.all(holds, right.holds),
                Conditions.all(defined, Conditions.any(Conditions.not(holds), right.defined)));
    }

    /** As {@code ||}: what is on the right doesn't matter where the left is true. */
    Truth or(Truth right) {
        return new Truth(
                Conditions.any(holds, right.holds), Conditions.all(defined, Conditions.any(holds, right.defined)));
    }

    Truth choose(Truth then, Truth otherwise) {
        var not = Conditions.not(holds);
        return new Truth(
                Conditions.any(Conditions.all(holds, then.holds), Conditions.all(not, otherwise.holds)),
                Conditions.all(defined, Conditions.any(not, then.defined), Conditions.any(holds, otherwise.defined)));
    }

    Truth same(Truth other) {
        return new Truth(
                Conditions.any(
                        Conditions.all(holds, other.holds),
                        Conditions.all(Conditions.not(holds), Conditions.not(other.holds))),
                Conditions.all(defined, other.defined));
    }

    /** Nothing of it depends on the resource. */
    boolean isFalse() {
        return holds.equals(Conditions.NEVER) && defined.equals(Conditions.ALWAYS);
    }

    boolean isTrue() {
        return holds.equals(Conditions.ALWAYS) && defined.equals(Conditions.ALWAYS);
    }
}
