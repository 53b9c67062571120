package dev.mandate.audit.engine.rules;

import dev.mandate.audit.engine.risk.RiskFields;
import dev.mandate.audit.engine.sigma.RuleBook;

/** The rules that come with the service. */
public final class ShippedRules {
    private ShippedRules() {}

    /** Compiled against the fields that the risk job puts onto an action. */
    public static RuleBook compile() {
        return RuleBook.compile(RuleFiles.builtIn(), RiskFields.NAMES).orThrow();
    }
}
