package dev.mandate.audit.engine.rules;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules that come with the service. */
public final class ShippedRules {
    private ShippedRules() {}

    /** Of their files, without their ending. */
    public static Set<String> names() {
        return RuleFiles.builtIn().stream().map(ShippedRules::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What findings call the rules of the file of this name. */
    public static Set<String> titles(String name) {
        var files = RuleFiles.builtIn().stream()
                .filter(file -> name(file).equals(name))
                .toList();
        return Compilation.of(files, RiskFields.NAMES).orThrow().rules().stream()
                .map(Rule::title)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** All but these, to see what they are worth. */
    public static RuleBook without(Set<String> names) {
        var files = RuleFiles.builtIn().stream()
                .filter(file -> !names.contains(name(file)))
                .toList();
        return Compilation.of(files, RiskFields.NAMES).orThrow();
    }

    private static String name(RuleFile file) {
        return file.name().replaceFirst("\\.ya?ml$", "");
    }

    /** Compiled against the fields that the risk job puts onto an action. */
    public static RuleBook compile() {
        return Compilation.of(RuleFiles.builtIn(), RiskFields.NAMES).orThrow();
    }
}
