package dev.mandate.authz.engine.cedar.filter;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.Value;
import dev.mandate.authz.engine.cedar.filter.Condition.Operator;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Declared;
import dev.mandate.authz.engine.cedar.filter.UnknownResource.Kind;
import java.util.List;

/** What is left of an expression once all that is known is put in. */
public sealed interface Residue
        permits Residue.Known, Residue.Failing, Residue.Itself, Residue.OfResource, Residue.Listed, Truth {
    /** Nothing is left. */
    record Known(Value value) implements Residue {}

    /** An error, whatever the resource. */
    record Failing() implements Residue {}

    /** The resource. */
    record Itself(UnknownResource resource) implements Residue {}

    /** An attribute of it. */
    record OfResource(String name, Declared declared) implements Residue {
        @Override
        public Condition defined() {
            return declared.optional() ? Conditions.has(name) : Conditions.ALWAYS;
        }

        Truth truth(Condition holds) {
            return new Truth(holds, defined());
        }
    }

    /** A set of which some is unknown. */
    record Listed(List<Residue> of) implements Residue {
        public Listed {
            of = List.copyOf(of);
        }
    }

    Residue FAILING = new Failing();

    /** Where it is no error. */
    default Condition defined() {
        return this instanceof Failing ? Conditions.NEVER : Conditions.ALWAYS;
    }

    /** As a truth value; anything else in its place is an error. */
    default Truth truth() {
        if (this instanceof Truth truth) return truth;
        if (this instanceof Known known && known.value() instanceof BoolValue value) return Truth.of(value.value());
        if (this instanceof OfResource of && of.declared().kind() == Kind.BOOL)
            return of.truth(Conditions.test(of.name(), Operator.IN, List.of(BoolValue.of(true))));
        return Truth.ERROR;
    }
}
