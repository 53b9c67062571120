package dev.mandate.audit.engine.rules;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.reading.Compilation;

/** The rules that come with the service. */
public final class ShippedRules {
    private ShippedRules() {}

    /** Compiled against the fields that the risk job puts onto an action. */
    public static RuleBook compile() {
        return Compilation.of(RuleFiles.builtIn(), RiskFields.NAMES).orThrow();
    }
}
